//===- Json.cpp - A plan for machines -------------------------------------===//
//
// Described by docs/schemas/plan.schema.json. A member may be added in any version of the program;
// a change of what is there raises formatVersion.
//
//===----------------------------------------------------------------------===//
#include "llvm/Support/JSON.h"
#include "Estimate.h"
#include "Model.h"
#include "schemac/Emit/Describe.h"
#include "schemac/IR/Sir.h"
#include "schemac/IR/Traits.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {

namespace report {
namespace {

constexpr int64_t formatVersion = 1;

std::string_view className(ReverseClass c) {
  switch (c) {
  case ReverseClass::Lossless:
    return "lossless";
  case ReverseClass::Lossy:
    return "lossy";
  case ReverseClass::Irreversible:
    return "irreversible";
  case ReverseClass::Unknown:
    break;
  }
  return "unknown";
}

std::string_view kindName(StepKind kind) {
  constexpr std::string_view names[] = {"guard",    "change", "sync",
                                        "backfill", "verify", "validate"};
  return names[static_cast<size_t>(kind)];
}

std::string_view blocksName(LockMode mode) {
  constexpr std::string_view names[] = {"nothing", "writes", "all"};
  return names[static_cast<size_t>(blocks(mode))];
}

/// The statements that an item of the checklist has between backticks: those with a semicolon.
std::vector<std::string> statementsIn(std::string_view item) {
  std::vector<std::string> out;
  for (size_t open = item.find('`'); open != item.npos;) {
    size_t close = item.find('`', open + 1);
    if (close == item.npos)
      break;
    std::string_view piece = item.substr(open + 1, close - open - 1);
    if (piece.ends_with(';'))
      out.emplace_back(piece);
    open = item.find('`', close + 1);
  }
  return out;
}

class JsonWriter {
public:
  JsonWriter(const Model &model, llvm::json::OStream &j) : model(model), j(j) {}

  void write() {
    j.object([&] {
      text("format", "schemac-plan");
      j.attribute("formatVersion", formatVersion);
      text("schemac", model.document.schemacVersion);
      text("name", model.name());
      text("dialect", model.emitted.dialect->name());
      if (model.emitted.version < Minors)
        j.attribute("version", model.emitted.version);
      else
        text("version", versionText(model.emitted.version));
      Reversibility r = reversibility(model.emitted);
      j.attributeObject("reversible", [&] {
        text("class", className(r.worst));
        text("text", r.text);
      });
      j.attribute("lockTimeoutMs", model.document.lockTimeoutMs);
      strings("proofs", model.document.proofs);
      strings("assumptions", model.assumptions());
      j.attributeArray("checklist", [&] {
        for (const std::string &item : checklist(model))
          j.object([&] {
            text("text", item);
            strings("sql", statementsIn(item));
          });
      });
      j.attributeArray("changes", [&] {
        for (const Op *op : model.changes())
          change(*op);
      });
      j.attributeArray("phases", [&] {
        for (const EmittedPhase &p : model.emitted.phases)
          phase(p);
      });
    });
  }

private:
  void text(llvm::StringRef name, std::string_view value) {
    // What a source holds may be any bytes; JSON may not.
    j.attribute(name, llvm::json::fixUTF8(llvm::StringRef(value.data(), value.size())));
  }
  template <class List> void strings(llvm::StringRef name, const List &values) {
    j.attributeArray(name, [&] {
      for (const auto &v : values)
        j.value(llvm::json::fixUTF8(v));
    });
  }
  void optional(llvm::StringRef name, Name value) {
    if (value)
      text(name, value.str());
  }

  void cause(SourceRange range) {
    const SourceManager *sources = model.document.sources;
    if (!sources || !range.isValid())
      return;
    DecodedLoc at = sources->decode(range.begin);
    j.attributeObject("cause", [&] {
      text("file", at.file);
      j.attribute("line", at.line);
      j.attribute("column", at.column);
    });
  }

  void change(const Op &op) {
    j.object([&] {
      j.attribute("number", op.change);
      text("op", op.mnemonic());
      text("title", describeStep(op, *model.emitted.dialect, -1));
      text("ir", printOp(op));
      cause(op.range);
    });
  }

  void phase(const EmittedPhase &p) {
    j.object([&] {
      j.attribute("number", p.number);
      text("name", phaseName(p.phase->kind));
      text("folder", p.folder);
      if (p.phase->gate)
        gate(*p.phase->gate);
      j.attributeArray("steps", [&] {
        for (const EmittedStep &s : p.up.steps)
          step(s, p.down);
      });
      j.attributeObject("blocks", [&] {
        script("up", p.up);
        script("down", p.down);
      });
    });
  }

  void gate(const Gate &g) {
    j.attributeObject("gate", [&] {
      text("text", g.text.str());
      j.attributeArray("tolerates", [&] {
        for (const SubRef &c : g.tolerates)
          j.object([&] {
            text("table", describeName(c.table, *model.emitted.dialect));
            text("column", c.sub.str());
          });
      });
    });
  }

