//===- Unseen.cpp - Tables that nobody can wait for -----------------------===//
#include "Unseen.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

/// Makes something through which others may come to any table, or is not understood.
static bool mayLeadAnywhere(const Op &op) {
  switch (op.kind) {
  case OpKind::CreateTrigger:
  case OpKind::ReplaceTrigger:
  case OpKind::CreateView:
  case OpKind::ReplaceView:
  case OpKind::CreateShim:
  case OpKind::CreateFunction:
  case OpKind::ReplaceFunction:
  case OpKind::CreatePolicy:
  case OpKind::AlterPolicy:
  case OpKind::RenameTable:
  case OpKind::MoveTable:
  case OpKind::Opaque:
    return true;
  default:
    return false;
  }
}

bool UnseenTables::contains(QName relation, const Schema &state) const {
  if (tables.empty())
    return false;
  if (tables.contains(relation))
    return true;
  QName owner = state.table(relation) ? QName() : state.index().keyOwner(relation);
  return owner && tables.contains(owner);
}

void UnseenTables::note(const Op &op, const StepCost &cost, const Schema &state) {
  if (tables.empty())
    return;
  if (mayLeadAnywhere(op)) {
    allMet = true;
    return;
  }
  auto isKnown = [&](const LockUse &use) { return !contains(use.relation, state); };
  if (!std::ranges::any_of(cost.locks, isKnown))
    return;
  for (const LockUse &use : cost.locks)
    if (tables.contains(use.relation))
      met.insert(use.relation);
  if (auto create = dynOp<CreateTableOp>(op))
    met.insert(create->table().name);
}

void UnseenTables::commit() {
  if (allMet)
    return clear();
  for (QName table : met)
    tables.erase(table);
  met.clear();
}

} // namespace schemac
