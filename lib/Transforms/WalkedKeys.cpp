//===- WalkedKeys.cpp - Keys by which rows are counted off ----------------===//
#include "Transforms/WalkedKeys.h"
#include <algorithm>

namespace schemac {

WalkedKeys::WalkedKeys(const PlanUnit &unit, const Origins &origins) : origins(origins) {
  for (const Phase &phase : unit.plan.phases)
    if (phase.kind == PhaseKind::Expand || phase.kind == PhaseKind::Migrate)
      for (const Op &op : phase.steps)
        if (auto fill = dynOp<BackfillOp>(op); fill && fill->has_batch() && !fill->key().empty())
          walks.push_back({origins.norm(fill->column().table), fill->key(), op.change, phase.kind});
}

/// The columns that are no key, or none of required columns, when \p op has run.
static std::vector<Name> keyTakenBy(const Op &op, const Schema &state, const Origins &origins,
                                    QName &table) {
  std::vector<Name> columns;
  if (auto drop = dynOp<DropConstraintOp>(op)) {
    table = drop->path().table;
    const Table *of = state.table(origins.norm(table));
    const Constraint *c = of ? of->constraint(drop->path().sub) : nullptr;
    if (c && (c->kind == ConstraintKind::PrimaryKey || c->kind == ConstraintKind::Unique))
      columns = c->columns;
  } else if (auto drop = dynOp<DropIndexOp>(op)) {
    table = drop->path().table;
    const Table *of = state.table(origins.norm(table));
    const Index *index = of ? of->index(drop->path().sub) : nullptr;
    if (index && index->unique)
      for (const IndexElem &e : index->elems)
        columns.push_back(e.column);
  }
  return columns;
}

WalkedKeys::When WalkedKeys::walkedAfter(const Op &op, const Schema &state) const {
  QName table;
  std::vector<Name> columns = keyTakenBy(op, state, origins, table);
  auto optional = dynOp<DropNotNullOp>(op);
  if (optional)
    table = optional->column().table;
  else if (columns.empty())
    return When::Never;
  When when = When::Never;
  for (const Walk &w : walks) {
    bool concerns =
        w.table == origins.norm(table) && w.change != op.change &&
        (optional ? std::ranges::count(w.key, optional->column().sub) > 0 : w.key == columns);
    if (concerns && w.phase == now)
      return When::InThisPhase;
    if (concerns && w.phase > now)
      when = When::InALaterOne;
  }
  return when;
}

void WalkedKeys::ran(const Op &op) {
  if (auto fill = dynOp<BackfillOp>(op))
    std::erase_if(walks, [&](const Walk &w) {
      return w.change == op.change && w.table == origins.norm(fill->column().table);
    });
}

} // namespace schemac
