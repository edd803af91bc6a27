//===- PlacePolicies.cpp - Which side of the gate row security goes -------===//
//
// Before the gate nothing may hide rows that code of the source sees, after it nothing those that
// code of the target sees. A policy of a table without row security is asleep, whatever it says.
//
//===----------------------------------------------------------------------===//
#include "Transforms/PlacePolicies.h"
#include "Transforms/Gate.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Queries.h"
#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace schemac {

static constexpr PolicyPlace Asleep{PhaseKind::Expand, "row security is off: it binds nobody yet"};
static constexpr PolicyPlace Loosens{PhaseKind::Expand, "shows rows that new code needs"};
static constexpr PolicyPlace Tightens{PhaseKind::Contract, "hides rows that the old code sees"};

bool policiesAreAsleep(const Origins &origins, QName table) {
  const Table *source = origins.table(table);
  return origins.isNew(table) || (source && !source->rowSecurity);
}

/// Whoever sets nothing that the policies ask for sees no rows from then on.
static PolicyPlace placeOfSwitch(PlanUnit &unit, const Origins &origins, SetRowSecurityOp step) {
  const Table *source = origins.table(step.table());
  if (origins.isNew(step.table()))
    return {PhaseKind::Expand, "new: nobody uses it yet"};
  bool tightens = !source || (step.enabled() && !source->rowSecurity) ||
                  (step.enabled() && step.forced() && !source->forceRowSecurity);
  if (!tightens)
    return Loosens;
  addToGate(
      unit.plan, unit.context,
      fmt::format("finds its rows when row security of {} is on", sql::quote(step.table().name)),
      {}, step.range());
  return Tightens;
}

/// Its command or kind changes, for which there is no ALTER: the one goes and the other comes in
/// one transaction.
static bool isMadeAnew(const Origins &origins, const SubRef &path) {
  const Table *source = origins.table(path.table), *target = origins.targetTable(path.table);
  return source && target && source->policy(path.sub) && target->policy(path.sub);
}

bool readsColumn(const Policy &policy, QName table, Name column) {
  return std::ranges::any_of(std::array{policy.usingExpr, policy.withCheck}, [&](Expr e) {
    return e && mayMention(e, table) && mayNameColumn(e, column);
  });
}

std::optional<PolicyPlace> placeOfPolicy(PlanUnit &unit, const Origins &origins, const Op &op) {
  if (auto set = dynOp<SetRowSecurityOp>(op))
    return placeOfSwitch(unit, origins, *set);
  if (RenamePolicyOp::classof(op))
    return PolicyPlace{PhaseKind::Expand, "catalog only; no statement names it"};
  const SubRef *path = std::get_if<SubRef>(&op.fields.front());
  bool anew =
      (CreatePolicyOp::classof(op) || DropPolicyOp::classof(op)) && isMadeAnew(origins, *path);
  if (auto create = dynOp<CreatePolicyOp>(op); create && !anew) {
    if (policiesAreAsleep(origins, path->table))
      return Asleep;
    return create->def().restrictive ? Tightens : Loosens;
  }
  if (DropPolicyOp::classof(op) && !anew) {
    const Table *source = origins.table(path->table);
    const Policy *was = source ? source->policy(path->sub) : nullptr;
    return was && was->restrictive && source->rowSecurity ? Loosens : Tightens;
  }
  if (!AlterPolicyOp::classof(op) && !anew)
    return std::nullopt;
  if (policiesAreAsleep(origins, path->table))
    return Asleep;
  addToGate(unit.plan, unit.context,
            fmt::format("works under the former policy {} of {} too", sql::quote(path->sub),
                        sql::quote(path->table.name)),
            {}, op.range);
  return PolicyPlace{PhaseKind::Contract, "the old code goes by the former policy"};
}

} // namespace schemac
