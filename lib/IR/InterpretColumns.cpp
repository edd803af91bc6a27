//===- InterpretColumns.cpp - What steps on columns do --------------------===//
#include "QueryTokens.h"
#include "StepInterpreter.h"
#include "schemac/IR/Limits.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/ReplicaIdentity.h"
#include "schemac/IR/RoutineBodies.h"
#include <algorithm>

namespace schemac {

bool StepInterpreter::operator()(AddColumnOp step) {
  const Table *table = needTable(step.column().table);
  if (!table)
    return false;
  Table addition; // what the new column would be called behind is asked of a table that has only it
  addition.name = table->name;
  addition.columns.push_back(step.def());
  Column &column = addition.columns.front();
  column.name = step.column().sub;
  column.type = norm(column.type);
  if (std::string fault = columnsFault(state.dialect, table->columns.size() + 1); !fault.empty())
    return refused(table->name.str(), fault);
  if (!hasOwnColumns(*table) || !columnFree(*table, column.name) || !needType(column.type) ||
      !needDrawn(column.defaultExpr) || !nameSequences(addition) ||
      !checkSequenceOptions(step.column(), column.options()))
    return false;
  if (isIdentity(column) && !state.index().childrenOf(table->name).empty() &&
      !needVersion(17, step.column().str(), "a new identity column of a table with partitions"))
    return false;
  if (hasSequence(column))
    column.nullable = false;
  std::optional<std::vector<QName>> heirs = receivers(*table, column);
  if (!heirs)
    return false;
  std::vector<QName> changed = *heirs;
  changed.push_back(table->name);
  for (QName name : changed)
    for (QName rows : rowsOf(state, name))
      for (QName view : viewsOver(state, rows))
        if (state.views().find(view)->columns.empty())
          pinStar(*state.edit<View>(view), state);
  for (QName heir : *heirs)
    state.edit<Table>(heir)->columns.push_back(column);
  edit(step.column())->columns.push_back(column);
  return true;
}

bool StepInterpreter::policiesUnused(const Table &table, Name column) {
  for (const Policy &p : table.policies)
    if (usesColumn(p, column, table.name.name))
      return refused(sub(table, column), fmt::format("policy '{}' uses it", p.name.str()));
  return true;
}

bool StepInterpreter::operator()(DropColumnOp step) {
  Name column = step.column().sub;
  if (!needColumn(step.column()))
    return false;
  const Table &table = *state.table(norm(step.column().table));
  if (!hasOwnColumns(table) || !columnUnused(table, column) || !triggersUnused(table, column))
    return false;
  for (QName parent : table.inherits)
    if (state.table(parent)->column(column))
      return refused(sub(table, column), fmt::format("it is inherited from '{}'", parent.str()));
  for (const IndexElem &e : table.partitionBy.elems)
    if (e.column == column || mentionsColumn(e.expr, column, table.name.name))
      return refused(sub(table, column), "the table is partitioned by it");
  if (usesColumn(table.rowParts.get(), column, table.name.name))
    return refused(sub(table, column), "the parts of the table are made by it");
  if (SubRef fk = foreignKeyTo(table, column); fk.sub)
    return refused(sub(table, column), fmt::format("foreign key '{}' references it", fk.str()));
  if (!columnUnpublished(table, column))
    return false;
  if (!policiesUnused(table, column) || !ownedUndrawn(table.name, column) ||
      !statisticsUnused(table.name, column))
    return false;
  // What partitions have by themselves over the column goes with it.
  std::vector<QName> partitions = partitionsBelow(state, table.name);
  for (QName name : partitions)
    if (const Table &part = *state.table(name);
        !triggersUnused(part, column) || !policiesUnused(part, column) ||
        !columnUnpublished(part, column) || !statisticsUnused(name, column))
      return false;
    else if (SubRef fk = foreignKeyTo(part, column); fk.sub)
      return refused(sub(table, column), fmt::format("foreign key '{}' references it", fk.str()));
  dropOwned(table.name, column);
  Table &edited = *edit(step.column());
  std::erase_if(edited.columns, [&](const Column &c) { return c.name == column; });
  partitions.push_back(edited.name);
  for (QName name : partitions) {
    auto uses = [&](const auto &part) { return usesColumn(part, column, name.name); };
    if (const Table &t = *state.table(name); std::ranges::none_of(t.indexes, uses) &&
                                             std::ranges::none_of(t.constraints, uses) &&
                                             name != edited.name)
      continue;
    Table &holder = *state.edit<Table>(name);
    std::erase_if(holder.indexes, uses);
    std::erase_if(holder.constraints, uses);
    forgetParts(holder);
  }
  return true;
}

//===--- renaming ---------------------------------------------------------===//

static void renameIn(std::vector<Name> &list, Name from, Name to) {
  std::replace(list.begin(), list.end(), from, to);
}

template <class Fn>
static void renameElems(std::vector<IndexElem> &elems, Name from, Name to, Fn inText) {
  for (IndexElem &e : elems) {
    e.column = e.column == from ? to : e.column;
    e.expr = inText(e.expr);
  }
}

void StepInterpreter::renameColumnUses(Table &table, Name from, Name to) {
  auto inText = [&](Expr e) { return renameColumnIn(context, e, from, to, table.name.name); };
  for (Column &c : table.columns)
    if (Expr now = inText(c.generated()); now != c.generated())
      editExtra(c)->generated = now;
  for (Constraint &c : table.constraints) {
    renameIn(c.columns, from, to);
    renameIn(c.include, from, to);
    c.check = inText(c.check);
    if (c.extra) {
      ConstraintExtra &extra = c.edit();
      renameIn(extra.setColumns, from, to);
      extra.where = inText(extra.where);
      renameElems(extra.elems, from, to, inText);
    }
  }
  for (Index &i : table.indexes) {
    renameElems(i.elems, from, to, inText);
    renameIn(i.include, from, to);
    i.where = inText(i.where);
  }
  renameElems(table.partitionBy.elems, from, to, inText);
  if (table.rowParts) {
    auto parts = std::make_shared<RowParts>(*table.rowParts);
    renameIn(parts->columns, from, to);
    parts->expr = inText(parts->expr);
    table.rowParts = parts;
  }
  SubRef column{table.name, from};
  for (Policy &p : table.policies)
    for (Expr *e : {&p.usingExpr, &p.withCheck})
      *e = mentionsWord(*e, "select")
               ? renameColumnWithQueries(context, state, *e, table.name, column, to)
               : inText(*e);
  for (Trigger &t : table.triggers) {
    t.oldColumn = t.oldColumn == from ? to : t.oldColumn;
    t.newColumn = t.newColumn == from ? to : t.newColumn;
    for (Expr *e : {&t.forward, &t.backward, &t.fallback})
      *e = inText(*e);
  }
}

bool StepInterpreter::mayRename(const Table &before, Name from) {
  if (!declaredTriggersUnused(before, from))
    return false;
  // A server lets the view follow and keep the old name in its output; here its text could not.
  for (QName view : viewsOver(state, before.name, from))
    return refused(sub(before, from), fmt::format("view '{}' shows it by name", view.str()));
  return needNoBody(sub(before, from), bodiesOver(state, before.name, from));
}

void StepInterpreter::renameColumn(QName table, Name from, Name to) {
  const Table &before = *state.table(table);
  Table after = before;
  Column &column = *after.column(from);
  column.name = to;
  if (hasSequence(column)) // the sequence keeps its name
    setSequence(after, column, sequenceOf(before, *before.column(from)));
  QName name = before.name;
  renameColumnUses(after, from, to);
  state.put(std::move(after));
  renameBeside(name, from, to);
  for (QName part : partitionsBelow(state, name)) {
    Table own = *state.table(part);
    renameColumnUses(own, from, to);
    if (!same(own, *state.table(part)))
      state.put(std::move(own));
    renameBeside(part, from, to);
  }
  renameOwner({name, from}, to);
}

/// What is said of the column elsewhere.
void StepInterpreter::renameBeside(QName name, Name from, Name to) {
  const Table &t = *state.table(name);
  if (partComment(t, PartKind::Column, from) || std::ranges::count(t.grants, from, &Grant::column))
    renamePart(*state.edit<Table>(name), PartKind::Column, from, to);
  for (QName shim : state.index().shims(name)) {
    View view = *state.views().find(shim);
    for (Column &c : view.columns)
      c.name = c.name == from ? to : c.name; // the view shows it under the former name
    state.put(std::move(view));
  }
  renamePublishedColumn(name, from, to);
  renameStatisticsColumn(name, from, to);
  renameInPolicies(SubRef{name, from}, to);
  for (QName user : std::vector<QName>(state.index().referencing(name)))
    for (Constraint &c : state.edit<Table>(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == name)
        renameIn(c.refColumns, from, to);
}

bool StepInterpreter::operator()(RenameColumnOp step) {
  Name from = step.column().sub, to = step.to();
  if (!needColumn(step.column()))
    return false;
  std::optional<std::vector<QName>> tables = holders(*state.table(norm(step.column().table)), from);
  if (!tables)
    return false;
  for (QName table : *tables) {
    if (!columnFree(*state.table(table), to) || !mayRename(*state.table(table), from))
      return false;
    for (QName part : partitionsBelow(state, table))
      if (!mayRename(*state.table(part), from))
        return false;
  }
  for (QName table : *tables)
    renameColumn(table, from, to);
  return true;
}

//===--- type -------------------------------------------------------------===//

bool StepInterpreter::checkSetType(const Table &table, const Column &column, Type type) {
  if (!needType(type) || !columnUnused(table, column.name) ||
      !declaredTriggersUnused(table, column.name))
    return false;
  bool integer = type.is(TypeKind::I16) || type.is(TypeKind::I32) || type.is(TypeKind::I64);
  if (isIdentity(column) && !integer)
    return refused(sub(table, column.name), "an identity column must be of an integer type");
  for (QName user : state.index().referencing(table.name))
    for (const Constraint &c : state.table(user)->constraints)
      for (size_t i = 0; c.refTable == table.name && i < c.refColumns.size(); ++i)
        if (c.refColumns[i] == column.name &&
            !comparableAsKey(state.table(user)->column(c.columns[i])->type, type,
                             traits().keyTypes))
          return refused(sub(table, column.name),
                         fmt::format("foreign key '{}' could not compare it any more",
                                     SubRef{user, c.name}.str()));
  for (const Constraint &c : table.constraints)
    for (size_t i = 0; c.kind == ConstraintKind::ForeignKey && i < c.columns.size(); ++i)
      if (const Table *target = state.table(c.refTable);
          c.columns[i] == column.name && target &&
          !comparableAsKey(type, target->column(c.refColumns[i])->type, traits().keyTypes))
        return refused(
            sub(table, column.name),
            fmt::format("foreign key '{}' could not compare it any more", sub(table, c.name)));
  return true;
}

/// The default is kept: the statement takes it off and puts it back where it cannot be cast.
bool StepInterpreter::operator()(SetTypeOp step) {
  const Column *column = needColumn(step.column());
  Type type = norm(step.type());
  if (!column)
    return false;
  Name name = column->name;
  std::optional<std::vector<QName>> tables = holders(*state.table(norm(step.column().table)), name);
  if (!tables)
    return false;
  for (QName table : *tables) {
    if (!checkSetType(*state.table(table), *state.table(table)->column(name), type))
      return false;
    // A server from 18 on makes the NOT NULL again, for heirs under a name that theirs has not; and
    // that of a key cannot be put aside.
    const Constraint *key = state.table(table)->primaryKey();
    bool inKey = key && std::ranges::find(key->columns, name) != key->columns.end();
    if (inKey && (state.version == 0 || state.version >= 18) && !heirsOf(state, table).empty())
      return refused(step.column().str(),
                     fmt::format("it is in the key of '{}', which others inherit from: a server "
                                 "from 18 on changes the type of none such",
                                 table.str()));
  }
  for (QName table : *tables)
    state.edit<Table>(table)->column(name)->type = type;
  return true;
}

//===--- NOT NULL and default ---------------------------------------------===//

bool StepInterpreter::operator()(SetNotNullOp step) {
  const Column *known = needColumn(step.column());
  if (!known)
    return false;
  if (step.notValid()) {
    if (!needVersion(18, step.column().str(), "NOT NULL for new rows only"))
      return false;
    if (!known->nullable)
      return refused(step.column().str(), "it is NOT NULL already");
  }
  // Heirs that are NOT NULL already stay as they are.
  for (QName table : familyOf(state, norm(step.column().table))) {
    bool own = table == norm(step.column().table);
    const Column *now = state.table(table)->column(step.column().sub);
    if (!now || (!own && !now->nullable))
      continue;
    Column &column = *state.edit<Table>(table)->column(step.column().sub);
    column.nullable = false;
    column.notNullNotValid = step.notValid();
  }
  return true;
}

bool StepInterpreter::operator()(ValidateNotNullOp step) {
  const Column *column = needColumn(step.column());
  if (!column)
    return false;
  if (column->nullable)
    return refused(step.column().str(), "it is not NOT NULL");
  for (QName table : familyOf(state, norm(step.column().table)))
    if (const Column *c = state.table(table)->column(step.column().sub); c && c->notNullNotValid)
      state.edit<Table>(table)->column(step.column().sub)->notNullNotValid = false;
  return true;
}

bool StepInterpreter::operator()(DropNotNullOp step) {
  const Column *column = needColumn(step.column());
  if (!column)
    return false;
  const Constraint *pk = state.table(norm(step.column().table))->primaryKey();
  if (pk && std::find(pk->columns.begin(), pk->columns.end(), column->name) != pk->columns.end())
    return refused(step.column().str(), "it is part of the primary key");
  if (isIdentity(*column))
    return refused(step.column().str(), "it is an identity column");
  const Table &table = *state.table(norm(step.column().table));
  if (table.replicaIdentity == ReplicaIdentity::Index &&
      std::ranges::count(identityColumns(table), column->name))
    return refused(step.column().str(), "it is in the index that identifies replicated rows");
  for (QName parent : giversOf(state, table, column->name)) // before 18 a server did not look
    if (!state.table(parent)->column(column->name)->nullable &&
        (state.version == 0 || state.version >= 18))
      return refused(step.column().str(), fmt::format("that of '{}' is NOT NULL", parent.str()));
  Column &edited = *edit(step.column())->column(step.column().sub);
  edited.nullable = true;
  edited.notNullNotValid = false;
  return true;
}

bool StepInterpreter::operator()(SetDefaultOp step) {
  const Column *column = needColumn(step.column());
  if (!column)
    return false;
  if (column->generation != Generation::None)
    return refused(step.column().str(), "the database generates its values");
  if (!needDrawn(step.value()))
    return false;
  edit(step.column())->column(step.column().sub)->defaultExpr = step.value();
  return true;
}

bool StepInterpreter::operator()(DropDefaultOp step) {
  const Column *column = needColumn(step.column());
  if (!column)
    return false;
  if (column->generation != Generation::None)
    return refused(step.column().str(), "the database generates its values");
  edit(step.column())->column(step.column().sub)->defaultExpr = Expr();
  return true;
}

} // namespace schemac
