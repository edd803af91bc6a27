//===- UniqueDropUpsertTarget.cpp - unique-drop-upsert-target ------------------------------===//
//
// ON CONFLICT needs a valid index that makes exactly its columns unique, in whatever order, and
// that no constraint defers. Harmless when another one stays or comes, also under other names.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {

static std::vector<Name> columnsOf(const Index &index) {
  std::vector<Name> columns;
  for (const IndexElem &e : index.elems)
    columns.push_back(e.column);
  return columns;
}

static bool isKeyOf(const Constraint &c, const std::vector<Name> &columns) {
  return c.kind <= ConstraintKind::Unique && std::ranges::is_permutation(c.columns, columns);
}

static bool staysUnique(const Table &target, const std::vector<Name> &columns) {
  return std::ranges::any_of(
             target.constraints,
             [&](const Constraint &c) { return isKeyOf(c, columns) && !c.deferrable; }) ||
         std::ranges::any_of(target.indexes, [&](const Index &i) {
           return i.unique && !i.invalid && !i.where &&
                  std::ranges::is_permutation(columnsOf(i), columns);
         });
}

namespace {
/// What the steps after one call a table and its columns in the end.
struct LaterNames {
  QName table;
  std::vector<Name> columns;
  void follow(const Op &op) {
    if (auto rename = dynOp<RenameTableOp>(op); rename && rename->table() == table)
      table = {table.ns, rename->to()};
    else if (auto move = dynOp<MoveTableOp>(op); move && move->table() == table)
      table = {move->to(), table.name};
    else if (auto column = dynOp<RenameColumnOp>(op); column && column->column().table == table)
      std::ranges::replace(columns, column->column().sub, column->to());
  }
};
} // namespace

static void check(RuleContext &rule, const Op &op, QName table, const std::vector<Name> &columns,
                  SourceRange range) {
  LaterNames later{table, columns};
  bool after = false;
  for (const Phase &phase : rule.unit.direct.phases)
    for (const Op &step : phase.steps) {
      if (after)
        later.follow(step);
      after |= &step == &op;
    }
  const Table *target = rule.unit.to->table(later.table);
  if (!target || staysUnique(*target, later.columns))
    return;
  // Without its columns there is nothing to upsert by.
  for (Name c : later.columns)
    if (!target->column(c))
      return;
  auto d = rule.diags.report(op.range, diag::warn_unique_drop_upsert_target, nameList(columns),
                             table.str());
  d.label(range, "was unique here");
  if (std::ranges::any_of(target->constraints,
                          [&](const Constraint &c) { return isKeyOf(c, later.columns); }))
    d.note("ON CONFLICT takes no key that is deferrable");
}

void checkUniqueDropUpsertTarget(RuleContext &rule, const Op &op) {
  if (auto drop = dynOp<DropIndexOp>(op)) {
    const Table *t = rule.table(drop->path().table);
    const Index *i = t ? t->index(drop->path().sub) : nullptr;
    if (i && i->unique && !i->invalid && !i->where)
      check(rule, op, t->name, columnsOf(*i), i->range);
  } else if (auto drop = dynOp<DropConstraintOp>(op)) {
    const Table *t = rule.table(drop->path().table);
    const Constraint *c = t ? t->constraint(drop->path().sub) : nullptr;
    if (c && c->kind <= ConstraintKind::Unique && !c->deferrable)
      check(rule, op, t->name, c->columns, c->range);
  }
}

} // namespace schemac
