//===- ServesRules.cpp - Rules that an application may break --------------===//
//
// A constraint of the state is harmless when the application's own schema is at least as strict
// about what it writes, or when it is about columns that the application does not write.
//
//===----------------------------------------------------------------------===//
#include "Serves.h"
#include "schemac/Dialect/Bounds.h"
#include "schemac/IR/RangeFunctions.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

template <class T> static bool has(const std::vector<T> &list, const T &x) {
  return std::find(list.begin(), list.end(), x) != list.end();
}

Name TableService::knownAs(Name column) const {
  if (knownColumns.find(known, column))
    return column;
  for (const Trigger *t : triggers()) {
    if (t->kind != TriggerKind::Sync)
      continue;
    if (t->newColumn == column && known.column(t->oldColumn))
      return t->oldColumn;
    if (t->oldColumn == column && known.column(t->newColumn))
      return t->newColumn;
  }
  return column;
}

//===--- keys -------------------------------------------------------------===//

/// Every row of the application has another value in this column, or none, if \p nullsDiffer.
bool TableService::relaxed(Name column, bool nullsDiffer) const {
  if (known.column(knownAs(column)))
    return false;
  const Column *c = table->column(column);
  bool own = c && c->defaultExpr && app.dialect &&
             app.dialect->volatility(c->defaultExpr) == Volatility::Volatile;
  return !c || own || (nullsDiffer && c->nullable && !c->defaultExpr) ||
         c->generation != Generation::None;
}

/// Whether the gate asks for code that obeys rules over all of these columns for a while.
bool TableService::obeys(const std::vector<Name> &columns) const {
  return !columns.empty() && std::all_of(columns.begin(), columns.end(), [&](Name n) {
    return app.tolerates(known.name, knownAs(n));
  });
}

bool TableService::obeys(const std::vector<IndexElem> &elems) const {
  std::vector<Name> columns;
  for (const IndexElem &e : elems) {
    if (e.column)
      columns.push_back(e.column);
    for (const Column &c : known.columns)
      if (e.expr && mentionsColumn(e.expr, c.name, known.name.name))
        columns.push_back(c.name);
  }
  return obeys(columns);
}

/// Whether the application's own schema makes the rows that \p rule is about unique by some of
/// \p columns, which are those of the rule as the application knows them.
bool TableService::keyKnown(const std::vector<Name> &columns, const Index &rule) const {
  auto within = [&](Name n) { return has(columns, n); };
  // Rows with NULL are different ones for a key, unless it says else.
  auto mayBeNull = [&](Name n) {
    const Column *c = known.column(n);
    return !c || c->nullable;
  };
  for (const Constraint &c : known.constraints)
    if ((c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
        std::ranges::all_of(c.columns, within) &&
        (!rule.nullsNotDistinct || c.nullsNotDistinct ||
         std::ranges::none_of(c.columns, mayBeNull)))
      return true;
  return std::ranges::any_of(known.indexes, [&](const Index &i) {
    return i.unique &&
           (!i.where || i.where == rule.where || asKnown(i.where) == asKnown(rule.where)) &&
           std::ranges::all_of(i.elems, [&](auto &e) { return e.column && within(e.column); }) &&
           (!rule.nullsNotDistinct || i.nullsNotDistinct ||
            std::ranges::none_of(i.elems, mayBeNull, &IndexElem::column));
  });
}

/// The elements of an index over the columns as the application knows them.
std::vector<IndexElem> TableService::asKnown(std::vector<IndexElem> elems) const {
  for (IndexElem &e : elems) {
    if (e.column)
      e.column = knownAs(e.column);
    if (e.expr)
      e.expr = asKnown(e.expr);
  }
  return elems;
}

/// Functions of the server that give NULL when an argument is (pg_proc.proisstrict, asked of 12,
/// 15 and 18).
static constexpr std::string_view Strict[] = {
    "abs",    "btrim", "char_length", "date_trunc", "initcap", "left",
    "length", "lower", "ltrim",       "md5",        "replace", "reverse",
    "right",  "rtrim", "substr",      "substring",  "upper"};

/// Whether the expression is NULL where the column is: it has nothing but such functions, operators
/// of numbers and casts.
static bool isNullWith(Expr expression, Name column) {
  std::vector<SqlToken> tokens = lexSqlTokens(expression.str());
  bool reads = false;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const SqlToken &t = tokens[i];
    if (t.kind == SqlToken::Kind::Symbol) {
      if (std::string_view("()+-*/,:").find(t.text[0]) == std::string_view::npos)
        return false;
      continue;
    }
    if (!t.isName() || (i > 0 && (tokens[i - 1].isSymbol(":") || tokens[i - 1].isSymbol("::"))))
      continue;
    bool called = i + 1 < tokens.size() && tokens[i + 1].isSymbol("(");
    if (called ? !std::ranges::count(Strict, t.name()) : t.name() != column.str())
      return false;
    reads |= !called;
  }
  return reads;
}

