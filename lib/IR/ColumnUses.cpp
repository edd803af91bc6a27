//===- ColumnUses.cpp - What in a table has to do with a column -----------===//
#include "StepInterpreter.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

template <class T> static bool has(const std::vector<T> &list, const T &x) {
  return std::find(list.begin(), list.end(), x) != list.end();
}

bool usesColumn(const Index &index, Name column, Name table) {
  return has(index.include, column) || mentionsColumn(index.where, column, table) ||
         std::any_of(index.elems.begin(), index.elems.end(), [&](const IndexElem &e) {
           return e.column == column || mentionsColumn(e.expr, column, table);
         });
}

bool usesColumn(const Constraint &constraint, Name column, Name table) {
  const ConstraintExtra &more = constraint.more();
  return has(constraint.columns, column) || has(constraint.include, column) ||
         mentionsColumn(constraint.check, column, table) ||
         mentionsColumn(more.where, column, table) ||
         std::any_of(more.elems.begin(), more.elems.end(), [&](const IndexElem &e) {
           return e.column == column || mentionsColumn(e.expr, column, table);
         });
}

bool usesColumn(const Policy &policy, Name column, Name table) {
  return mentionsColumn(policy.usingExpr, column, table) ||
         mentionsColumn(policy.withCheck, column, table);
}

/// Whether a name that could be the column stands in \p sql other than before a dot: the rows that
/// a condition is about are called NEW and OLD, as a column may be.
static bool mayNameOf(Expr sql, Name column) {
  if (!mentionsName(sql, column))
    return false;
  std::vector<SqlToken> t = lexSqlTokens(sql.str());
  for (size_t i = 0; i < t.size(); ++i)
    if (t[i].isName() && t[i].name() == column.str() &&
        (i + 1 == t.size() || !t[i + 1].isSymbol(".")))
      return true;
  return false;
}

bool usesColumn(const Trigger &trigger, Name column, Name table) {
  if (trigger.action) // a condition names columns of OLD and NEW
    return has(trigger.action->updateOf, column) || mayNameOf(trigger.action->when, column) ||
           mentionsName(trigger.action->body, column);
  return trigger.oldColumn == column || trigger.newColumn == column ||
         mentionsColumn(trigger.forward, column, table) ||
         mentionsColumn(trigger.backward, column, table) ||
         mentionsColumn(trigger.fallback, column, table);
}

bool usesColumn(const RowParts *parts, Name column, Name table) {
  return parts && (has(parts->columns, column) || mentionsColumn(parts->expr, column, table));
}

//===--- keys -------------------------------------------------------------===//

/// Whether a condition only leaves out NULL in one of the columns, which no key looks for.
static bool isNotNull(Expr where, const std::vector<Name> &columns) {
  std::vector<SqlToken> t = lexSqlTokens(where.str());
  std::erase_if(t, [](const SqlToken &x) { return x.isSymbol("(") || x.isSymbol(")"); });
  return t.size() == 4 && t[0].isName() && t[1].isWord("is") && t[2].isWord("not") &&
         t[3].isWord("null") && std::any_of(columns.begin(), columns.end(), [&](Name n) {
           return n.str() == t[0].name();
         });
}

