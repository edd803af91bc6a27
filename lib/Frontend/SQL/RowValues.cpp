//===- RowValues.cpp - Why no row can be inserted -------------------------===//
//
// What a server refuses of an INSERT or UPDATE whatever the rows of the table are: rows that are
// longer or shorter than the columns, a required column that gets no value, a generated one that
// gets one, and an ON CONFLICT that no unique index fits. Only what is certain: triggers and rules
// may give values, and what partitions have of their own is not looked at.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "schemac/IR/Diags.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

/// Whether the unique index or key is over these columns, in whatever order.
static bool isOver(const std::vector<Name> &columns, const std::vector<Name> &wanted) {
  return std::ranges::is_permutation(columns, wanted);
}

static bool isUniqueBy(const Table &t, const std::vector<Name> &columns, bool saysWhere) {
  for (const Constraint &c : t.constraints)
    if ((c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
        isOver(c.columns, columns))
      return true;
  return std::ranges::any_of(t.indexes, [&](const Index &i) {
    std::vector<Name> of;
    for (const IndexElem &e : i.elems)
      of.push_back(e.column); // null: of an expression
    return i.unique && (!i.where || saysWhere) && isOver(of, columns);
  });
}

bool Reader::findsConflicts(const PgQuery__InferClause &infer, const Table &t) {
  SourceRange place = tokenRange(tokenAt(infer.location));
  if (Name key = name(stringOf(infer.conname)); key.str() != "")
    return t.constraint(key) ||
           missing("constraint", SubRef{t.name, key}.str(), tokenRange(tokenAt(infer.location)));
  std::vector<Name> columns;
  for (const Node *n : items(infer.n_index_elems, infer.index_elems)) {
    auto *e = as<PgQuery__IndexElem>(n);
    if (!e || stringOf(e->name).empty())
      return true; // an expression
    if (lacksColumn(t.name, stringOf(e->name), infer.location))
      return false;
    columns.push_back(name(stringOf(e->name)));
  }
  if (isUniqueBy(t, columns, infer.where_clause))
    return true;
  std::string list;
  for (Name n : columns)
    list += (list.empty() ? "" : ", ") + n.string();
  diags.report(place, diag::err_step_refused, "insert", t.name.str(),
               fmt::format("no unique index is over ({}), which ON CONFLICT asks for", list));
  return false;
}

/// A word for NULL, as a value.
static bool isNull(const Node *value) {
  auto *constant = as<PgQuery__AConst>(value);
  return constant && constant->isnull;
}

/// The rows of VALUES, into \p columns of \p t.
bool Reader::takesValues(const PgQuery__SelectStmt &values, const std::vector<Name> &columns,
                         bool areNamed, const Table &t) {
  for (const Node *row : items(values.n_values_lists, values.values_lists)) {
    Nodes list = items(const_cast<Node *const &>(row));
    if (std::ranges::any_of(list, isStarOfValue))
      return true;
    bool shorter = areNamed && list.size() < columns.size();
    if (shorter || list.size() > columns.size()) {
      diags.report(whole(), diag::err_sql_syntax,
                   shorter ? "INSERT has more target columns than expressions"
                           : "INSERT has more expressions than target columns");
      return false;
    }
  }
  bool mayBeGiven =
      !t.triggers.empty() || t.partitionBy || t.partitionOf ||
      std::ranges::any_of(burdens, [&](const Burden &b) { return b.relation == t.name; });
  if (mayBeGiven)
    return true;
  for (const Column &c : t.columns) {
    if (c.nullable || c.generation != Generation::None)
      continue;
    auto at = std::ranges::find(columns, c.name);
    bool isGiven = at != columns.end();
    auto position = size_t(at - columns.begin());
    auto lacks = [&](const Node *row) {
      Nodes list = items(const_cast<Node *const &>(row));
      if (isGiven && position < list.size())
        return isNull(list[position]);
      return !c.defaultExpr && !c.type.is(TypeKind::Domain);
    };
    if (std::ranges::none_of(items(values.n_values_lists, values.values_lists), lacks))
      continue;
    diags.report(whole(), diag::err_step_refused, "insert", t.name.str(),
                 fmt::format("'{}' must have a value, and gets none", c.name.str()));
    return false;
  }
  return true;
}

static bool isGenerated(const Column &c) {
  return c.generation == Generation::Stored || c.generation == Generation::Virtual ||
         c.generation == Generation::IdentityAlways;
}

static bool isDefaultWord(const Node *value) {
  return value && value->node_case == PG_QUERY__NODE__NODE_SET_TO_DEFAULT;
}

bool Reader::refusesValue(std::string_view verb, const Table &t, const Column &c) {
  diags.report(whole(), diag::err_step_refused, verb, t.name.str(),
               fmt::format("'{}' is generated always, and takes DEFAULT only", c.name.str()));
  return true;
}

/// Whether a column that is generated always is given a value; OVERRIDING says that it may be, or
/// that it does not count, where it is an identity.
bool Reader::givesGenerated(const PgQuery__InsertStmt &s, const Table &t) {
  bool overrides = s.override == PG_QUERY__OVERRIDING_KIND__OVERRIDING_SYSTEM_VALUE ||
                   s.override == PG_QUERY__OVERRIDING_KIND__OVERRIDING_USER_VALUE;
  auto *select = as<PgQuery__SelectStmt>(s.select_stmt);
  for (size_t i = 0; select && i < s.n_cols; ++i) {
    auto *target = as<PgQuery__ResTarget>(s.cols[i]);
    const Column *c = target ? t.column(name(stringOf(target->name))) : nullptr;
    if (!c || !isGenerated(*c) || (overrides && c->generation == Generation::IdentityAlways))
      continue;
    auto gives = [&](const Node *row) {
      Nodes list = items(const_cast<Node *const &>(row));
      return i < list.size() && !isDefaultWord(list[i]);
    };
    Nodes rows = items(select->n_values_lists, select->values_lists);
    if (rows.empty() || std::ranges::any_of(rows, gives))
      return refusesValue("insert", t, *c);
  }
  return false;
}

bool Reader::setsGenerated(const PgQuery__UpdateStmt &s) {
  const Table *t = record->table ? state.table(record->table) : nullptr;
  if (!options.rowsToo || !t || isAssumed(t->name) || out.unknown.maker(t->name).isValid())
    return false;
  for (const Node *n : items(s.n_target_list, s.target_list)) {
    auto *target = as<PgQuery__ResTarget>(n);
    const Column *c = target ? t->column(name(stringOf(target->name))) : nullptr;
    bool isRow = target && target->val && // (a, b) = (1, DEFAULT)
                 target->val->node_case == PG_QUERY__NODE__NODE_MULTI_ASSIGN_REF;
    if (c && !isRow && isGenerated(*c) && !isDefaultWord(target->val))
      return refusesValue("update", *t, *c);
  }
  return false;
}

bool Reader::takesRows(const PgQuery__InsertStmt &s, QName table) {
  const Table *t = table ? state.table(table) : nullptr;
  if (!options.rowsToo || !t || isAssumed(table) || out.unknown.maker(table).isValid())
    return true;
  std::vector<Name> columns;
  for (const Node *n : items(s.n_cols, s.cols))
    if (auto *target = as<PgQuery__ResTarget>(n)) {
      if (target->n_indirection)
        return true;
      columns.push_back(name(stringOf(target->name)));
    }
  if (givesGenerated(s, *t))
    return false;
  bool areNamed = !columns.empty();
  const Table *whole = t; // which has the columns of its partitions
  while (const Table *above = whole->partitionOf ? state.table(whole->partitionOf) : nullptr)
    whole = above;
  if (!areNamed)
    for (const Column &c : whole->columns)
      columns.push_back(c.name);
  auto *select = as<PgQuery__SelectStmt>(s.select_stmt);
  if (select && select->n_values_lists && !takesValues(*select, columns, areNamed, *t))
    return false;
  const PgQuery__OnConflictClause *c = s.on_conflict_clause;
  return !c || !c->infer || t->partitionOf || findsConflicts(*c->infer, *t);
}

} // namespace schemac::sql
