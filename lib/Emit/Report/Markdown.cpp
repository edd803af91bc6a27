//===- Markdown.cpp - A plan for its reviewer -----------------------------===//
#include "Estimate.h"
#include "Model.h"
#include "schemac/Emit/Describe.h"
#include <fmt/format.h>

namespace schemac {

namespace report {
namespace {

/// Text in a cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (char c : text)
    out += c == '|' ? "\\|" : c == '\n' ? " " : std::string(1, c);
  return out;
}

/// A fence longer than any in the text.
std::string fenced(std::string_view sql) {
  std::string fence = "```";
  while (sql.find(fence) != std::string_view::npos)
    fence += '`';
  return fmt::format("{}sql\n{}{}\n", fence, sql, fence);
}

/// How long others wait for the lock.
std::string heldText(const EmittedStep &s, const LockUse &use) {
  const HeldLock *held = heldLock(s, use.relation);
  if (!held || held->mode != use.mode)
    return {};
  return fmt::format(", {} wait {}",
                     blocks(use.mode) == Blocks::All ? "reads and writes" : "writes",
                     held->ms ? roundDuration(*held->ms) : "for a time that is not known");
}

/// " (hot)"
std::string trafficText(const EmittedStep &s, const LockUse &use) {
  Traffic traffic = trafficOf(s, use.relation);
  return traffic == Traffic::Normal ? std::string() : fmt::format(" ({})", trafficName(traffic));
}

std::string undoText(const Op &op) {
  switch (op.reverseClass) {
  case ReverseClass::Lossless:
    return op.reverse.empty() ? "nothing to undo" : "lossless";
  case ReverseClass::Lossy:
    return "lossy";
  case ReverseClass::Irreversible:
    return "**no**";
  case ReverseClass::Unknown:
    break;
  }
  return "not known";
}

class MarkdownWriter {
public:
  explicit MarkdownWriter(const Model &model) : model(model) {}

  std::string write() {
    summary();
    changes();
    overview();
    statements();
    questions();
    bullets("Proved", model.document.proofs);
    bullets("Assumed", model.assumptions());
    howTo();
    checklist();
    return std::move(out);
  }

private:
  template <class... A> void line(fmt::format_string<A...> f, A &&...args) {
    out += fmt::format(f, std::forward<A>(args)...) + "\n";
  }

  void summary() {
    line("# Plan {}\n", model.name());
    line("{}, {} in {}, {}. Reversible: {}.",
         describeTarget(*model.emitted.dialect, model.emitted.version),
         counted(model.numSteps(), "step"), counted(model.emitted.phases.size(), "phase"),
         counted(model.numGates(), "deploy gate"), reversibility(model.emitted).text);
  }

  void changes() {
    std::vector<const Op *> list = model.changes();
    if (list.empty())
      return;
    line("\n## What changes\n");
    for (const Op *op : list) {
      std::string cause = causeText(op->range, model.document.sources);
      line("{}. {}{}", op->change, describeStep(*op, *model.emitted.dialect, -1),
           cause.empty() ? "" : fmt::format(" (`{}`)", cause));
    }
  }

  void overview() {
    line("\n## Steps");
    for (const EmittedPhase &p : model.emitted.phases) {
      if (p.phase->gate)
        gate(*p.phase->gate);
      line("\n### {}, {}\n", phaseName(p.phase->kind), phaseMeaning(p.phase->kind));
      line("| # | step | lock | blocks | about | undo |\n|--:|---|---|---|---|---|");
      for (const EmittedStep &s : p.up.steps)
        line("| {} | {} | {} | {} | {} | {} |", s.id, cell(s.title), strongestLock(s.cost),
             blockedText(s.cost), aboutText(s), undoText(*s.step));
    }
  }

  void gate(const Gate &g) {
    line("\n> **Deploy**: {}", gateText(g));
    std::string tolerated = toleratedText(g, *model.emitted.dialect);
    if (!tolerated.empty())
      line("> It must accept both the old and the new form of {}.", tolerated);
  }

  void statements() {
    line("\n## Statements");
    for (const EmittedPhase &p : model.emitted.phases) {
      line("\n### {} (`{}`)", phaseName(p.phase->kind), p.folder);
      for (const EmittedStep &s : p.up.steps)
        statement(s, p.down);
    }
  }

  void statement(const EmittedStep &s, const Script &down) {
    const Op &op = *s.step;
    line("\n#### {}. {}\n", s.id, s.title);
    if (op.why)
      line("Why: {}\n", op.why.str());
    if (std::string cause = causeText(op.range, model.document.sources); !cause.empty())
      line("Caused by `{}`.\n", cause);
    for (const LockUse &use : s.cost.locks)
      line("- {} on {}{}{}", lockName(use.mode), describeName(use.relation, *model.emitted.dialect),
           trafficText(s, use), heldText(s, use));
    if (!s.sql.transactional)
      line("- outside a transaction");
    if (!s.cost.locks.empty() || !s.sql.transactional)
      line("");
    out += fenced(joined(s.sql));
    undo(s, down);
  }

  void undo(const EmittedStep &s, const Script &down) {
    const Op &op = *s.step;
    line("\nUndo: {}{}", undoText(op), op.reason ? ", " + op.reason.string() : "");
    std::string sql;
    for (const EmittedStep &d : down.steps)
      if (d.id == s.id && d.op)
        sql += joined(d.sql);
    if (!sql.empty())
      out += "\n" + fenced(sql);
  }

  static std::string joined(const SqlStep &step) {
    std::string out;
    for (const std::string &sql : step.statements)
      out += sql + ";\n";
    return out;
  }

  void questions() {
    bool any = false;
    for (const EmittedPhase &p : model.emitted.phases)
      for (const EmittedStep &s : p.up.steps) {
        StepKind kind = s.op->step();
        if (kind != StepKind::Guard && kind != StepKind::Verify)
          continue;
        if (!any)
          line("\n## Guards\n\nEach stops the plan when the data is not as it must be, and lists "
               "the "
               "rows.\n");
        any = true;
        line("- step {}: {}", s.id, s.title);
      }
  }

  void bullets(const char *heading, const std::vector<std::string> &items) {
    if (items.empty())
      return;
    line("\n## {}\n", heading);
    for (const std::string &item : items)
      line("- {}", item);
  }

  void howTo() {
    line("\n## Running it\n");
    for (const EmittedPhase &p : model.emitted.phases) {
      if (p.phase->gate)
        line("- deploy: {}", gateText(*p.phase->gate));
      line("- `psql -v ON_ERROR_STOP=1 -f {}/up.sql`", p.folder);
    }
    line(
        "\nA statement that does not get its lock within {} ms is given up and the file stops; run "
        "it again, it goes on where it stopped. `down.sql` of a phase undoes that phase, also when "
        "it was run in part. Undo phases in reverse order.",
        model.document.lockTimeoutMs);
  }

  void checklist() {
    line("\n## Checklist\n");
    for (const std::string &item : report::checklist(model))
      line("- [ ] {}", item);
  }

  const Model &model;
  std::string out;
};

} // namespace

std::string markdown(const Model &model) { return MarkdownWriter(model).write(); }

} // namespace report

std::string renderMarkdown(const PlanDocument &document) {
  return report::markdown(report::Model(document));
}

} // namespace schemac
