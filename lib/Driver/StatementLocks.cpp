//===- StatementLocks.cpp - What each statement of a history locks --------===//
#include "StatementLocks.h"
#include "schemac/Analysis/Estimate.h"
#include "schemac/Analysis/StatementCost.h"
#include "schemac/Analysis/Transactions.h"
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
  std::set<std::string> rewritten, built, read;
  bool inTransaction = true;
  bool asksZone = false;    ///< another TimeZone than the unknown one may make it less
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

  void add(const StepCost &cost, const Schema &state, bool isStep) {
    for (const LockUse &use : cost.locks) {
      LockMode &mode = locks[use.relation.str()];
      mode = std::max(mode, use.mode);
    }
    work(cost, isStep ? workedOn(cost, state) : cost.reads);
    inTransaction &= cost.inTransaction;
  }

private:
  /// What the rows of each relation go through: those of \p worked the work itself.
  void work(const StepCost &cost, const std::vector<QName> &worked) {
    for (QName relation : cost.reads)
      if (cost.work == Work::Scan || !std::ranges::count(worked, relation))
        read.insert(relation.str());
      else if (cost.work == Work::Rewrite)
        rewritten.insert(relation.str());
      else if (cost.work == Work::IndexBuild)
        built.insert(relation.str());
  }
};

/// What IF EXISTS and IF NOT EXISTS lock before they find that there is nothing to do.
LockMode idleMode(const sql::Statement &s) {
  return s.command.str() == "CREATE INDEX" ? LockMode::Share : LockMode::AccessExclusive;
}

/// A view or a function that the server rewrites by itself when what it names is renamed: it is
/// neither dropped nor made.
bool isFollowed(const Op &op, QName named) {
  if (tableOf(op) == named)
    return false;
  auto remade = [&](auto step) { return step && step->remade(); };
  return remade(dynOp<DropViewOp>(op)) || remade(dynOp<CreateViewOp>(op)) ||
         remade(dynOp<DropFunctionOp>(op));
}

/// What the file has set TimeZone to. Locally it lasts as long as its transaction, and outside of
/// one not at all.
class SessionZone {
public:
  void follow(const sql::Statement &s) {
    if (s.kind == sql::StatementKind::Commit || s.kind == sql::StatementKind::Rollback)
      local.clear();
    if (s.kind != sql::StatementKind::Setting ||
        llvm::StringRef(s.setting.str()).lower() != "timezone" || (s.local && !s.inBlock))
      return;
    (s.local ? local : session) = s.value ? s.value.string() : "";
  }
  /// Empty: the server's, which nobody knows.
  const std::string &now() const { return local.empty() ? session : local; }

private:
  std::string session, local;
};

/// Values stay as they are where the session's zone is UTC, and are written anew in any other.
bool isKeptInUtc(const Op &op, const Schema &before) {
  auto set = dynOp<SetTypeOp>(op);
  const Table *table = set ? before.table(set->column().table) : nullptr;
  const Column *column = table ? table->column(set->column().sub) : nullptr;
  if (!column || set->has_cast())
    return false;
  Type from = column->type, to = set->type();
  return (from.is(TypeKind::Timestamp) && to.is(TypeKind::TimestampTz)) ||
         (from.is(TypeKind::TimestampTz) && to.is(TypeKind::Timestamp));
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
    SessionZone zone;
    for (const sql::Statement &s : m.script.statements) {
      Together together;
      zone.follow(s);
      std::string_view text = sources.text(s.range);
      Schema start = state;
      std::vector<const Op *> before;
      for (const Op &op : steps.subspan(s.first, s.count)) {
        if (op.kind != OpKind::Opaque && !isFollowed(op, s.table) &&
            !postgres::isMoreThanDone(text))
          together.add(costInZone(op, before, state, zone, together), state, true);
        before.push_back(&op);
        apply(op, state, context, nullptr);
      }
      if (auto cost = s.count && !postgres::isMoreThanDone(text)
                          ? std::nullopt
                          : postgres::utilityCost(text, start, version, context)) {
        together.add(*cost, state, false);
        together.utility = cost->rule;
      } else if (s.count == 0 && s.kind == sql::StatementKind::Change && s.table) {
        together.locks[s.table.str()] = idleMode(s);
      } else if (s.kind == sql::StatementKind::Opaque && s.table) {
        together.withHeirs(s.table, state);
      }
      json.object([&] { attributes(m, s, together); });
    }
  }

  StepCost costInZone(const Op &op, const std::vector<const Op *> &before, const Schema &state,
                      const SessionZone &zone, Together &together) {
    if (!isKeptInUtc(op, state) || zone.now() == "UTC")
      return costInStatement(dialect, op, before, state, version, sources.text(op.range));
    together.asksZone = zone.now().empty();
    SetTypeOp set(op);
    Op converts = SetTypeOp::make(op.range, set.column(), set.type(), context.expr("NULL"));
    return costInStatement(dialect, converts, before, state, version, {});
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
    relations("rewrites", together.rewritten);
    relations("builds", together.built);
    relations("reads", together.read);
    if (together.asksZone)
      json.attribute("depends", "TimeZone");
    if (!together.utility.empty())
      json.attribute("rule", llvm::StringRef(together.utility));
  }

  void relations(llvm::StringRef name, const std::set<std::string> &relations) {
    json.attributeArray(name, [&] {
      for (const std::string &relation : relations)
        json.value(relation);
    });
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
