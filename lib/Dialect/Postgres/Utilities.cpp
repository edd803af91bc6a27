//===- Utilities.cpp - What statements lock that are no steps -------------===//
//
// Reads UtilityLocks.def; knows no form.
//
//===----------------------------------------------------------------------===//

#include "schemac/Dialect/Postgres/Utilities.h"
#include "Dialect/Postgres/UtilityForms.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <array>

namespace schemac::postgres {

namespace {

enum class UtilityRole : uint8_t {
  None,
#define UTILITY_ROLE(NAME, MEANING) NAME,
#include "schemac/Dialect/Postgres/UtilityLocks.def"
};

struct UtilityUse {
  UtilityRole role = UtilityRole::None;
  LockMode mode = LockMode::None; ///< None: the one that the statement says
  bool reads = false;
};
struct UtilityRow {
  UtilityForm form;
  std::string_view name; ///< unique
  int since, until;
  Work work;
  bool inTransaction;
  std::array<UtilityUse, 3> uses;
};

namespace table {
using enum UtilityRole;
constexpr LockMode AS = LockMode::AccessShare, SUX = LockMode::ShareUpdateExclusive,
                   S = LockMode::Share, SRX = LockMode::ShareRowExclusive,
                   AX = LockMode::AccessExclusive, Said = LockMode::None;
constexpr bool Inside = true, Alone = false, Reads = true;

constexpr UtilityRow Rows[] = {
#define UTILITY(FORM, NAME, SINCE, UNTIL, WORK, WHERE, ...)                                        \
  {UtilityForm::FORM, NAME, SINCE, UNTIL, Work::WORK, WHERE, {{__VA_ARGS__}}},
#include "schemac/Dialect/Postgres/UtilityLocks.def"
};
} // namespace table

constexpr std::string_view UtilityRoleNames[] = {
    "",
#define UTILITY_ROLE(NAME, MEANING) #NAME,
#include "schemac/Dialect/Postgres/UtilityLocks.def"
};

/// The relations of a role.
class UtilityRelations {
public:
  UtilityRelations(const UtilityCall &call, const Schema &before, Context &context)
      : call(call), before(before), context(context) {}

  std::vector<QName> of(UtilityRole role) const {
    std::vector<QName> out;
    for (QName n : named()) {
      const Table *t = before.table(n);
      switch (role) {
      case UtilityRole::None:
        break;
      case UtilityRole::Named:
        out.push_back(n);
        break;
      case UtilityRole::BelowIt:
        below(n, out);
        break;
      case UtilityRole::PartsOfIt:
        if (t && t->partitionBy)
          below(n, out);
        break;
      case UtilityRole::HeirsOfIt:
        if (t && !t->partitionBy)
          below(n, out);
        break;
      case UtilityRole::OwnIndexes:
        if (t)
          indexes(*t, out);
        break;
      case UtilityRole::OwnNumbers:
        numbers(n, out);
        break;
      case UtilityRole::PartNamed:
        out.push_back(call.part);
        break;
      case UtilityRole::TablesOfBoth:
        for (QName index : {n, call.part})
          tableOf(index, out);
        break;
      case UtilityRole::ViewedTables:
        viewed(n, out);
        break;
      }
    }
    return out;
  }

  /// A partitioned table has no rows of its own, and what the statement names may be a view.
  bool hasRows(QName n) const {
    const Table *t = before.table(n);
    return t ? !t->partitionBy || before.index().childrenOf(n).empty() : bool(view(n));
  }

private:
  std::vector<QName> named() const {
    std::vector<QName> out = call.named;
    if (call.all)
      for (const Table &t : before.tables())
        out.push_back(t.name);
    return out;
  }
  const View *view(QName n) const { return before.views().find(n); }

  void below(QName n, std::vector<QName> &out) const {
    if (call.only)
      return;
    std::vector<QName> list = before.index().childrenOf(n);
    for (size_t i = 0; i < list.size(); ++i)
      for (QName more : before.index().childrenOf(list[i]))
        list.push_back(more);
    out.insert(out.end(), list.begin(), list.end());
  }