  void script(llvm::StringRef name, const Script &s) {
    j.attributeArray(name, [&] {
      for (const Block &b : s.blocks) {
        if (!s.steps[b.begin].op)
          continue;
        j.object([&] {
          j.attribute("transaction", b.transaction);
          j.attribute("lockTimeoutMs", lockTimeoutOf(s, b, model.script()));
          j.attributeArray("steps", [&] {
            for (size_t i = b.begin; i < b.end; ++i)
              j.value(s.steps[i].id);
          });
        });
      }
    });
  }

  void step(const EmittedStep &s, const Script &down) {
    const Op &op = *s.step;
    j.object([&] {
      j.attribute("id", s.id);
      text("op", op.mnemonic());
      text("kind", kindName(op.step()));
      text("title", s.title);
      text("ir", printOp(op));
      if (op.change)
        j.attribute("change", op.change);
      optional("why", op.why);
      cause(op.range);
      statement(s);
      cost(s);
      if (auto guard = dynOp<GuardOp>(op))
        question(guard->title(), guard->query());
      if (auto verify = dynOp<VerifyOp>(op))
        question(verify->title(), verify->query());
      reverse(s, down);
    });
  }

  void statement(const EmittedStep &s) {
    strings("sql", s.sql.statements);
    j.attribute("transactional", s.sql.transactional);
    std::vector<std::string> prepare;
    for (const Probe &p : s.sql.probes)
      if (!p.prepare.empty())
        prepare.push_back(p.prepare);
    if (!prepare.empty())
      strings("prepare", prepare);
    if (!s.sql.probes.empty())
      j.attributeArray("doneWhen", [&] {
        for (const Probe &p : s.sql.probes)
          if (!p.sql.empty())
            j.value(llvm::json::fixUTF8(p.present ? p.sql : "NOT (" + p.sql + ")"));
      });
    if (!s.sql.skipWhen.empty())
      text("skipWhen", s.sql.skipWhen);
    if (!s.sql.recover.empty())
      text("recover", s.sql.recover);
    if (s.sql.recoverBack)
      j.attribute("recoverBack", true);
    if (s.sql.batch)
      j.attributeObject("batch", [&] {
        strings("keys", s.sql.batch->keys);
        text("first", s.sql.batch->first);
        text("next", s.sql.batch->next);
      });
  }

  void locks(const EmittedStep &s) {
    j.attributeArray("locks", [&] {
      for (const LockUse &use : s.cost.locks)
        j.object([&] {
          text("relation", describeName(use.relation, *model.emitted.dialect));
          text("mode", lockName(use.mode));
          text("blocks", blocksName(use.mode));
          if (Traffic traffic = trafficOf(s, use.relation); traffic != Traffic::Normal)
            text("traffic", trafficName(traffic));
          if (const HeldLock *held = heldLock(s, use.relation); held && held->ms)
            j.attribute("heldMilliseconds", static_cast<int64_t>(*held->ms));
        });
    });
    text("work", workName(s.cost.work));
    text("blocks", blocksName(s.cost.strongest()));
  }

  void cost(const EmittedStep &s) {
    locks(s);
    if (s.rows < 0 && s.bytes < 0)
      return;
    j.attributeObject("estimate", [&] {
      if (s.rows >= 0)
        j.attribute("rows", s.rows);
      if (s.bytes >= 0)
        j.attribute("bytes", s.bytes);
      if (s.ms)
        j.attribute("milliseconds", static_cast<int64_t>(*s.ms));
      if (auto blocking = blockingMs(s))
        j.attribute("blockingMilliseconds", static_cast<int64_t>(*blocking));
    });
  }

  /// What a guard or verification asks; the rows it finds must be none.
  void question(Name title, Expr query) {
    j.attributeObject("guard", [&] {
      text("title", title.str());
      text("query", query.str());
    });
  }

  void reverse(const EmittedStep &s, const Script &down) {
    j.attributeObject("reverse", [&] {
      text("class", className(s.step->reverseClass));
      optional("reason", s.step->reason);
      j.attributeArray("steps", [&] {
        for (const EmittedStep &d : down.steps)
          if (d.id == s.id && d.op)
            j.object([&] {
              text("op", d.op->mnemonic());
              text("title", d.title);
              text("ir", printOp(*d.op));
              statement(d);
              locks(d);
            });
      });
    });
  }

  const Model &model;
  llvm::json::OStream &j;
};

} // namespace

std::string json(const Model &model) {
  std::string out;
  llvm::raw_string_ostream os(out);
  llvm::json::OStream j(os, 2);
  JsonWriter(model, j).write();
  os << "\n";
  return out;
}

} // namespace report

std::string renderJson(const PlanDocument &document) {
  return report::json(report::Model(document));
}

} // namespace schemac
