//===- Costs.cpp - What a step locks and costs ----------------------------===//
//
// Reads Locks.def; knows no operation.
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "Dialect/Postgres/Situation.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <array>
#include <iterator>

namespace schemac::postgres {

namespace {

enum Condition : uint8_t {
  NoCondition,
#define CONDITION(NAME, MEANING) NAME##Bit,
#include "schemac/Dialect/Postgres/Locks.def"
};
namespace when {
constexpr uint64_t Always = 0;
#define CONDITION(NAME, MEANING) constexpr uint64_t NAME = uint64_t(1) << Condition::NAME##Bit;
#include "schemac/Dialect/Postgres/Locks.def"
} // namespace when

enum Role : uint8_t {
  NoRole,
#define ROLE(NAME, MEANING) NAME,
#include "schemac/Dialect/Postgres/Locks.def"
};

struct ConditionRow {
  std::string_view name, meaning;
  bool (*holds)(const Situation &);
};
constexpr ConditionRow conditionRows[] = {
    {"", "", nullptr},
#define CONDITION(NAME, MEANING) {#NAME, MEANING, holds##NAME},
#include "schemac/Dialect/Postgres/Locks.def"
};

struct RoleRow {
  std::string_view name;
  void (*relations)(const Situation &, std::vector<QName> &);
};
constexpr RoleRow roleRows[] = {
    {"", nullptr},
#define ROLE(NAME, MEANING) {#NAME, relations##NAME},
#include "schemac/Dialect/Postgres/Locks.def"
};

constexpr LockMode AS = LockMode::AccessShare, RS = LockMode::RowShare, RX = LockMode::RowExclusive,
                   SUX = LockMode::ShareUpdateExclusive, S = LockMode::Share,
                   SRX = LockMode::ShareRowExclusive, X = LockMode::Exclusive,
                   AX = LockMode::AccessExclusive;
constexpr bool Inside = true, Alone = false;

/// Whether the work of a row is on the relation, too.
enum Effect : uint8_t {
  Usual,  ///< on the step's own table and on nothing else
  Reads,  ///< it is
  Spared, ///< it is not
  Behind  ///< it is not, and the lock is taken when the work is done
};

struct LockSpec {
  Role role = NoRole;
  LockMode mode = LockMode::None;
  Effect effect = Usual;
  constexpr bool isWorkedOn(Work work) const {
    return work != Work::Catalog && (effect == Reads || (effect == Usual && role == Own));
  }
};
struct CostRow {
  OpKind op;
  std::string_view name;
  int since, until;
  uint64_t when;
  Work work;
  bool inTransaction;
  std::array<LockSpec, 10> locks;
};

constexpr std::string_view mnemonics[] = {
#define OP(CLASS, MNEMONIC, KIND, FIELDS) MNEMONIC,
#include "schemac/IR/Operations.def"
};

using namespace when;
constexpr CostRow costRows[] = {
#define COST(OPERATION, LABEL, SINCE, UNTIL, WHEN, WORK, WHERE, ...)                               \
  {OpKind::OPERATION, LABEL, SINCE, UNTIL, WHEN, Work::WORK, WHERE, {{__VA_ARGS__}}},
#include "schemac/Dialect/Postgres/Locks.def"
};

/// Every operation has rows, together, and the last of them always holds.
constexpr bool isComplete() {
  bool seen[std::size(mnemonics)] = {};
  for (size_t i = 0; i < std::size(costRows); ++i) {
    bool first = i == 0 || costRows[i - 1].op != costRows[i].op;
    if (first && seen[size_t(costRows[i].op)])
      return false;
    seen[size_t(costRows[i].op)] = true;
    bool last = i + 1 == std::size(costRows) || costRows[i + 1].op != costRows[i].op;
    if (last && (costRows[i].when || costRows[i].until < 18))
      return false;
  }
  return std::all_of(std::begin(seen), std::end(seen), [](bool b) { return b; });
}
static_assert(isComplete(), "Locks.def must answer for every operation of IR/Operations.def");
static_assert(std::size(conditionRows) <= 64, "conditions are bits of a word");

bool holdsAll(uint64_t when, const Situation &s) {
  for (size_t i = 1; i < std::size(conditionRows); ++i)
    if (when >> i & 1 && !conditionRows[i].holds(s))
      return false;
  return true;
}

void addLock(StepCost &cost, QName relation, LockMode mode, bool behind) {
  auto it = std::ranges::find(cost.locks, relation, &LockUse::relation);
  if (it == cost.locks.end())
    it = cost.locks.insert(it, {relation, LockMode::None});
  LockMode working = std::max(it->working.value_or(it->mode), behind ? LockMode::None : mode);
  it->mode = std::max(it->mode, mode);
  it->working = working < it->mode ? std::optional(working) : std::nullopt;
}

/// "set_not_null/proved"; the names live as long as the program.
std::string_view ruleName(const CostRow &row) {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const CostRow &r : costRows)
      out.push_back(std::string(mnemonics[size_t(r.op)]) +
                    (r.name.empty() ? "" : "/" + std::string(r.name)));
    return out;
  }();
  return names[&row - costRows];
}