/// Whether rows of the application have NULL for the element, and so are like no other.
bool TableService::relaxed(const IndexElem &e, bool nullsDiffer) const {
  if (e.column)
    return relaxed(e.column, nullsDiffer);
  return nullsDiffer && std::ranges::any_of(table->columns, [&](const Column &c) {
           return c.nullable && !c.defaultExpr && c.generation == Generation::None &&
                  relaxed(c.name) && isNullWith(e.expr, c.name);
         });
}

std::optional<Refusal> TableService::index(const Index &i) {
  if (!i.unique || obeys(i.elems))
    return std::nullopt;
  std::vector<Name> columns;
  for (const IndexElem &e : i.elems) {
    if (relaxed(e, !i.nullsNotDistinct))
      return std::nullopt;
    if (e.column)
      columns.push_back(knownAs(e.column));
  }
  bool same = std::any_of(known.indexes.begin(), known.indexes.end(), [&](const Index &own) {
    return own.unique && (own.nullsNotDistinct || !i.nullsNotDistinct) &&
           asKnown(own.elems) == asKnown(i.elems) &&
           (!own.where || own.where == i.where || asKnown(own.where) == asKnown(i.where));
  });
  if (same || keyKnown(columns, i))
    return std::nullopt;
  return refuse(fmt::format("unique index '{}' may refuse its rows", path(i.name)),
                insertStatement());
}

//===--- checks -----------------------------------------------------------===//

bool TableService::notNullKnown(Name column) const {
  if (const Column *c = known.column(knownAs(column)))
    return !c->nullable || filled(column) || app.tolerates(known.name, c->name);
  const Column *now = table->column(column);
  return !now || provided(*now);
}

/// A check that keeps labels away which the application's enum does not have: c <> 'x',
/// c not in ('x', 'y'), c in ('a', 'b').
bool TableService::labelCheckKnown(Expr check, const Column &column) const {
  const Enum *e =
      column.type.is(TypeKind::Enum) ? app.schema.enumType(column.type.enumName()) : nullptr;
  if (!e)
    return false;
  std::vector<std::string> literals = stringLiterals(check);
  auto isLabel = [&](const std::string &text) {
    return std::any_of(e->labels.begin(), e->labels.end(),
                       [&](const EnumLabel &l) { return l.label.str() == text; });
  };
  std::string_view text = check.str();
  bool excludes = text.find("<>") != text.npos || mentionsWord(check, "not");
  if (excludes)
    return !literals.empty() && std::none_of(literals.begin(), literals.end(), isLabel);
  return mentionsWord(check, "in") &&
         std::all_of(e->labels.begin(), e->labels.end(),
                     [&](const EnumLabel &l) { return has(literals, l.label.string()); });
}

Expr TableService::asKnown(Expr check) const {
  if (!check || !app.context)
    return check;
  if (!renamed) {
    renamed.emplace();
    for (const Column &column : table->columns)
      if (Name n = knownAs(column.name); n != column.name)
        renamed->emplace_back(column.name, n);
  }
  for (auto [is, known] : *renamed)
    check = renameColumnIn(*app.context, check, is, known, table->name.name);
  return check;
}

/// "(part) OR (...)" and the reverse: what obeys the part obeys the whole.
static bool isPartOf(Expr part, Expr whole) {
  std::string text = "(" + part.string() + ")";
  return whole.str().starts_with(text + " OR (") || whole.str().ends_with(") OR " + text);
}

/// \p check with the names of range types, as casts and as what makes their values, replaced by
/// what they are of: two that are of the same make the same values.
static Expr byDefinition(Context &context, const Schema &schema, Expr check) {
  for (const RangeType &r : schema.ranges()) {
    Name of = context.name(
        fmt::format("range of {} {} {}", r.subtype.str(), r.opclass.str(), r.collation.str()));
    QName multi{r.name.ns, context.name(multirangeName(r, r.name.name))};
    QName manyOf{Name(), context.name("multi" + of.string())};
    for (auto [name, as] : {std::pair{r.name, QName{Name(), of}}, std::pair{multi, manyOf}}) {
      check = moveFunctionIn(context, check, name, as);
      check = renameTypeIn(context, check, name, as);
    }
  }
  return check;
}

