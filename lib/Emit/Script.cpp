//===- Script.cpp - Blocks of steps as a file for psql --------------------===//
#include "Emit/Progress.h"
#include "schemac/Emit/Describe.h"
#include "schemac/Emit/Layout.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace schemac {

namespace {

/// Text as comment lines; none for empty text.
std::string comment(std::string_view text, std::string_view lead = "-- ") {
  std::string out;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    out += std::string(lead) + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string duration(int64_t ms) {
  return ms % 1000 == 0 ? fmt::format("'{}s'", ms / 1000) : fmt::format("'{}ms'", ms);
}

class ScriptWriter {
public:
  ScriptWriter(const EmittedPhase &phase, const EmittedPlan &plan, const ScriptOptions &options,
               bool down)
      : script(down ? phase.down : phase.up), other(down ? phase.up : phase.down),
        dialect(*plan.dialect), version(plan.version), options(options), down(down),
        progress(script, other, down) {}

  std::string write() {
    for (const EmittedStep &s : other.steps)
      if (s.sql.recoverBack)
        recoverOther(s);
    for (size_t b = 0; b < script.blocks.size(); ++b)
      block(b);
    return std::move(out);
  }

private:
  void block(size_t number) {
    const Block &b = script.blocks[number];
    if (!script.steps[b.begin].op) {
      out += "\n" + nothing(script.steps[b.begin]);
      return;
    }
    out += b.transaction ? "\n-- schemac: transaction\n" : "\n-- schemac: no transaction\n";
    for (size_t i = b.begin; i < b.end; ++i)
      headline(script.steps[i]);
    std::string done = either(doneQuery(b), progress.passed(number));
    if (const std::string &ran = progress.ran(number); !ran.empty())
      done = either(done, "NOT (" + ran + ")");
    prepare(done);
    if (!done.empty())
      out += fmt::format(
          "SELECT {}\n  AS schemac_done \\gset\n\\if :schemac_done\n\\echo '{} already'\n\\else\n",
          done, already(b));
    b.transaction ? transaction(b) : alone(b);
    if (!done.empty())
      out += "\\endif\n";
  }

  /// What the questions in \p condition need to have run before them.
  void prepare(const std::string &condition) {
    std::set<std::string_view> statements;
    for (const Script *way : {&script, &other})
      for (const EmittedStep &s : way->steps)
        for (const Probe &p : s.sql.probes)
          if (!p.prepare.empty() && condition.find(p.sql) != condition.npos &&
              statements.insert(p.prepare).second)
            out += p.prepare + ";\n";
  }

  /// "step 3 is done", "steps 3 to 5 are done"
  std::string already(const Block &b) const {
    unsigned first = script.steps[b.begin].id, last = script.steps[b.end - 1].id;
    if (down && first > last)
      std::swap(first, last);
    const char *what = down ? "undone" : "done";
    return first == last ? fmt::format("step {} is {}", first, what)
                         : fmt::format("steps {} to {} are {}", first, last, what);
  }

  void headline(const EmittedStep &s) {
    const Op &op = *s.step;
    out += fmt::format("-- {}step {}: {}\n", down ? "undo " : "", s.id, s.title);
    if (!down && op.why)
      out += comment(op.why.str(), "--   why: ");
    if (down && op.reverseClass == ReverseClass::Lossy)
      out += comment(op.reason.str(), "--   lossy: ");
  }

  /// A step of which there is nothing to run.
  std::string nothing(const EmittedStep &s) {
    const Op &op = *s.step;
    std::string lead = op.reverseClass == ReverseClass::Irreversible
                           ? fmt::format("-- undo step {}: cannot be undone", s.id)
                           : fmt::format("-- undo step {}: nothing to do", s.id);
    return lead + (op.reason ? ": " + op.reason.string() : "") + "\n";
  }

  static std::string either(const std::string &a, const std::string &b) {
    return a.empty() || b.empty() ? a + b : fmt::format("({})\n  OR ({})", a, b);
  }

  /// True when there is nothing to run: the block has left the catalog as it leaves it, or, on the
  /// way back, the steps that it undoes never ran. Empty when the catalog cannot tell.
  std::string doneQuery(const Block &b) const {
    const EmittedStep &first = script.steps[b.begin];
    std::vector<const Probe *> own, forward;
    for (size_t i = b.begin; i < b.end; ++i)
      for (const Probe &p : script.steps[i].sql.probes)
        own.push_back(&p);
    // The block begins with the step that ran last.
    for (const Probe &p : first.forward)
      forward.push_back(&p);
    std::string done = first.sql.skipWhen.empty() ? lastingFacts(own) : first.sql.skipWhen;
    std::string ran = lastingFacts(forward);
    if (done.empty() || ran.empty())
      return ran.empty() ? done : "NOT (" + ran + ")";
    return fmt::format("({})\n  OR NOT ({})", done, ran);
  }

  std::string quoted(QName name) const {
    std::string_view ns = name.ns ? name.ns.str() : dialect.defaultNamespace();
    return dialect.quote(ns) + "." + dialect.quote(name.name.str());
  }

  /// Takes the locks of several tables, all or none: nobody waits long for the first while the
  /// second is not to be had. Each of its table alone: partitions and heirs that a step locks are
  /// in the list by themselves, often less strongly, and others are let be.
  std::string lockTogether(const Block &b) const {
    std::string statements;
    for (const LockUse &use : sharedLocks(script, b))
      statements += fmt::format("      LOCK TABLE ONLY {} IN {} MODE;\n", quoted(use.relation),
                                lockName(use.mode));
    std::string tag = "$schemac$"; // a name may hold it
    for (unsigned i = 2; statements.find(tag) != statements.npos; ++i)
      tag = fmt::format("$schemac{}$", i);
    return statements.empty() ? statements
                              : fmt::format(R"(DO {1}
BEGIN
  FOR attempt IN 1..50 LOOP
    BEGIN
      PERFORM set_config('lock_timeout', '100ms', true);
{0}      RETURN;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      PERFORM pg_sleep(0.05 + 0.1 * random());
    END;
  END LOOP;
  RAISE lock_not_available USING MESSAGE = 'canceling the phase due to lock timeout: run it again';
END
{1};
)",
                                            statements, tag);
  }

  /// What whoever runs it may have, and long work is not to end by. \p set: SET or SET LOCAL.
  std::string withoutTimeouts(std::string_view set) const {
    return fmt::format("{0} lock_timeout = 0;\n{0} statement_timeout = 0;\n", set) +
           transactionTimeout("'0'", set == "SET LOCAL");
  }
  std::string withTimeouts() const {
    return "RESET lock_timeout;\nRESET statement_timeout;\n" +
           transactionTimeout("reset_val", false);
  }
  /// Servers before 17 do not know it, and a plan for a version that nobody named may be run on
  /// one: asked this way, it is set where it is there.
  std::string transactionTimeout(std::string_view value, bool local) const {
    constexpr int Since = 17;
    return version < Since
               ? ""
               : fmt::format("SELECT count(set_config(name, {}, {})) AS schemac_timeouts FROM "
                             "pg_settings WHERE name = 'transaction_timeout' \\gset\n",
                             value, local);
  }

  void transaction(const Block &b) {
    int64_t timeout = lockTimeoutOf(script, b, options);
    out += "BEGIN;\n";
    out += timeout ? fmt::format("SET LOCAL lock_timeout = {};\n", duration(timeout))
                   : withoutTimeouts("SET LOCAL");
    if (timeout)
      out += lockTogether(b);
    for (size_t i = b.begin; i < b.end; ++i)
      for (const std::string &sql : script.steps[i].sql.statements)
        out += sql + ";\n";
    out += "COMMIT;\n";
  }

  void recover(const EmittedStep &s) {
    if (!s.sql.recover.empty())
      out += "-- what a failed attempt left behind\n" + s.sql.recover + " \\gexec\n";
  }

  /// What the other direction left behind when it was stopped.
  void recoverOther(const EmittedStep &s) {
    out += fmt::format("\n-- schemac: no transaction\nSET lock_timeout = {};\n",
                       duration(options.lockTimeoutMs));
    recover(s);
    out += "RESET lock_timeout;\n";
  }

  void alone(const Block &b) {
    const EmittedStep &s = script.steps[b.begin];
    int64_t timeout = lockTimeoutOf(script, b, options);
    out += timeout ? fmt::format("SET lock_timeout = {};\n", duration(timeout))
                   : withoutTimeouts("SET");
    recover(s);
    // What was left behind may have been all that there is to do.
    bool asksAgain = !s.sql.recover.empty() && !s.sql.skipWhen.empty();
    if (asksAgain)
      out += "SELECT " + s.sql.skipWhen +
             "\n  AS schemac_recovered \\gset\n\\if :schemac_recovered\n\\else\n";
    for (const std::string &sql : s.sql.statements)
      out += sql + ";\n";
    if (asksAgain)
      out += "\\endif\n";
    out += s.sql.lockTimeout ? "RESET lock_timeout;\n" : withTimeouts();
  }

  const Script &script, &other;
  const Dialect &dialect;
  int version;
  const ScriptOptions &options;
  bool down;
  Progress progress;
  std::string out;
};

/// Every statement, in order, for a client that stops at the first error.
std::string plainScript(const Script &script, bool down, const ScriptStyle &style) {
  std::string out;
  for (const EmittedStep &s : script.steps) {
    out += fmt::format("\n-- {}step {}: {}\n", down ? "undo " : "", s.id, s.title);
    if (!down && s.step->why)
      out += comment(s.step->why.str(), "--   why: ");
    if (!s.op)
      out += comment(s.step->reason ? s.step->reason.str() : "nothing to do", "--   ");
    for (const std::string &sql : s.sql.statements)
      out += inFile(sql, style);
  }
  return out;
}

std::string header(const EmittedPlan &plan, const EmittedPhase &phase, bool down,
                   const ScriptStyle &style) {
  std::string_view file = down ? "down.sql" : "up.sql";
  std::string name = plan.plan->name ? plan.plan->name.string() : std::string("plan");
  std::string out =
      fmt::format("-- Plan {}, phase {} of {}: {}{} ({})\n", name, phase.number, plan.phases.size(),
                  down ? "undo " : "", phaseName(phase.phase->kind),
                  describeTarget(*plan.dialect, plan.version));
  out +=
      "-- " + fmt::format(fmt::runtime(style.run), fmt::format("{}/{}", phase.folder, file)) + "\n";
  if (style.resumes)
    out += "-- After a failure it may be run again: what is done is skipped.\n";
  if (!down && phase.phase->gate)
    out += comment(phase.phase->gate->text.str(), "-- Not before this is deployed everywhere: ");
  return out + std::string(style.begin);
}

std::string script(const EmittedPlan &plan, const EmittedPhase &phase, const ScriptOptions &options,
                   bool down) {
  ScriptStyle style = findEmitter(plan.dialect->name())->style();
  std::string steps = style.resumes ? ScriptWriter(phase, plan, options, down).write()
                                    : plainScript(down ? phase.down : phase.up, down, style);
  return header(plan, phase, down, style) + steps + std::string(style.end);
}

} // namespace

std::string inFile(const std::string &sql, const ScriptStyle &style) {
  auto ends = [](const SqlToken &t) { return t.isSymbol(";"); };
  if (!style.delimiters || std::ranges::none_of(lexSqlTokens(sql, SqlRules::MySql), ends))
    return sql + ";\n";
  std::string word = "$$";
  while (sql.find(word) != sql.npos)
    word += '$';
  return fmt::format("DELIMITER {0}\n{1}{0}\nDELIMITER ;\n", word, sql);
}

std::string upScript(const EmittedPlan &plan, const EmittedPhase &phase,
                     const ScriptOptions &options) {
  return script(plan, phase, options, false);
}

std::string downScript(const EmittedPlan &plan, const EmittedPhase &phase,
                       const ScriptOptions &options) {
  return script(plan, phase, options, true);
}

} // namespace schemac
