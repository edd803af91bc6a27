//===- UseOperations.cpp - What each operation gives, needs and takes -----===//
#include "UseCollector.h"
#include <algorithm>

namespace schemac {

using ThingKind::ColumnType, ThingKind::Label, ThingKind::PrimaryKey, ThingKind::Relation,
    ThingKind::ShimOver;

static bool isKey(const Constraint &c) {
  return c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique;
}

// Namespaces and extensions are put first and last by orderSteps itself; what is opaque is a wall.
void UseCollector::operator()(CreateNamespaceOp) {}
void UseCollector::operator()(DropNamespaceOp) {}
void UseCollector::operator()(CreateExtensionOp) {}
void UseCollector::operator()(DropExtensionOp) {}
void UseCollector::operator()(OpaqueOp) {}

//===--- enums ------------------------------------------------------------===//

void UseCollector::operator()(CreateEnumOp s) { provide(ThingKind::Type, s.name()); }
void UseCollector::operator()(DropEnumOp s) { remove(ThingKind::Type, s.name()); }
void UseCollector::operator()(RenameEnumOp s) {
  rename(ThingKind::Type, s.name());
  provide(ThingKind::Type, {s.name().ns, s.to()});
}
void UseCollector::operator()(MoveEnumOp s) {
  rename(ThingKind::Type, s.name());
  provide(ThingKind::Type, {s.to(), s.name().name});
}
void UseCollector::operator()(AddEnumValueOp s) {
  require(ThingKind::Type, s.name());
  provide(Label, s.name(), s.value());
  for (Name neighbour : {s.before(), s.after()})
    if (neighbour)
      require(Label, s.name(), neighbour);
}
void UseCollector::operator()(RenameEnumValueOp s) {
  require(ThingKind::Type, s.name());
  rename(Label, s.name(), s.value());
  provide(Label, s.name(), s.to());
}

//===--- tables -----------------------------------------------------------===//

void UseCollector::operator()(CreateTableOp s) {
  const Table &t = s.table();
  provide(Relation, t.name);
  for (const schemac::Column &c : t.columns)
    columnDef(t.name, c);
  for (const Index &i : t.indexes) {
    provide(Relation, {t.name.ns, i.name});
    index(&ThingUse::providers, t.name, i);
  }
  for (const schemac::Constraint &c : t.constraints) {
    if (c.kind == ConstraintKind::ForeignKey && norm(c.refTable) != norm(t.name)) {
      table(c.refTable);
      unique(&ThingUse::requirers, c.refTable, c.refColumns);
    } else if (isKey(c)) {
      provide(Relation, {t.name.ns, c.name});
      key(&ThingUse::providers, t.name, c);
    }
  }
}

void UseCollector::operator()(DropTableOp s) {
  remove(Relation, s.table());
  const Table *t = oldTable(s.table());
  if (!t)
    return;
  for (const schemac::Column &c : t->columns)
    type(&ThingUse::users, c.type);
  for (const Index &i : t->indexes)
    remove(Relation, {s.table().ns, i.name});
  for (const schemac::Constraint &c : t->constraints)
    if (c.kind == ConstraintKind::ForeignKey && c.refTable != t->name)
      useConstraint(s.table(), c);
    else if (isKey(c))
      remove(Relation, {s.table().ns, c.name});
}

void UseCollector::moveTable(QName from, QName to) {
  rename(Relation, from);
  provide(Relation, to);
  const Table *t = oldTable(from);
  if (!t || norm(from).ns == norm(to).ns)
    return;
  auto move = [&](Name key) { // indexes go with their table
    rename(Relation, {from.ns, key});
    provide(Relation, {to.ns, key});
  };
  for (const Index &i : t->indexes)
    move(i.name);
  for (const schemac::Constraint &c : t->constraints)
    if (isKey(c))
      move(c.name);
}

void UseCollector::operator()(RenameTableOp s) { moveTable(s.table(), {s.table().ns, s.to()}); }
void UseCollector::operator()(MoveTableOp s) { moveTable(s.table(), {s.to(), s.table().name}); }

void UseCollector::operator()(CreateShimOp s) {
  table(s.table());
  provide(Relation, s.view());
}
void UseCollector::operator()(DropShimOp s) {
  remove(Relation, s.view());
  if (const View *v = before.views().find(norm(s.view())))
    remove(ShimOver, v->shimOf);
}

//===--- columns ----------------------------------------------------------===//

void UseCollector::operator()(AddColumnOp s) {
  table(s.column().table);
  columnDef(s.column().table, s.def());
  provide(ThingKind::Column, s.column().table, s.column().sub);
}
void UseCollector::operator()(DropColumnOp s) {
  table(s.column().table);
  remove(ThingKind::Column, s.column().table, s.column().sub);
  add(&ThingUse::needGone, ShimOver, s.column().table);
  if (const schemac::Column *c = findColumn(s.column()))
    type(&ThingUse::users, c->type);
}
void UseCollector::operator()(RenameColumnOp s) {
  table(s.column().table);
  rename(ThingKind::Column, s.column().table, s.column().sub);
  provide(ThingKind::Column, s.column().table, s.to());
}
void UseCollector::operator()(SetTypeOp s) {
  column(s.column());
  type(&ThingUse::requirers, s.type());
  provide(ColumnType, s.column().table, s.column().sub);
  remove(ColumnType, s.column().table, s.column().sub);
  add(&ThingUse::needGone, ShimOver, s.column().table);
  if (const schemac::Column *c = findColumn(s.column()))
    type(&ThingUse::users, c->type);
}
void UseCollector::operator()(SetNotNullOp s) { column(s.column()); }
void UseCollector::operator()(DropNotNullOp s) {
  column(s.column());
  const Table *t = oldTable(s.column().table);
  const schemac::Constraint *pk = t ? t->primaryKey() : nullptr;
  if (pk && std::find(pk->columns.begin(), pk->columns.end(), s.column().sub) != pk->columns.end())
    add(&ThingUse::needGone, PrimaryKey, s.column().table);
}
void UseCollector::operator()(SetDefaultOp s) {
  column(s.column());
  if (const schemac::Column *c = findColumn(s.column()))
    value(c->type, s.value());
}
void UseCollector::operator()(DropDefaultOp s) { column(s.column()); }
void UseCollector::operator()(SetSerialOp s) {
  column(s.column());
  provide(Relation, beside(s.column(), s.sequence()));
}
void UseCollector::operator()(DropSerialOp s) { column(s.column()); }
void UseCollector::operator()(MoveSerialOp s) {
  column(s.column());
  column({s.column().table, s.to()});
}

//===--- constraints ------------------------------------------------------===//

void UseCollector::addKey(const SubRef &path, const schemac::Constraint &c) {
  table(path.table);
  provide(ThingKind::Constraint, path.table, path.sub);
  columns(path.table, c.columns);
  newTypes(path.table, c.columns);
  key(&ThingUse::providers, path.table, c);
  if (c.usingIndex)
    require(Relation, beside(path, c.usingIndex));
  if (c.usingIndex && c.usingIndex != path.sub)
    rename(Relation, beside(path, c.usingIndex));
  if (c.usingIndex != path.sub)
    provide(Relation, beside(path, path.sub));
}
void UseCollector::operator()(AddPrimaryKeyOp s) { addKey(s.path(), s.def()); }
void UseCollector::operator()(AddUniqueOp s) { addKey(s.path(), s.def()); }
void UseCollector::operator()(AddCheckOp s) {
  table(s.path().table);
  provide(ThingKind::Constraint, s.path().table, s.path().sub);
  expression(s.path().table, s.def().check);
}
void UseCollector::operator()(AddForeignKeyOp s) {
  const schemac::Constraint &c = s.def();
  table(s.path().table);
  table(c.refTable);
  provide(ThingKind::Constraint, s.path().table, s.path().sub);
  columns(s.path().table, c.columns);
  columns(c.refTable, c.refColumns);
  unique(&ThingUse::requirers, c.refTable, c.refColumns);
  newTypes(s.path().table, c.columns);
  newTypes(c.refTable, c.refColumns);
}
void UseCollector::operator()(DropConstraintOp s) {
  table(s.path().table);
  remove(ThingKind::Constraint, s.path().table, s.path().sub);
  const schemac::Constraint *c = findConstraint(s.path());
  if (!c)
    return;
  useConstraint(s.path().table, *c);
  if (isKey(*c)) {
    remove(Relation, beside(s.path(), s.path().sub));
    key(&ThingUse::removers, s.path().table, *c);
  }
}
void UseCollector::operator()(ValidateConstraintOp s) {
  table(s.path().table);
  require(ThingKind::Constraint, s.path().table, s.path().sub);
}
void UseCollector::operator()(RenameConstraintOp s) {
  table(s.path().table);
  rename(ThingKind::Constraint, s.path().table, s.path().sub);
  provide(ThingKind::Constraint, s.path().table, s.to());
  if (const schemac::Constraint *c = findConstraint(s.path()); c && isKey(*c)) {
    rename(Relation, beside(s.path(), s.path().sub));
    provide(Relation, beside(s.path(), s.to()));
  }
}

//===--- indexes and triggers ---------------------------------------------===//

void UseCollector::operator()(CreateIndexOp s) {
  QName t = s.path().table;
  table(t);
  provide(Relation, beside(s.path(), s.path().sub));
  index(&ThingUse::providers, t, s.def());
  for (const IndexElem &e : s.def().elems) {
    expression(t, e.expr);
    if (!e.column)
      continue;
    require(ThingKind::Column, t, e.column);
    newTypes(t, {e.column});
  }
  columns(t, s.def().include);
  expression(t, s.def().where);
}
void UseCollector::operator()(DropIndexOp s) {
  table(s.path().table);
  remove(Relation, beside(s.path(), s.path().sub));
  if (const Index *i = findIndex(s.path())) {
    useIndex(s.path().table, *i);
    index(&ThingUse::removers, s.path().table, *i);
  }
}
void UseCollector::operator()(RenameIndexOp s) {
  table(s.path().table);
  rename(Relation, beside(s.path(), s.path().sub));
  provide(Relation, beside(s.path(), s.to()));
}

void UseCollector::operator()(CreateTriggerOp s) {
  QName t = s.path().table;
  table(t);
  provide(ThingKind::Trigger, t, s.path().sub);
  for (Name n : {s.def().oldColumn, s.def().newColumn})
    if (n)
      require(ThingKind::Column, t, n);
  for (Expr e : {s.def().forward, s.def().backward, s.def().fallback})
    expression(t, e);
}
void UseCollector::operator()(DropTriggerOp s) {
  table(s.path().table);
  remove(ThingKind::Trigger, s.path().table, s.path().sub);
  if (const schemac::Trigger *t = findTrigger(s.path()))
    for (Name n : {t->oldColumn, t->newColumn})
      if (n)
        useColumns(s.path().table, {n});
}

//===--- data -------------------------------------------------------------===//

void UseCollector::operator()(BackfillOp s) {
  column(s.column());
  columns(s.column().table, s.key());
  expression(s.column().table, s.value(), true);
  expression(s.column().table, s.where(), true);
  if (const schemac::Column *c = findColumn(s.column()))
    value(c->type, s.value());
}
void UseCollector::operator()(ArchiveColumnOp s) {
  column(s.column());
  columns(s.column().table, s.key());
  provide(Relation, s.into());
}
void UseCollector::operator()(RestoreColumnOp s) {
  column(s.column());
  columns(s.column().table, s.key());
  table(s.from());
}
void UseCollector::operator()(GuardOp s) {
  table(s.table());
  expression(s.table(), s.query(), true);
}
void UseCollector::operator()(VerifyOp s) {
  table(s.table());
  expression(s.table(), s.query(), true);
}

} // namespace schemac
