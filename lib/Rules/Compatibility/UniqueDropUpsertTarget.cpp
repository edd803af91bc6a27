//===- UniqueDropUpsertTarget.cpp - unique-drop-upsert-target ------------------------------===//
//
// ON CONFLICT needs an index that makes exactly its columns unique, in whatever order. Harmless
// when another one stays or comes, also under other names.
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

static bool staysUnique(const Table &target, const std::vector<Name> &columns) {
  for (const Constraint &c : target.constraints)
    if (c.kind <= ConstraintKind::Unique && std::ranges::is_permutation(c.columns, columns))
      return true;
  for (const Index &i : target.indexes)
    if (i.unique && !i.where && std::ranges::is_permutation(columnsOf(i), columns))
      return true;
  return false;
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
  rule.diags.report(op.range, diag::warn_unique_drop_upsert_target, nameList(columns), table.str())
      .label(range, "was unique here");
}

void checkUniqueDropUpsertTarget(RuleContext &rule, const Op &op) {
  if (auto drop = dynOp<DropIndexOp>(op)) {
    const Table *t = rule.table(drop->path().table);
    const Index *i = t ? t->index(drop->path().sub) : nullptr;
    if (i && i->unique && !i->where)
      check(rule, op, t->name, columnsOf(*i), i->range);
  } else if (auto drop = dynOp<DropConstraintOp>(op)) {
    const Table *t = rule.table(drop->path().table);
    const Constraint *c = t ? t->constraint(drop->path().sub) : nullptr;
    if (c && c->kind <= ConstraintKind::Unique)
      check(rule, op, t->name, c->columns, c->range);
  }
}

} // namespace schemac
