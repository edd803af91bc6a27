//===- ReadRows.cpp - INSERT, UPDATE, DELETE ------------------------------===//
//
// A statement on the rows of a table that is there becomes a step that says what it sets, and
// where. What is on views and temporary tables stays a record without one. What sets a column that
// the table has not, or is on a table that is not there, is refused as a server refuses it, where
// all that could have made it is known.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include <algorithm>

namespace schemac::sql {

/// What a step on rows says beside its table and its text.
struct Reader::RowStep {
  std::string_view verb;
  Nodes targets;               ///< columns that are set
  const Node *query = nullptr; ///< or what is joined: the first table in it is the source
  Span set, where;
  bool plain = false;
};

/// From \p word to the end of its clause; the words of later clauses are \p ends.
Span Reader::clauseAt(std::string_view word, std::initializer_list<std::string_view> ends) const {
  size_t first = findOutside(0, word), last = tokens.size();
  if (first >= tokens.size())
    return {};
  for (std::string_view end : ends)
    last = std::min(last, findOutside(first + 1, end));
  if (last > first && isWord(last - 1, ";"))
    --last;
  return {first + 1, last};
}

bool Reader::rowStep(const PgQuery__RangeVar *r, const RowStep &step) {
  if (!dataOf(r))
    return false;
  QName n = record->table;
  const Table *table = n ? state.table(n) : nullptr;
  std::vector<Name> columns;
  for (const Node *node : step.targets)
    if (auto *target = as<PgQuery__ResTarget>(node)) {
      Name column = name(stringOf(target->name));
      if (lacksColumn(n, column.str(), target->location))
        return false;
      if (table && !table->column(column))
        return true;
      if (std::ranges::find(columns, column) == columns.end())
        columns.push_back(column);
    }
  if (!table)
    return true;
  QName source;
  forEach<PgQuery__RangeVar>(step.query ? &step.query->base : nullptr,
                             pg_query__range_var__descriptor, [&](const PgQuery__RangeVar &other) {
                               QName found = relation(other);
                               if (!source && state.table(found))
                                 source = found;
                             });
  size_t last = tokens.size();
  while (last > 0 && isWord(last - 1, ";"))
    --last;
  return add(ChangeRowsOp::make(whole(), name(step.verb), n, columns,
                                step.plain ? exprOf(step.set) : Expr(), exprOf(step.where), source,
                                step.plain, context.expr(textOf({0, last}))));
}

/// Whether the table is only called by its own name, and its heirs are meant as well.
static bool isBare(const PgQuery__RangeVar *r) { return r && !r->alias && r->inh; }

/// Whether a part of the statement asks rows, of this table or of others.
static bool asks(const ProtobufCMessage *part) {
  bool found = false;
  forEach<PgQuery__SelectStmt>(part, pg_query__select_stmt__descriptor,
                               [&](const PgQuery__SelectStmt &) { found = true; });
  forEach<PgQuery__CurrentOfExpr>(part, pg_query__current_of_expr__descriptor,
                                  [&](const PgQuery__CurrentOfExpr &) { found = true; });
  return found;
}

bool Reader::read(const PgQuery__InsertStmt &s) {
  noteCalls(s.base);
  RowStep step{"insert", items(s.n_cols, s.cols), s.select_stmt, {}, {}, false};
  if (readsMissing(s.base) || !rowStep(s.relation, step) || !takesRows(s, record->table))
    return false;
  const PgQuery__OnConflictClause *c = s.on_conflict_clause;
  return !c || std::ranges::none_of(items(c->n_target_list, c->target_list), [&](const Node *node) {
    auto *t = as<PgQuery__ResTarget>(node);
    return t && lacksColumn(record->table, stringOf(t->name), t->location);
  });
}

bool Reader::read(const PgQuery__DeleteStmt &s) {
  noteCalls(s.base);
  record->allRows = !s.where_clause;
  RowStep step{"delete", {}, s.n_using_clause ? s.using_clause[0] : nullptr, {}, {}, false};
  if (s.where_clause)
    step.where = clauseAt("where", {"returning"});
  step.plain = isBare(s.relation) && !s.n_using_clause && !s.n_returning_list && !s.with_clause &&
               !asks(&s.base);
  return !readsMissing(s.base) && rowStep(s.relation, step);
}

bool Reader::read(const PgQuery__UpdateStmt &s) {
  noteCalls(s.base);
  record->allRows = !s.where_clause;
  RowStep step{"update",
               items(s.n_target_list, s.target_list),
               s.n_from_clause ? s.from_clause[0] : nullptr,
               {},
               {},
               false};
  if (s.where_clause)
    step.where = clauseAt("where", {"returning"});
  step.set = clauseAt("set", {"where", "returning"});
  step.plain = isBare(s.relation) && !s.n_from_clause && !s.n_returning_list && !s.with_clause &&
               !asks(&s.base);
  return !readsMissing(s.base) && rowStep(s.relation, step) && !setsGenerated(s);
}

} // namespace schemac::sql
