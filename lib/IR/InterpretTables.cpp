//===- InterpretTables.cpp - What steps on tables and shims do ------------===//
#include "StepInterpreter.h"
#include "schemac/IR/Limits.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include <algorithm>

namespace schemac {

//===--- creating ---------------------------------------------------------===//

/// The first name that occurs twice in \p parts.
template <class T> static Name duplicate(const std::vector<T> &parts) {
  std::vector<const T *> again = repeated(parts);
  return again.empty() ? Name() : again.front()->name;
}

bool StepInterpreter::checkBodyParts(const Table &table) {
  bool fits = true;
  eachLimitFault(state.dialect, table,
                 [&](SourceRange, const std::string &name, const std::string &fault) {
                   fits = fits && refused(name, fault);
                 });
  if (!fits)
    return false;
  if (Name n = duplicate(table.columns))
    return exists("column", sub(table, n));
  if (Name n = duplicate(table.constraints))
    return exists("constraint", sub(table, n));
  if (Name n = duplicate(table.indexes))
    return exists("index", sub(table, n));
  if (Name n = duplicate(table.triggers))
    return exists("trigger", sub(table, n));
  if (Name n = duplicate(table.policies))
    return exists("policy", sub(table, n));
  for (const Policy &p : table.policies)
    if (std::string_view fault = policyFault(p); !fault.empty())
      return refused(sub(table, p.name), fault);
  Table empty;
  empty.name = table.name;
  for (const Column &c : table.columns)
    if (!columnFree(empty, c.name) || !needType(c.type) || !needDrawn(c.defaultExpr) ||
        !checkSequenceOptions({table.name, c.name}, c.options()))
      return false;
  return std::count_if(table.constraints.begin(), table.constraints.end(),
                       [](const Constraint &c) { return c.kind == ConstraintKind::PrimaryKey; }) <
             2 ||
         refused(table.name.str(), "it would have two primary keys");
}

bool StepInterpreter::checkBody(const Table &table) {
  if (!checkBodyParts(table))
    return false;
  auto free = [&](Name n) {
    QName relation{table.name.ns, n};
    return relation == table.name ? exists("table", n.str()) : relationFree(relation);
  };
  for (const Constraint &c : table.constraints) {
    if (ownsIndex(c) && traits().keysAreRelations && !free(c.name))
      return false;
    if (isKey(c) && !checkKey(table, c))
      return false;
    if (c.kind == ConstraintKind::Exclusion && !checkExclusion(table, c))
      return false;
    bool later = traits().foreignKeysInTables && !state.table(c.refTable);
    if (c.kind == ConstraintKind::ForeignKey && !later && !checkForeignKey(table, c))
      return false;
  }
  for (const Index &i : table.indexes)
    if ((traits().indexesAreRelations && !free(i.name)) || !needIndexColumns(table, i))
      return false;
    else if (table.constraint(i.name) && ownsIndex(*table.constraint(i.name)) &&
             (traits().keysAreRelations || !traits().indexesAreRelations))
      return exists("constraint", sub(table, i.name));
  return true;
}

bool StepInterpreter::operator()(CreateTableOp step) {
  Table table = step.table();
  table.name = norm(table.name);
  for (Column &c : table.columns)
    c.type = norm(c.type);
  for (Constraint &c : table.constraints)
    c = norm(c);
  table.partitionOf = norm(table.partitionOf);
  for (QName &parent : table.inherits)
    parent = norm(parent);
  if (!needNamespace(table.name.ns) || !relationFree(table.name) || !typeFree(table.name) ||
      !checkTableOptions(table) || !checkBody(table))
    return false;
  if (const Constraint *pk = table.primaryKey())
    for (Name n : pk->columns)
      if (Column *own = table.column(n)) // a partition has those of its parent
        own->nullable = false;
  if (!nameSequences(table))
    return false;
  if (const Table *other = step.has_like() ? needTable(step.like()) : nullptr)
    table.owner = other->owner, table.grants = other->grants;
  else if (step.has_like())
    return false;
  state.put(std::move(table));
  return true;
}

//===--- dropping ---------------------------------------------------------===//

bool StepInterpreter::operator()(DropTableOp step) {
  const Table *table = needTable(step.table());
  if (!table)
    return false;
  for (QName user : state.index().referencing(table->name))
    if (user != table->name && !traits().foreignKeysInTables)
      return refused(table->name.str(), fmt::format("a foreign key of '{}' needs it", user.str()));
  // Its key is a part of the one that they rest on.
  for (const Table *whole = table; whole && whole->partitionOf && !traits().foreignKeysInTables;) {
    whole = state.table(whole->partitionOf);
    bool lax = state.version && state.version < 13; // about keys of the whole to itself
    for (QName user : whole ? state.index().referencing(whole->name) : std::vector<QName>())
      if (!lax || user != whole->name)
        return refused(table->name.str(), fmt::format("a foreign key of '{}' refers to '{}'",
                                                      user.str(), whole->name.str()));
  }
  // A server drops the trigger along and says nothing.
  for (QName user : state.index().triggersFrom(table->name))
    if (user != table->name)
      return refused(table->name.str(),
                     fmt::format("a constraint trigger of '{}' is from it", user.str()));
  if (std::vector<QName> children = state.index().childrenOf(table->name); !children.empty())
    return refused(table->name.str(),
                   fmt::format("table '{}' is a part of it", children.front().str()));
  if (std::vector<QName> views = state.index().shims(table->name); !views.empty())
    return refused(table->name.str(), fmt::format("view '{}' needs it", views.front().str()));
  for (QName user : state.index().withPolicies())
    for (const Policy &p : state.table(user)->policies)
      if (user != table->name &&
          (mayNeed(p.usingExpr, table->name) || mayNeed(p.withCheck, table->name)))
        return refused(table->name.str(),
                       fmt::format("policy '{}' needs it", SubRef{user, p.name}.str()));
  if (!ownedUndrawn(table->name, Name()) || !unusedByViews(table->name) ||
      !typeUnused(table->name) || // its rows are a type
      !statisticsUnused(table->name, Name()))
    return false;
  QName name = table->name;
  dropOwned(name, Name());
  unpublish(name);
  state.remove<Table>(name);
  return true;
}

//===--- renaming and moving ----------------------------------------------===//

/// A sequence that is called as PostgreSQL would call it is renamed along, unless that name is
/// taken; another one keeps its name.
void StepInterpreter::renameSequences(const Table &before, Table &after) {
  for (size_t i = 0; i < before.columns.size(); ++i) {
    const Column &c = before.columns[i];
    if (!hasSequence(c))
      continue;
    Name old = sequenceOf(before, c);
    Name now =
        context.name(defaultSequenceName(after.name.name.str(), after.columns[i].name.str()));
    bool follows = old.str() == defaultSequenceName(before.name.name.str(), c.name.str()) &&
                   relationKind({after.name.ns, now}).empty();
    setSequence(after, after.columns[i], follows ? now : old);
  }
}

static void renameTriggersFrom(Table &table, QName from, QName name) {
  for (Trigger &t : table.triggers)
    if (t.action && t.action->fromTable == from) {
      TriggerAction action = *t.action;
      action.fromTable = name;
      t.action = std::make_shared<const TriggerAction>(std::move(action));
    }
}

void StepInterpreter::relocate(const Table &before, QName name) {
  QName from = before.name;
  for (QName user : state.index().referencing(from))
    for (Constraint &c : state.edit<Table>(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == from)
        c.refTable = name;
  for (QName user : state.index().triggersFrom(from))
    renameTriggersFrom(*state.edit<Table>(user), from, name);
  for (QName child : state.index().childrenOf(from)) {
    Table &edited = *state.edit<Table>(child);
    if (edited.partitionOf == from)
      edited.partitionOf = name;
    std::replace(edited.inherits.begin(), edited.inherits.end(), from, name);
  }
  for (QName shim : state.index().shims(from)) {
    View view = *state.views().find(shim);
    view.shimOf = name;
    state.put(std::move(view));
  }
  for (QName user : viewsOver(state, from)) {
    View view = *state.views().find(user);
    view.query = renameRelationIn(context, view.query, from, name);
    state.put(std::move(view));
  }
  const Table &current = *state.table(from); // its own foreign keys may have followed
  Table moved = current;
  moved.name = name;
  renameSequences(current, moved);
  std::vector<std::pair<QName, QName>> sequences; // that others draw from, too
  for (size_t i = 0; i < moved.columns.size(); ++i)
    if (hasSequence(moved.columns[i]))
      sequences.push_back({{from.ns, sequenceOf(current, current.columns[i])},
                           {name.ns, sequenceOf(moved, moved.columns[i])}});
  for (Constraint &c : moved.constraints)
    c.check = renameTableIn(context, c.check, from.name, name.name);
  for (Policy &p : moved.policies) {
    p.usingExpr = renameTableIn(context, p.usingExpr, from.name, name.name);
    p.withCheck = renameTableIn(context, p.withCheck, from.name, name.name);
  }
  for (Index &i : moved.indexes)
    i.where = renameTableIn(context, i.where, from.name, name.name);
  state.remove<Table>(from);
  state.put(std::move(moved));
  for (const auto &[old, now] : sequences)
    if (old != now)
      renameSequenceUses(old, now);
  renameOwner(from, name);
  renameInPolicies(from, name);
  renamePublished(from, name);
  renameTypeUses(TypeKind::Composite, from, name);
  renameStatisticsTable(from, name);
}

bool StepInterpreter::operator()(RenameTableOp step) {
  const Table *table = needTable(step.table());
  if (!table)
    return false;
  QName to{table->name.ns, step.to()};
  Followers bodies;
  if (!relationFree(to) || !typeFree(to) ||
      !bodiesFollow(table->name, asRelation(table->name, to), bodies))
    return false;
  put(std::move(bodies)); // whose signatures may have its rows, and follow with it
  relocate(*table, to);
  return true;
}

bool StepInterpreter::operator()(MoveTableOp step) {
  const Table *table = needTable(step.table());
  if (!table)
    return false;
  QName to{norm(step.to()), table->name.name};
  if (to == table->name)
    return true;
  if (!needNamespace(to.ns) || !relationFree(to) || !typeFree(to))
    return false;
  for (const Index &i : table->indexes) // its keys and sequences move with it
    if (traits().indexesAreRelations && !relationFree({to.ns, i.name}))
      return false;
  for (const Constraint &c : table->constraints)
    if (ownsIndex(c) && traits().keysAreRelations && !relationFree({to.ns, c.name}))
      return false;
  Followers bodies;
  if (!bodiesFollow(table->name, asRelation(table->name, to), bodies))
    return false;
  for (const Column &c : table->columns)
    if (hasSequence(c) && !relationFree({to.ns, sequenceOf(*table, c)}))
      return false;
  for (QName owned : state.index().ownedSequences(table->name))
    if (!relationFree({to.ns, owned.name}))
      return false;
  put(std::move(bodies)); // whose signatures may have its rows, and follow with it
  relocate(*table, to);
  return true;
}

//===--- shims ------------------------------------------------------------===//

bool StepInterpreter::operator()(CreateShimOp step) {
  View view;
  view.name = norm(step.view());
  view.shimOf = norm(step.table());
  view.range = op.range;
  const Table *table = needTable(view.shimOf);
  if (!table || !needNamespace(view.name.ns) || !relationFree(view.name) || !typeFree(view.name))
    return false;
  // It shows what is there now; columns that are added later are free of it.
  view.columns = table->columns;
  state.put(std::move(view));
  return true;
}

bool StepInterpreter::operator()(DropShimOp step) {
  QName name = norm(step.view());
  const View *view = state.views().find(name);
  if (!view)
    return missing("view", name.str());
  if (!view->shimOf)
    return refused(name.str(), "it is a view of the application");
  if (!needNoBody(name.str(), bodiesOver(state, name)))
    return false;
  state.remove<View>(name);
  return true;
}

} // namespace schemac
