//===- UpsertKeys.cpp - Keys that upserts name by their columns -----------===//
#include "Transforms/UpsertKeys.h"
#include <algorithm>

namespace schemac {

/// Upserts do not look at a key that is deferrable.
static std::vector<Name> columnsOf(const Constraint &key) {
  bool isKey = key.kind == ConstraintKind::PrimaryKey || key.kind == ConstraintKind::Unique;
  return isKey && !key.deferrable ? key.columns : std::vector<Name>();
}

static std::vector<Name> columnsOf(const Index &index) {
  std::vector<Name> columns;
  for (const IndexElem &e : index.elems) {
    if (!index.unique || index.where || !e.column)
      return {};
    columns.push_back(e.column);
  }
  return columns;
}

std::optional<UpsertKeys::Key> UpsertKeys::madeBy(const Op &op) const {
  auto key = [&](const SubRef &path, std::vector<Name> columns) -> std::optional<Key> {
    std::sort(columns.begin(), columns.end());
    return columns.empty() ? std::nullopt
                           : std::optional(Key{origins.norm(path.table), std::move(columns),
                                               op.change, PhaseKind::Expand});
  };
  if (auto add = dynOp<AddUniqueOp>(op))
    return key(add->path(), columnsOf(add->def()));
  if (auto add = dynOp<AddPrimaryKeyOp>(op))
    return key(add->path(), columnsOf(add->def()));
  if (auto create = dynOp<CreateIndexOp>(op))
    return key(create->path(), columnsOf(create->def()));
  return std::nullopt;
}

std::optional<UpsertKeys::Key> UpsertKeys::takenBy(const Op &op, const Schema &state) const {
  if (op.kind != OpKind::DropConstraint && op.kind != OpKind::DropIndex)
    return std::nullopt;
  const SubRef &path = std::get<SubRef>(op.fields[0]);
  Key key{origins.norm(path.table), {}, op.change};
  const Table *table = state.table(key.table);
  const Constraint *constraint = table ? table->constraint(path.sub) : nullptr;
  const Index *index = table ? table->index(path.sub) : nullptr;
  if (constraint && op.kind == OpKind::DropConstraint)
    key.columns = columnsOf(*constraint);
  else if (index && op.kind == OpKind::DropIndex && !index->invalid)
    key.columns = columnsOf(*index);
  std::sort(key.columns.begin(), key.columns.end());
  return key.columns.empty() ? std::nullopt : std::optional(std::move(key));
}

UpsertKeys::UpsertKeys(const PlanUnit &unit, const Origins &origins) : origins(origins) {
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (std::optional<Key> key = madeBy(op)) {
        key->phase = phase.kind;
        made.push_back(std::move(*key));
      }
}

bool UpsertKeys::isReplacedAfter(const Op &op, const Schema &state) const {
  std::optional<Key> taken = made.empty() ? std::nullopt : takenBy(op, state);
  return taken && std::ranges::any_of(made, [&](const Key &m) {
           return m.isOver(*taken) && m.phase == now && m.change != taken->change;
         });
}

void UpsertKeys::ran(const Op &op) {
  if (made.empty())
    return;
  if (std::optional<Key> key = madeBy(op))
    std::erase_if(made, [&](const Key &m) { return m.isOver(*key) && m.change == key->change; });
}

} // namespace schemac
