//===- Assume.cpp - What a file takes for granted -------------------------===//
//
// A migration that is read alone names tables that its history made. So that its steps apply, what
// it needs of them is assumed to have been there: no more than it names.
//
//===----------------------------------------------------------------------===//
#include "Assumptions.h"
#include "llvm/Support/SaveAndRestore.h"
#include <algorithm>

namespace schemac::sql {

std::string Script::Assumed::str() const {
  return index ? "index '" + QName{table.ns, index}.str() + "'" : "'" + table.str() + "'";
}

bool Assumptions::isAssumed(QName table) const { return assumed.contains(table); }

/// Puts the same thing into the state now and into the one that it began with.
template <class T> void Assumptions::putAssumed(const T &entity) {
  out.start.put(entity);
  state.put(entity);
}

void Assumptions::assumeNamespace(Name schema) {
  if (!schema || state.namespaces().find({Name(), schema}))
    return;
  Namespace n;
  n.name = {Name(), schema};
  n.range = whole();
  putAssumed(n);
}

void Assumptions::assumeTable(QName n) {
  if (!n || isRelation(n) || state.enumType(n))
    return;
  assumeNamespace(n.ns);
  Table t;
  t.name = n;
  t.range = whole();
  assumed.emplace(n, n);
  putAssumed(t);
  if (!mayBeMissing)
    out.tookForGranted.push_back({n, whole()});
}

void Assumptions::editAssumed(QName table, const std::function<void(Table &)> &edit) {
  auto it = assumed.find(table);
  if (it == assumed.end())
    return;
  if (Table *t = out.start.edit<Table>(it->second))
    edit(*t);
  edit(*state.edit<Table>(table));
}

void Assumptions::assumeColumn(QName table, std::string_view column, bool nullable) {
  if (!isAssumed(table) || column.empty() || state.table(table)->column(name(column)))
    return;
  Column c;
  c.name = name(column);
  c.type = context.nativeType("unknown");
  c.nullable = nullable;
  c.range = whole();
  editAssumed(table, [&](Table &t) {
    if (!t.column(c.name))
      t.columns.push_back(c);
  });
}

/// A key that a foreign key may rest on.
void Assumptions::assumeKey(QName table, std::vector<Name> columns) {
  if (!isAssumed(table))
    return;
  if (columns.empty()) {
    if (const Constraint *pk = state.table(table)->primaryKey())
      columns = pk->columns;
    else
      columns = {name("id")};
  }
  for (Name n : columns)
    assumeColumn(table, n.str(), false);
  Constraint key;
  key.kind = ConstraintKind::PrimaryKey;
  key.columns = columns;
  key.name = name(objectName(table.name.str(), "", "pkey"));
  if (state.table(table)->primaryKey()) {
    if (state.table(table)->primaryKey()->columns == columns)
      return;
    key.kind = ConstraintKind::Unique;
    std::vector<std::string> parts;
    for (Name n : columns)
      parts.push_back(n.string());
    key.name = name(objectName(table.name.str(), joinedNames(parts), "key"));
  }
  editAssumed(table, [&](Table &t) {
    if (!t.constraint(key.name))
      t.constraints.push_back(key);
  });
}

void Assumptions::assumeConstraint(QName table, Name n) {
  if (!isAssumed(table) || !n || state.table(table)->constraint(n))
    return;
  Constraint c;
  c.kind = ConstraintKind::Check;
  c.name = n;
  c.check = context.expr("true");
  c.notValid = true; // so that it may be validated
  editAssumed(table, [&](Table &t) { t.constraints.push_back(c); });
}

void Assumptions::assumeFor(const PgQuery__Constraint &c, QName table) {
  for (Name n : names(items(c.n_keys, c.keys)))
    assumeColumn(table, n.str(), true);
  for (Name n : names(items(c.n_fk_attrs, c.fk_attrs)))
    assumeColumn(table, n.str(), true);
  if (!c.pktable)
    return;
  QName target = relation(*c.pktable);
  if (target == table && !isRelation(target)) // the one that is being made
    return;
  assumeTable(target);
  assumeKey(target, names(items(c.n_pk_attrs, c.pk_attrs)));
}

void Assumptions::assumeFor(const PgQuery__AlterTableStmt &s) {
  QName table = relation(*s.relation);
  if (s.objtype != PG_QUERY__OBJECT_TYPE__OBJECT_TABLE)
    return;
  llvm::SaveAndRestore optional(mayBeMissing, bool(s.missing_ok));
  assumeTable(table);
  for (const Node *n : items(s.n_cmds, s.cmds)) {
    auto *c = as<PgQuery__AlterTableCmd>(n);
    if (!c)
      continue;
    switch (c->subtype) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropConstraint:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ValidateConstraint:
      assumeConstraint(table, name(stringOf(c->name)));
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropNotNull:
      assumeColumn(table, stringOf(c->name), false);
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddIdentity:
      assumeColumn(table, stringOf(c->name), false);
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ColumnDefault:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetNotNull:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetStorage:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetCompression:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnType:
      assumeColumn(table, stringOf(c->name), true);
      break;
    default:
      break;
    }
  }
}

