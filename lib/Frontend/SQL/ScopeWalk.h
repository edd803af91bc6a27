//===- ScopeWalk.h - A walk through a query with its scopes -----*- C++ -*-===//
#pragma once

#include "Scopes.h"
#include "schemac/IR/RewriteRule.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac::sql::scopes {

/// Something after FROM.
struct Source {
  std::string alias;
  QName relation; ///< null: a subquery, a function, a WITH query
  std::vector<std::string> columns;
  bool known = false; ///< `columns` is all of them
  bool has(std::string_view column) const {
    return std::ranges::find(columns, column) != columns.end();
  }
};
/// What a star shows of an item of FROM, by the names of relations and columns.
struct Starred {
  std::vector<std::pair<std::string, std::string>> columns;
  bool known = true;
};
struct Scope {
  const Scope *outer = nullptr;
  std::vector<Source> sources;
  Starred starred;
  std::vector<Source> with;             ///< WITH queries by their names
  bool open = false;                    ///< what is read has names that are not known
  std::vector<std::string> shown;       ///< by the select list, where GROUP BY and ORDER BY see it
  std::vector<const Node *> conditions; ///< of joins
};
Starred starredOf(const Source &s);
void append(Starred &to, Starred more);
struct Edit {
  size_t begin, end;
  std::string text;
};

class Walk {
public:
  Walk(const Schema &state, std::string_view text, const FindRelation &find)
      : state(state), text(text), find(find) {}

  bool expands = false;
  SubRef renamed;
  std::string to;
  bool failed = false; ///< a place where the new name cannot be followed
  bool looks = false;  ///< for columns that do not exist
  std::optional<UnknownColumn> unknown;
  std::vector<std::string> arguments; ///< of the function whose body it is, and its name
  std::vector<Edit> edits;
  std::vector<ColumnUse> *uses = nullptr; ///< what is named goes there
  unsigned depth = 0;

  /// Visits the query; returns what its columns are called, with empty names where that is not
  /// known, and nothing where it is not known how many they are.
  std::vector<std::string> select(const PgQuery__SelectStmt &s, const Scope *outer);
  /// The statements and the condition of a rule, which see NEW and OLD.
  void rule(const PgQuery__RuleStmt &s);
  /// Any statement on rows. False when it is another one.
  bool statement(const Node *node, const Scope *outer);
  bool statement(const ProtobufCMessage &m, const Scope *outer);

private:
  void insert(const PgQuery__InsertStmt &s, const Scope *outer);
  void update(const PgQuery__UpdateStmt &s, const Scope *outer);
  void erase(const PgQuery__DeleteStmt &s, const Scope *outer);
  void targets(Nodes list, const Source &table, const Scope &scope);
  void returning(Nodes list, const Scope &scope);
  size_t endOfName(size_t begin) const;
  void with(const PgQuery__WithClause *w, Scope &scope);
  Starred from(const Node *item, Scope &scope);
  Starred joined(const PgQuery__JoinExpr &j, Scope &scope);
  void expression(const ProtobufCMessage *m, const Scope &scope);
  void column(const PgQuery__ColumnRef &c, const Scope &scope, bool isItem);
  void use(const Source &s, std::string_view column);
  void use(const PgQuery__ColumnRef &c, const Scope &scope);
  void useJoined(const PgQuery__JoinExpr &j, const Scope &scope);
  void useTargets(const PgQuery__InsertStmt &s, const Source &table);
  void look(const PgQuery__ColumnRef &c, const Scope &scope);
  void look(const PgQuery__ResTarget &t, const Source &table);
  /// All of the relations must be known, or some of what it shows would be lost: false then.
  bool star(const PgQuery__ColumnRef &c, const Scope &scope, std::vector<std::string> &names);
  void starOfTable(const std::string &list);
  Source relation(const PgQuery__RangeVar &r, const Scope &scope);
  Source function(const PgQuery__RangeFunction &f);
  std::vector<std::string> columnsOfValue(Type type, std::string_view called);
  std::vector<std::string> columnsOfResult(const Function &f, std::string_view alias);
  std::vector<std::string> columnsOfCall(const PgQuery__FuncCall &call, std::string_view alias,
                                         QName &rows);
  void keepNames(const PgQuery__RangeFunction &f, const PgQuery__FuncCall &call, const Source &s);
  size_t endOfCall(size_t begin, bool ordinality, bool alias) const;
  std::vector<std::string> columnsOf(QName n, bool &known);
  size_t endOf(size_t begin) const;
  void children(const ProtobufCMessage *m, const Scope &scope);

  size_t tableAt = 0; ///< where the first relation of the query stands
  const Schema &state;
  std::string_view text;
  const FindRelation &find;
};

} // namespace schemac::sql::scopes
