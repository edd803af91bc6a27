//===- StatementLocks.cpp - What each statement of a history locks --------===//
#include "StatementLocks.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Dialect/Postgres/Utilities.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <map>
#include <set>

namespace schemac {
namespace {

std::string_view word(sql::StatementKind kind) {
  static constexpr std::string_view Words[] = {"change",   "data",    "begin",   "commit",
                                               "rollback", "setting", "utility", "opaque",
                                               "ignored",  "meta",    "invalid"};
  return Words[size_t(kind)];
}

/// What the steps of one statement cost together.
struct Together {
  std::map<std::string, LockMode> locks;
  std::set<std::string> rewritten;
  bool inTransaction = true;
  std::string_view utility; ///< the row of UtilityLocks.def, of a statement that is no step

  /// Some ALTER TABLE of \p table, which takes the strongest lock that there is.
  void withHeirs(QName table, const Schema &state) {
    std::vector<QName> all = {table};
    for (size_t i = 0; i < all.size(); ++i) {
      locks[all[i].str()] = LockMode::AccessExclusive;
      for (QName heir : state.index().childrenOf(all[i]))
        all.push_back(heir);
    }
  }

  void add(const StepCost &cost) {
    for (const LockUse &use : cost.locks) {
      LockMode &mode = locks[use.relation.str()];
      mode = std::max(mode, use.mode);
    }
    if (cost.work == Work::Rewrite)
      for (QName relation : cost.reads)
        rewritten.insert(relation.str());
    inTransaction &= cost.inTransaction;
  }
};

/// What IF EXISTS and IF NOT EXISTS lock before they find that there is nothing to do.
LockMode idleMode(const sql::Statement &s) {
  return s.command.str() == "CREATE INDEX" ? LockMode::Share : LockMode::AccessExclusive;
}

class Printer {
public:
  Printer(const SourceManager &sources, Context &context, int version, llvm::raw_ostream &os)
      : sources(sources), context(context), version(version), json(os, 2) {}

  void print(const history::History &history) {
    json.array([&] {
      for (const history::Migration &m : history.migrations)
        if (m.script.plan.phases.empty())
          statements(m, {});
        else
          statements(m, m.script.plan.phases.front().steps);
    });
  }

private:
  void statements(const history::Migration &m, std::span<const Op> steps) {
    Schema state = m.script.start;
    for (const sql::Statement &s : m.script.statements) {
      Together together;
      for (const Op &op : steps.subspan(s.first, s.count)) {
        if (op.kind != OpKind::Opaque)
          together.add(dialect.cost(op, state, version));
        apply(op, state, context, nullptr);
      }
      if (auto cost = s.count
                          ? std::nullopt
                          : postgres::utilityCost(sources.text(s.range), state, version, context)) {
        together.add(*cost);
        together.utility = cost->rule;
      } else if (s.count == 0 && s.kind == sql::StatementKind::Change && s.table) {
        together.locks[s.table.str()] = idleMode(s);
      } else if (s.kind == sql::StatementKind::Opaque && s.table) {
        together.withHeirs(s.table, state);
      }
      json.object([&] { attributes(m, s, together); });
    }
  }

  void attributes(const history::Migration &m, const sql::Statement &s, const Together &together) {
    json.attribute("file", llvm::StringRef(sources.name(m.file)));
    json.attribute("begin", sources.offsetOf(s.range.begin));
    json.attribute("end", sources.offsetOf(s.range.end));
    json.attribute("kind", llvm::StringRef(word(s.kind)));
    json.attribute("steps", int64_t(s.count));
    json.attribute("transaction", together.inTransaction);
    json.attributeObject("locks", [&] {
      for (const auto &[relation, mode] : together.locks)
        json.attribute(relation, llvm::StringRef(lockName(mode)));
    });
    json.attributeArray("rewrites", [&] {
      for (const std::string &relation : together.rewritten)
        json.value(relation);
    });
    if (!together.utility.empty())
      json.attribute("rule", llvm::StringRef(together.utility));
  }

  const SourceManager &sources;
  Context &context;
  int version;
  llvm::json::OStream json;
  const Dialect &dialect = *findDialect("postgres");
};

} // namespace

std::string statementLocks(const SourceManager &sources, const history::History &history,
                           Context &context, int version) {
  std::string text;
  llvm::raw_string_ostream os(text);
  Printer(sources, context, version, os).print(history);
  return text + "\n";
}

} // namespace schemac