/// The application's own schema has the same one, or does not know its columns.
bool TableService::exclusionKnown(const Constraint &c) const {
  if (obeys(c.more().elems))
    return true;
  for (const Constraint &own : known.constraints)
    if (own.kind == ConstraintKind::Exclusion &&
        asKnown(own.more().elems) == asKnown(c.more().elems) &&
        asKnown(own.more().where) == asKnown(c.more().where))
      return true;
  return std::any_of(c.more().elems.begin(), c.more().elems.end(),
                     [&](const IndexElem &e) { return e.column && relaxed(e.column); });
}

bool TableService::checkKnown(const Constraint &c) const {
  Expr check = asKnown(c.check);
  bool hasParts = c.check.str().find(" OR ") != std::string_view::npos;
  for (const Constraint &own : known.constraints)
    if (own.kind == ConstraintKind::Check && (own.check == c.check || asKnown(own.check) == check ||
                                              (hasParts && isPartOf(own.check, c.check))))
      return true;
  for (const Constraint &own : known.constraints)
    if (own.kind == ConstraintKind::Check && app.context && state.ranges().size() &&
        byDefinition(*app.context, app.schema, own.check) ==
            byDefinition(*app.context, state, check))
      return true;
  if (const Table *whole = app.schema.table(known.partitionOf);
      whole && app.dialect &&
      c.check.str() == boundsAsCheck(*app.dialect, app.schema, *whole, known.bound))
    return true; // the bounds say the same
  for (const Column &column : table->columns)
    if (isNotNullCheck(c.check, column.name))
      return notNullKnown(column.name);
  for (const Column &column : known.columns)
    if (mentionsColumn(c.check, column.name, table->name.name) &&
        !app.tolerates(known.name, column.name) && !labelCheckKnown(c.check, column))
      return false;
  return true;
}

//===--- foreign keys -----------------------------------------------------===//

bool TableService::foreignKeyKnown(const Constraint &c) const {
  if (obeys(c.columns))
    return true;
  // A null among the values is enough; with MATCH FULL all of them have to be.
  auto isRelaxed = [&](Name n) { return relaxed(n); };
  if (std::ranges::any_of(c.columns, isRelaxed))
    return !c.matchFull || std::ranges::all_of(c.columns, isRelaxed);
  std::vector<Name> columns;
  for (Name n : c.columns)
    columns.push_back(knownAs(n));
  return std::any_of(known.constraints.begin(), known.constraints.end(),
                     [&](const Constraint &own) {
                       if (own.kind != ConstraintKind::ForeignKey || own.columns != columns ||
                           (c.matchFull && !own.matchFull && columns.size() > 1))
                         return false;
                       const Table *target = reachTable(state, own.refTable);
                       return target && target->name == c.refTable;
                     });
}

std::optional<Refusal> TableService::constraint(const Constraint &c) {
  if (c.notEnforced)
    return std::nullopt;
  if (c.kind == ConstraintKind::Exclusion)
    return exclusionKnown(c)
               ? std::nullopt
               : std::optional(refuse(
                     fmt::format("exclusion constraint '{}' may refuse its rows", path(c.name)),
                     insertStatement()));
  if (c.kind == ConstraintKind::ForeignKey)
    return foreignKeyKnown(c)
               ? std::nullopt
               : std::optional(
                     refuse(fmt::format("foreign key '{}' may refuse its rows", path(c.name)),
                            insertStatement()));
  if (c.kind == ConstraintKind::Check)
    return checkKnown(c)
               ? std::nullopt
               : std::optional(refuse(fmt::format("check '{}' may refuse its rows", path(c.name)),
                                      insertStatement()));
  std::vector<Name> columns;
  for (Name n : c.columns) {
    if (relaxed(n, !c.nullsNotDistinct))
      return std::nullopt;
    columns.push_back(knownAs(n));
  }
  Index rule;
  rule.nullsNotDistinct = c.nullsNotDistinct;
  if (keyKnown(columns, rule) || obeys(c.columns))
    return std::nullopt;
  return refuse(fmt::format("unique constraint '{}' may refuse its rows", path(c.name)),
                insertStatement());
}

} // namespace schemac
