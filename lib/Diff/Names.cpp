//===- Names.cpp - What the names of the old state are called in the new one
//---------------------===//

#include "Diff/Names.h"
#include "Diff/RenameOrder.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/Signatures.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <map>

namespace schemac {

QName NameMap::find(const Map &map, QName old) {
  auto it = map.find(old);
  return it == map.end() ? old : it->second;
}

Name NameMap::find(const PartMap &map, QName object, Name old) {
  if (auto it = map.find(object); it != map.end())
    for (auto [from, to] : it->second)
      if (from == old)
        return to;
  return old;
}

std::vector<Name> NameMap::columnList(QName table, const std::vector<Name> &old) const {
  std::vector<Name> list;
  list.reserve(old.size());
  for (Name n : old)
    list.push_back(column(table, n));
  return list;
}

Type NameMap::type(Type old) const {
  if (!old || (types.empty() && tables.empty()))
    return old;
  if (QName name = old.named()) {
    QName now = typeName(name);
    return context.namedType(old.kind(), now == name && old.is(TypeKind::Composite)
                                             ? table(name) // of its rows
                                             : now);
  }
  if (old.is(TypeKind::Array))
    return context.arrayType(type(old.element()));
  return old;
}

Expr NameMap::expr(QName table, Expr old) const {
  if (!old || !any())
    return old;
  Expr now = old;
  if (auto it = columns.find(table); it != columns.end()) {
    std::vector<NameMove<Name>> moves;
    for (auto [from, to] : it->second)
      moves.push_back({from, to});
    inFreeOrder(
        moves, [&](Name n) { return context.name(fitName(n.string(), "_schemac_old")); },
        [&](size_t, Name from, Name to) {
          now = renameColumnIn(context, now, from, to, table.name);
        });
  }
  if (QName to = this->table(table); to.name != table.name)
    now = renameTableIn(context, now, table.name, to.name);
  for (auto [from, to] : types)
    now = renameTypeIn(context, now, from, to);
  for (auto [from, to] : functions)
    now = moveFunctionIn(context, now, from, to);
  for (auto [from, to] : sequences)
    now = renameSequenceIn(context, now, from, to);
  return now;
}

Expr NameMap::defaultOf(QName table, const Column &column) const {
  Expr now = expr(table, column.defaultExpr);
  if (now && column.type.is(TypeKind::Enum) && !labels.empty())
    if (auto value = stringLiteral(now)) {
      Name is = find(labels, column.type.enumName(), context.name(*value));
      if (is.str() != *value)
        now = withStringLiteral(context, now, is.str());
    }
  return now;
}

Constraint NameMap::mapped(const Constraint &old, QName table) const {
  Constraint c = old;
  c.columns = columnList(table, old.columns);
  c.include = columnList(table, old.include);
  c.check = expr(table, old.check);
  if (old.extra && any()) {
    ConstraintExtra &extra = c.edit();
    extra.setColumns = columnList(table, extra.setColumns);
    extra.where = expr(table, extra.where);
    for (IndexElem &e : extra.elems) {
      e.column = e.column ? column(table, e.column) : Name();
      e.expr = expr(table, e.expr);
    }
  }
  if (old.kind == ConstraintKind::ForeignKey) {
    c.refColumns = columnList(old.refTable, old.refColumns);
    c.refTable = this->table(old.refTable);
  }
  return c;
}

Index NameMap::mapped(const Index &old, QName table) const {
  Index i = old;
  for (IndexElem &e : i.elems) {
    if (e.column)
      e.column = column(table, e.column);
    e.expr = expr(table, e.expr);
  }
  i.where = expr(table, old.where);
  i.include = columnList(table, old.include);
  return i;
}

/// Its body is text, which no rename changes.
Function NameMap::mapped(const Function &old) const {
  Function f = old;
  if (!any())
    return f;
  auto rename = [&](FunctionArg &a) {
    a.type = type(a.type);
    a.defaultExpr = expr(a.defaultExpr);
  };
  std::ranges::for_each(f.args, rename);
  std::ranges::for_each(f.table, rename);
  f.returns = type(f.returns);
  f.name.ns = function(old.name).ns;
  f.name.name = context.name(functionSignature(f));
  return f;
}

Trigger NameMap::mapped(const Trigger &old) const {
  Trigger t = old;
  if (!old.action || (functions.empty() && !old.action->fromTable))
    return t;
  TriggerAction action = *old.action;
  action.fromTable = table(action.fromTable);
  action.function = function(action.function);
  for (auto [from, to] : functions)
    action.when = moveFunctionIn(context, action.when, from, to);
  t.action = std::make_shared<const TriggerAction>(std::move(action));
  return t;
}

Expr NameMap::query(Expr old) const {
  std::map<QName, QName> sorted(tables.begin(), tables.end());
  for (const auto &[from, to] : sorted)
    old = renameRelationIn(context, old, from, to);
  for (auto [from, to] : moved)
    old = moveFunctionIn(context, old, from, to);
  return old;
}

} // namespace schemac