bool leadsAnIndex(const Table &table, const std::vector<Name> &columns) {
  auto begins = [&](const std::vector<Name> &list) {
    return list.size() >= columns.size() &&
           std::is_permutation(columns.begin(), columns.end(), list.begin());
  };
  for (const Constraint &c : table.constraints)
    if ((c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
        begins(c.columns))
      return true;
  for (const Index &i : table.indexes) {
    std::vector<Name> list;
    for (const IndexElem &e : i.elems)
      list.push_back(e.column);
    if ((!i.where || isNotNull(i.where, columns)) && begins(list))
      return true;
  }
  return false;
}

/// The same columns, in whatever order.
static bool sameSet(std::vector<Name> a, std::vector<Name> b) {
  if (a == b)
    return true;
  auto byAddress = [](Name x, Name y) { return x.opaque() < y.opaque(); };
  std::sort(a.begin(), a.end(), byAddress);
  std::sort(b.begin(), b.end(), byAddress);
  return a == b;
}

Name keyOver(const Table &table, const std::vector<Name> &columns) {
  for (ConstraintKind kind : {ConstraintKind::PrimaryKey, ConstraintKind::Unique})
    for (const Constraint &c : table.constraints)
      if (c.kind == kind && !c.deferrable && sameSet(c.columns, columns))
        return c.name;
  for (const Index &i : table.indexes) {
    if (!i.unique || i.invalid || i.where || i.elems.size() != columns.size())
      continue;
    std::vector<Name> over;
    for (const IndexElem &e : i.elems)
      over.push_back(e.prefixLength < 0 ? e.column : Name());
    if (sameSet(over, columns))
      return i.name;
  }
  return {};
}

SubRef StepInterpreter::dependentForeignKey(const Table &table, Name key) const {
  for (QName user : state.index().referencing(table.name))
    for (const Constraint &c : state.table(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == table.name &&
          keyOver(table, c.refColumns) == key)
        return {user, c.name};
  return {};
}

SubRef StepInterpreter::foreignKeyTo(const Table &table, Name column) const {
  for (QName user : state.index().referencing(table.name))
    for (const Constraint &c : state.table(user)->constraints) {
      bool goesToo = user == table.name && has(c.columns, column);
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == table.name &&
          has(c.refColumns, column) && !goesToo)
        return {user, c.name};
    }
  return {};
}

bool StepInterpreter::columnUnused(const Table &table, Name column) {
  for (const Column &c : table.columns)
    if (mentionsColumn(c.generated(), column, table.name.name))
      return refused(sub(table, column),
                     fmt::format("generated column '{}' is made of it", c.name.str()));
  for (QName shim : state.index().shims(table.name)) {
    const std::vector<Column> &shown = state.views().find(shim)->columns;
    auto isIt = [&](const Column &c) { return c.name == column; };
    if (shown.empty() || std::any_of(shown.begin(), shown.end(), isIt))
      return refused(sub(table, column), fmt::format("view '{}' shows it", shim.str()));
  }
  if (std::vector<QName> views = viewsOver(state, table.name, column); !views.empty())
    return refused(sub(table, column), fmt::format("view '{}' needs it", views.front().str()));
  return needNoBody(sub(table, column), bodiesOver(state, table.name, column));
}

bool StepInterpreter::declaredTriggersUnused(const Table &table, Name column) {
  for (const Trigger &t : table.triggers)
    if (t.action && usesColumn(t, column, table.name.name))
      return refused(sub(table, column), fmt::format("trigger '{}' needs it", t.name.str()));
  return true;
}

bool StepInterpreter::triggersUnused(const Table &table, Name column) {
  for (const Trigger &t : table.triggers)
    if (usesColumn(t, column, table.name.name))
      return refused(sub(table, column), fmt::format("trigger '{}' needs it", t.name.str()));
  return true;
}

//===--- types of foreign keys --------------------------------------------===//

namespace {
/// Types that an index of the one can be asked with a value of the other, if the other's rank is at
/// most the one's: an index over numeric answers for an integer, not the reverse.
struct KeyTypeRow {
  TypeKind kind;
  char family;
  int rank;
};
} // namespace

static constexpr KeyTypeRow KeyTypeRows[] = {
    {TypeKind::I16, 'n', 0},     {TypeKind::I32, 'n', 0},       {TypeKind::I64, 'n', 0},
    {TypeKind::Numeric, 'n', 1}, {TypeKind::F32, 'n', 2},       {TypeKind::F64, 'n', 2},
    {TypeKind::Text, 's', 0},    {TypeKind::VarChar, 's', 0},   {TypeKind::Char, 's', 0},
    {TypeKind::Date, 'd', 0},    {TypeKind::Timestamp, 'd', 0}, {TypeKind::TimestampTz, 'd', 0},
    {TypeKind::Bool, 'b', 0},    {TypeKind::Uuid, 'u', 0},      {TypeKind::Bytes, 'y', 0},
    {TypeKind::Bit, 'v', 0},     {TypeKind::VarBit, 'v', 0},    {TypeKind::Enum, 'e', 0},
    {TypeKind::Array, 'a', 0},   {TypeKind::Inet, 'i', 0},      {TypeKind::JsonB, 'j', 0}};

static const KeyTypeRow *keyType(Type type) {
  for (const KeyTypeRow &k : KeyTypeRows)
    if (type.is(k.kind))
      return &k;
  return nullptr;
}

/// MySQL's whole numbers, where size and sign must be the same.
static bool isInteger(Type type) {
  static constexpr TypeKind Kinds[] = {TypeKind::Bool, TypeKind::I8,  TypeKind::I16, TypeKind::I24,
                                       TypeKind::I32,  TypeKind::I64, TypeKind::U8,  TypeKind::U16,
                                       TypeKind::U24,  TypeKind::U32, TypeKind::U64};
  return std::ranges::find(Kinds, type.kind()) != std::end(Kinds);
}

bool comparableAsKey(Type child, Type parent, KeyTypes rule) {
  if (child == parent || rule == KeyTypes::Any)
    return true;
  if (rule == KeyTypes::SameIntegers)
    return !isInteger(child) && !isInteger(parent);
  const KeyTypeRow *c = keyType(child), *p = keyType(parent);
  if (!c || !p)
    return true;
  if (c->kind == TypeKind::Enum && p->kind == TypeKind::Enum)
    return false; // two different ones
  if (c->kind == TypeKind::Array && p->kind == TypeKind::Array)
    return comparableAsKey(child.element(), parent.element(), rule);
  return c->family == p->family && c->rank <= p->rank;
}

} // namespace schemac
