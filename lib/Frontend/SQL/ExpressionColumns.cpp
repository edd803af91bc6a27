//===- ExpressionColumns.cpp - Columns that expressions of a table name ---===//
//
// The server looks up the columns of a check, an index, a generated column when it is made, and
// refuses one that is not there; in a default it takes none at all. Nor does it take everywhere
// what gives more than one value, or another one each time. Expressions are kept as text here, so
// this is asked while the parser's tree is at hand.
//
//===----------------------------------------------------------------------===//
#include "ExpressionPlaces.h"
#include "Reader.h"
#include "Scopes.h"
#include "schemac/IR/Diags.h"
#include <algorithm>

namespace schemac::sql {

namespace {

/// Calls \p found with the columns that \p m names. Not those of queries in it, which the server
/// does not take in such places.
void forEachColumn(const ProtobufCMessage &m,
                   const std::function<void(const PgQuery__ColumnRef &)> &found) {
  if (m.descriptor == &pg_query__sub_link__descriptor)
    return;
  if (m.descriptor == &pg_query__column_ref__descriptor)
    return found(reinterpret_cast<const PgQuery__ColumnRef &>(m));
  forEachChild(m, [&](const ProtobufCMessage &child) { forEachColumn(child, found); });
}

} // namespace

/// The column of a table that \p c must mean, as it may not mean anything else: a column of the
/// system, the whole row, a function of it (`t.f` is f(t)). \p table is called \p called there.
static std::string_view columnMeant(const PgQuery__ColumnRef &c, const Schema &state, Name called) {
  std::vector<std::string_view> words = strings(items(c.n_fields, c.fields));
  if (words.empty() || words.size() > 2 || words.back().empty() || isSystemColumn(words.back()) ||
      isSystemUser(c))
    return {};
  if (words.size() == 1)
    return words[0] == called.str() ? std::string_view() : words[0];
  if (words[0] != called.str())
    return {};
  if (mayBeFunction(state, words[1]))
    return {};
  return words[1];
}

bool Reader::namesColumnsOf(const Node *expression, const Table &table) {
  const Table *whole = &table; // a partition has the columns of the whole
  while (whole && whole->partitionOf)
    whole = state.table(whole->partitionOf);
  if (!expression || !whole || isAssumed(table.name) || isAssumed(whole->name))
    return true;
  bool known = true;
  forEachColumn(expression->base, [&](const PgQuery__ColumnRef &c) {
    std::string_view column = columnMeant(c, state, table.name.name);
    if (known && !column.empty() && !whole->column(name(column)))
      known = missing("column", SubRef{table.name, name(column)}.str(), nameAt(c.location));
  });
  return known;
}

bool Reader::isTakenIn(ExpressionPlace place, const Node *expression, std::string_view owner,
                       const TypeOfName &typeOf) {
  PlaceFault fault = placeFault(state, expression, place, typeOf);
  if (fault.why.empty())
    return true;
  diags.report(nameAt(fault.location), diag::err_sql_no_expression, fault.shown, owner,
               "expression", fault.why);
  return false;
}

bool Reader::isCondition(const Node *expression, const TypeOfName &typeOf, std::string_view owner) {
  std::string fault = truthFault(state, expression, typeOf);
  if (fault.empty())
    return true;
  SourceRange range = whole();
  bool first = true;
  forEachColumn(expression->base, [&](const PgQuery__ColumnRef &c) {
    range = first ? nameAt(c.location) : range;
    first = false;
  });
  diags.report(range, diag::err_sql_no_expression,
               deparse(const_cast<Node *>(expression)), // which it leaves as it is
               owner, "condition", fault);
  return false;
}

TypeOfName Reader::typesOf(const Table &table) {
  return [this, &table, assumed = isAssumed(table.name)](std::string_view called) {
    const Column *c = assumed ? nullptr : table.column(name(called));
    return c ? c->type : Type();
  };
}

bool Reader::isCondition(const Node *expression, const Table &table) {
  return isCondition(expression, typesOf(table), table.name.str());
}

/// NOT NULL as a constraint of a table is read as a check of nothing but the column.
bool Reader::isNotNullAsCheck(const Node *expression) const {
  auto *column = as<PgQuery__ColumnRef>(expression);
  return column && std::ranges::any_of(newer, [&](const NewerSyntax &n) {
           auto at = static_cast<size_t>(column->location);
           return (n.kind == Newer::NotNullConstraint || n.kind == Newer::NotNullAdded) &&
                  at >= n.begin && at < n.end;
         });
}

bool Reader::standsIn(ExpressionPlace place, const Node *expression, const Table &table) {
  return namesColumnsOf(expression, table) &&
         isTakenIn(place, expression, table.name.str(), typesOf(table));
}

bool Reader::standIn(ExpressionPlace place, Nodes elements, const Table &table) {
  return std::ranges::all_of(elements, [&](const Node *n) {
    auto *e = as<PgQuery__IndexElem>(n);
    return !e || standsIn(place, e->expr, table);
  });
}

/// A generated column cannot be made of another one, nor of itself.
bool Reader::isOfGivenColumns(const Node *expression, const Table &table) {
  bool ok = true;
  forEachColumn(expression->base, [&](const PgQuery__ColumnRef &c) {
    std::string_view called = stringOf(c.fields[c.n_fields - 1]);
    const Column *column = ok ? table.column(name(called)) : nullptr;
    if (!column ||
        (column->generation != Generation::Stored && column->generation != Generation::Virtual))
      return;
    ok = false;
    diags.report(nameAt(c.location), diag::err_sql_no_expression, called, table.name.str(),
                 "expression", "it is a generated column, of which no other can be made");
  });
  return ok;
}

bool Reader::standsIn(const PgQuery__Constraint &c, const Table &table) {
  switch (c.contype) {
  case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
    return standsIn(ExpressionPlace::Check, c.raw_expr, table) &&
           (isNotNullAsCheck(c.raw_expr) || isCondition(c.raw_expr, table));
  case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED:
    return standsIn(ExpressionPlace::Generated, c.raw_expr, table) &&
           isOfGivenColumns(c.raw_expr, table);
  case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION:
    for (const Node *n : items(c.n_exclusions, c.exclusions))
      if (auto *pair = as<PgQuery__List>(n);
          pair && !standIn(ExpressionPlace::Index, items(pair->n_items, pair->items), table))
        return false;
    return standsIn(ExpressionPlace::Index, c.where_clause, table) &&
           isCondition(c.where_clause, table);
  default:
    return true;
  }
}

bool Reader::standsIn(const PgQuery__ColumnDef &def, const Table &table) {
  return std::ranges::all_of(items(def.n_constraints, def.constraints), [&](const Node *n) {
    auto *c = as<PgQuery__Constraint>(n);
    return !c || standsIn(*c, table);
  });
}

bool Reader::isDefault(const Node *expression, Type type, std::string_view owner) {
  const PgQuery__ColumnRef *first = nullptr;
  if (expression)
    forEachColumn(expression->base, [&](const PgQuery__ColumnRef &c) {
      first = first || isSystemUser(c) ? first : &c;
    });
  if (!first)
    return hasValue(expression, type, owner) &&
           isTakenIn(ExpressionPlace::Default, expression, owner);
  diags.report(nameAt(first->location), diag::err_sql_default_column,
               stringOf(first->fields[first->n_fields - 1]));
  return false;
}

/// Whether it is one of the values of an enum, as far as these are known. Of a schema that is told
/// where it is held against its dialect.
bool Reader::hasValue(const Node *constant, Type type, std::string_view owner) {
  Type one = type && type.is(TypeKind::Array) ? type.element() : type;
  QName of = one && one.is(TypeKind::Enum) ? one.enumName() : QName();
  if (!of || !options.rowsToo || options.assumeMissing || out.unknown.maker(of).isValid())
    return true;
  std::string fault = labelFault(state, constant, type);
  if (!fault.empty())
    diags.report(whole(), diag::err_step_refused, "set_default", owner, fault);
  return fault.empty();
}

} // namespace schemac::sql