bool readsDefaultPartition(const CostRow &row, const Situation &s) {
  std::vector<QName> relations;
  for (const LockSpec &lock : row.locks)
    if (lock.role == DefaultPartition && lock.effect == Reads)
      roleRows[lock.role].relations(s, relations);
  return std::ranges::any_of(relations, [&](QName n) {
    const Table *t = s.before.table(n);
    return t && !t->isEmpty();
  });
}

/// Whether there is no row to work through. Rows that are copied are those of the other table.
bool isWithoutRows(const Situation &s) {
  auto copy = dynOp<CopyRowsOp>(s.op);
  const Table *table = copy ? s.before.table(copy->source()) : s.own;
  return table && table->isEmpty();
}

} // namespace

StepCost cost(const Op &op, const Schema &before, int version) {
  Situation s(op, before);
  version = version ? version : 12; // not stated: the oldest promises least
  const CostRow *row = std::find_if(std::begin(costRows), std::end(costRows), [&](auto &r) {
    return r.op == op.kind && r.since <= version && version <= r.until && holdsAll(r.when, s);
  });
  if (row == std::end(costRows)) // a version outside the table: by the row that always holds
    row = std::find_if(std::begin(costRows), std::end(costRows),
                       [&](auto &r) { return r.op == op.kind && !r.when; });
  StepCost cost;
  cost.work = isWithoutRows(s) ? Work::Catalog : row->work;
  // The rows of the default partition are read whatever the table has that comes beside it.
  bool besideDefault = cost.work < row->work && readsDefaultPartition(*row, s);
  if (besideDefault)
    cost.work = Work::Scan;
  cost.inTransaction = row->inTransaction;
  cost.rule = ruleName(*row);
  std::vector<QName> relations;
  for (const LockSpec &lock : row->locks) {
    relations.clear();
    if (lock.role != NoRole)
      roleRows[lock.role].relations(s, relations);
    for (QName relation : relations) {
      addLock(cost, relation, lock.mode, lock.effect == Behind && cost.work != Work::Catalog);
      bool isRead = besideDefault ? lock.role == DefaultPartition : lock.isWorkedOn(cost.work);
      if (isRead && !std::ranges::count(cost.reads, relation))
        cost.reads.push_back(relation);
    }
  }
  // A partitioned table has no rows of its own, and a view none at all. While no partition is known
  // the table stands for them.
  std::erase_if(cost.reads, [&](QName n) {
    const Table *t = before.table(n);
    const auto *v = t ? nullptr : before.views().find(n);
    return (t && t->partitionBy && !before.index().childrenOf(n).empty()) ||
           (v && !v->materialized);
  });
  return cost;
}

std::vector<LockRule> lockRules() {
  std::vector<LockRule> out;
  for (const CostRow &row : costRows) {
    LockRule rule{ruleName(row), mnemonics[size_t(row.op)], {}, {}, row.since, row.until,
                  row.work,      row.inTransaction};
    for (size_t i = 1; i < std::size(conditionRows); ++i)
      if (row.when >> i & 1)
        rule.when.push_back({conditionRows[i].name, conditionRows[i].meaning});
    for (const LockSpec &lock : row.locks)
      if (lock.role != NoRole)
        rule.locks.push_back({roleRows[lock.role].name, lock.mode, lock.isWorkedOn(row.work),
                              lock.effect == Behind});
    out.push_back(std::move(rule));
  }
  return out;
}

} // namespace schemac::postgres
