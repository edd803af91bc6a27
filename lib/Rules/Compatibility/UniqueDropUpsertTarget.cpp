//===- UniqueDropUpsertTarget.cpp - unique-drop-upsert-target ------------------------------===//
//
// ON CONFLICT needs an index that makes exactly its columns unique. Harmless when another one stays
// or comes.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

static std::vector<Name> columnsOf(const Index &index) {
  std::vector<Name> columns;
  for (const IndexElem &e : index.elems)
    columns.push_back(e.column);
  return columns;
}

static bool staysUnique(const Table &target, const std::vector<Name> &columns) {
  for (const Constraint &c : target.constraints)
    if (c.kind <= ConstraintKind::Unique && c.columns == columns)
      return true;
  for (const Index &i : target.indexes)
    if (i.unique && !i.where && columnsOf(i) == columns)
      return true;
  return false;
}

static void check(RuleContext &rule, const Op &op, QName table, const std::vector<Name> &columns,
                  SourceRange range) {
  const Table *target = rule.unit.to->table(table);
  if (!target || staysUnique(*target, columns))
    return;
  // Without its columns there is nothing to upsert by.
  for (Name c : columns)
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
