//===- QueryColumns.h - Names and types of what a query shows ---*- C++ -*-===//
//
// What CREATE TABLE AS, SELECT INTO and LIKE take over from a query. A column whose type is not
// certain has none; where the columns themselves are not, there is nothing.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Scopes.h"
#include "schemac/IR/Context.h"
#include <optional>

namespace schemac::sql {

class QueryColumns {
public:
  using TypeOf = std::function<Type(const PgQuery__TypeName &)>;
  QueryColumns(const Schema &state, Context &context, FindRelation find, TypeOf typeOf)
      : state(state), context(context), find(std::move(find)), typeOf(std::move(typeOf)) {}

  std::optional<std::vector<Column>> select(const PgQuery__SelectStmt &s);
  std::optional<std::vector<Column>> relation(QName n);

private:
  struct Source {
    std::string alias;
    std::optional<std::vector<Column>> columns;
  };
  struct Level {
    std::vector<Source> sources, with;
    bool merges = false; ///< a join with USING or NATURAL
  };
  struct Value {
    Type type;
    Name collation;
    bool isLiteral = false; ///< a string or NULL, which takes the type of what it meets
  };

  std::optional<std::vector<Column>> items(const PgQuery__SelectStmt &s);
  std::optional<std::vector<Column>> values(const PgQuery__SelectStmt &s);
  std::optional<std::vector<Column>> both(const PgQuery__SelectStmt &s);
  bool star(const PgQuery__ColumnRef &ref, std::vector<Column> &out) const;
  void with(const PgQuery__WithClause *w);
  void from(const Node *item);
  Source named(const PgQuery__RangeVar &r);
  Value value(const Node *node);
  Value column(const PgQuery__ColumnRef &ref) const;
  Value constant(const PgQuery__AConst &c);
  Value call(const PgQuery__FuncCall &f);
  Value ownCall(const PgQuery__FuncCall &f, std::string_view called);
  Value operation(const PgQuery__AExpr &e);
  Value common(const std::vector<Value> &of);
  Value common(Nodes list);
  Value of(TypeKind kind) { return {context.type(kind), {}, false}; }
  Type unlimited(Type t);
  Column shown(Name called, const Value &v);

  const Schema &state;
  Context &context;
  FindRelation find;
  TypeOf typeOf;
  std::vector<Level> levels;
};

} // namespace schemac::sql