  void indexes(const Table &t, std::vector<QName> &out) const {
    if (call.index)
      return out.push_back({t.name.ns, call.index});
    for (const Index &i : t.indexes)
      out.push_back({t.name.ns, i.name});
    for (const Constraint &c : t.constraints)
      if (c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique ||
          c.kind == ConstraintKind::Exclusion)
        out.push_back({t.name.ns, c.name});
  }

  void tableOf(QName index, std::vector<QName> &out) const {
    for (const Table &t : before.tables())
      if (t.name.ns == index.ns && (t.index(index.name) || t.constraint(index.name)))
        out.push_back(t.name);
  }

  void numbers(QName n, std::vector<QName> &out) const {
    std::vector<QName> tables = {n};
    below(n, tables);
    for (QName each : tables) {
      for (QName owned : before.index().ownedSequences(each))
        out.push_back(owned);
      if (const Table *t = before.table(each))
        for (const Column &c : t->columns)
          if (c.sequence())
            out.push_back({each.ns, c.sequence()});
    }
  }

  void viewed(QName n, std::vector<QName> &out) const {
    const View *v = view(n);
    for (const QueryRelation &r : relationsRead(v && !v->materialized ? v->query : Expr())) {
      QName read{r.ns.empty() || r.ns == "public" ? Name() : context.name(r.ns),
                 context.name(r.name)};
      if (!before.table(read) && !view(read))
        continue;
      out.push_back(read);
      below(read, out);
      viewed(read, out);
    }
  }

  const UtilityCall &call;
  const Schema &before;
  Context &context;
};

void raise(StepCost &cost, QName relation, LockMode mode) {
  auto it = std::ranges::find(cost.locks, relation, &LockUse::relation);
  if (it == cost.locks.end())
    cost.locks.push_back({relation, mode});
  else
    it->mode = std::max(it->mode, mode);
}

void addCall(StepCost &cost, const UtilityCall &call, const UtilityRow &row, const Schema &before,
             Context &context) {
  UtilityRelations relations(call, before, context);
  cost.work = std::max(cost.work, row.work);
  cost.inTransaction &= row.inTransaction;
  cost.rule = row.name;
  for (const UtilityUse &use : row.uses)
    for (QName n : relations.of(use.role)) {
      raise(cost, n, use.mode == LockMode::None ? call.mode : use.mode);
      if (use.reads && relations.hasRows(n) && !std::ranges::count(cost.reads, n))
        cost.reads.push_back(n);
    }
}

} // namespace

std::optional<StepCost> utilityCost(std::string_view statement, const Schema &before, int version,
                                    Context &context) {
  std::vector<UtilityCall> calls = utilityCalls(statement, before, context);
  if (calls.empty())
    return std::nullopt;
  StepCost cost;
  for (const UtilityCall &call : calls) {
    auto ofForm = [&](const UtilityRow &r) { return r.form == call.form; };
    auto *row = std::ranges::find_if(table::Rows, [&](const UtilityRow &r) {
      return ofForm(r) && r.since <= version && version <= r.until;
    });
    if (row == std::end(table::Rows)) // a version outside of the table
      row = std::ranges::find_if(table::Rows, ofForm);
    addCall(cost, call, *row, before, context);
  }
  return cost;
}

std::vector<LockRule> utilityRules() {
  std::vector<LockRule> out;
  for (const UtilityRow &row : table::Rows) {
    LockRule rule{row.name, row.name, {}, {}, row.since, row.until, row.work, row.inTransaction};
    for (const UtilityUse &use : row.uses)
      if (use.role != UtilityRole::None)
        rule.locks.push_back({UtilityRoleNames[size_t(use.role)], use.mode, use.reads});
    out.push_back(std::move(rule));
  }
  return out;
}

} // namespace schemac::postgres