/// The index is somewhere; what it is of, nobody says.
void Assumptions::assumeIndex(std::string_view schema, std::string_view index) {
  if (indexPath(schema, index).sub)
    return;
  QName n = relation(schema, index);
  QName table{n.ns, name("(the table of " + std::string(index) + ")")};
  size_t took = out.tookForGranted.size();
  assumeTable(table);
  if (took != out.tookForGranted.size())
    out.tookForGranted.back().index = n.name;
  assumeColumn(table, "?", true);
  Index i;
  i.name = n.name;
  i.elems.emplace_back().column = name("?");
  i.range = whole();
  editAssumed(table, [&](Table &t) {
    if (!t.index(i.name))
      t.indexes.push_back(i);
  });
}

void Assumptions::assumeEnum(const PgQuery__AlterEnumStmt &s) {
  QName n = object<Enum>(items(s.n_type_name, s.type_name));
  if (!state.enumType(n) && !isRelation(n)) {
    assumeNamespace(n.ns);
    Enum e;
    e.name = n;
    e.range = whole();
    for (std::string_view label : {stringOf(s.old_val), stringOf(s.new_val_neighbor)})
      if (!label.empty())
        e.labels.push_back({name(label), {}, whole()});
    putAssumed(e);
  }
}

void Assumptions::assume(const Node *node) {
  if (auto *s = as<PgQuery__AlterTableStmt>(node))
    assumeFor(*s);
  if (auto *s = as<PgQuery__AlterEnumStmt>(node))
    assumeEnum(*s);
  if (auto *s = as<PgQuery__CreateStmt>(node))
    assumeNamespace(made(*s->relation).ns);
  QName owner;
  if (auto *s = as<PgQuery__AlterTableStmt>(node))
    owner = relation(*s->relation);
  if (auto *s = as<PgQuery__CreateStmt>(node))
    owner = made(*s->relation);
  if (node)
    forEach<PgQuery__Constraint>(&node->base, pg_query__constraint__descriptor,
                                 [&](const PgQuery__Constraint &c) { assumeFor(c, owner); });
  if (auto *s = as<PgQuery__IndexStmt>(node)) {
    QName table = relation(*s->relation);
    assumeTable(table);
    for (Nodes list : {items(s->n_index_params, s->index_params),
                       items(s->n_index_including_params, s->index_including_params)})
      for (const Node *n : list)
        if (auto *e = as<PgQuery__IndexElem>(n))
          assumeColumn(table, stringOf(e->name), true);
  }
  if (auto *s = as<PgQuery__CreateTrigStmt>(node))
    assumeTable(relation(*s->relation));
  if (auto *s = as<PgQuery__CreatePolicyStmt>(node)) {
    QName table = relation(*s->table);
    assumeTable(table);
    // Who writes policies for it has it enabled, as far as anybody can say.
    editAssumed(table, [](Table &t) { t.rowSecurity = true; });
  }
  if (auto *s = as<PgQuery__RenameStmt>(node)) {
    bool ofTable = s->rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_TABLE ||
                   s->rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN ||
                   s->rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT;
    if (s->relation && ofTable) {
      assumeTable(relation(*s->relation));
      if (s->rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN)
        assumeColumn(relation(*s->relation), stringOf(s->subname), true);
      if (s->rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT)
        assumeConstraint(relation(*s->relation), name(stringOf(s->subname)));
    }
    if (s->relation && s->rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_INDEX)
      assumeIndex(stringOf(s->relation->schemaname), stringOf(s->relation->relname));
  }
  if (auto *s = as<PgQuery__DropStmt>(node))
    assumeDropped(*s);
}

/// What is dropped was there, also where IF EXISTS says that it need not have been.
void Assumptions::assumeDropped(const PgQuery__DropStmt &s) {
  llvm::SaveAndRestore optional(mayBeMissing, bool(s.missing_ok));
  for (Node *const &n : items(s.n_objects, s.objects)) {
    Nodes list = items(n);
    std::string_view schema = list.size() > 1 ? stringOf(list[list.size() - 2]) : "";
    if (s.remove_type == PG_QUERY__OBJECT_TYPE__OBJECT_TABLE)
      assumeTable(relation(list));
    else if (s.remove_type == PG_QUERY__OBJECT_TYPE__OBJECT_INDEX)
      assumeIndex(schema, lastName(list));
    else if (s.remove_type == PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA)
      assumeNamespace(ns(stringOf(n)));
  }
}

} // namespace schemac::sql
