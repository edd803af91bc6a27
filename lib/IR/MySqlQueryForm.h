//===- MySqlQueryForm.h - Queries of MySQL in one form ----------*- C++ -*-===//
#pragma once

#include "MySqlForm.h"
#include "schemac/IR/Schema.h"

namespace schemac::sqltree {

/// Gives the names of a query the relation that has them, and its stars their columns.
class MySqlQueryForm {
public:
  /// \p written: the text of an author, who need not name all that the query shows.
  explicit MySqlQueryForm(const Schema &schema, std::string_view written = {})
      : schema(schema), written(lexSqlTokens(written, SqlRules::MySql)) {}

  /// False where something is not certain.
  bool run(Node &query, const std::vector<Name> *names = nullptr);

private:
  struct Source {
    std::string name;
    std::vector<std::string> columns; ///< empty: not known
  };
  /// What a star shows: the relation and the column. What is joined by is there once, and first.
  using Shows = std::vector<std::pair<std::string, std::string>>;
  struct Scope {
    const Scope *outer = nullptr;
    std::vector<Source> sources{};
    Shows shows{};
  };

  static Node *part(Node &query, std::string_view text);
  static Node &first(Node &query);
  void rename(Node &query, const std::vector<std::string> &names);

  std::vector<std::string> shownBy(const std::string &name);
  /// A server writes a name for each item.
  static std::vector<std::string> shown(Node &query);

  /// Those of a query within an expression mean nothing.
  static void forgetNames(Node &query);

  Node expression(Node n, const Scope &scope);

  Node qualified(Node name, const Scope &scope);

  /// Collects what it reads, and what a star over it \p shows. Every join is one of two or one to
  /// the left, and a list is joins.
  Node relation(Node n, Scope &scope, Shows &shows);
  Node join(Node n, Scope &scope, Shows &shows);
  /// USING and NATURAL: a server writes the condition that they mean, in the order of the columns
  /// at the left. \p names: of USING; null: all that both sides have. Returns the columns.
  std::vector<std::string> joinShared(Node &join, const Shows &left, const Shows &right,
                                      const std::vector<std::string> *names);
  void conditions(Node &n, const Scope &scope);

  void items(Node &list, const Scope &scope);

  /// ORDER BY by the name of an item means it; what GROUP BY names is a column where there is one.
  static const Node *itemFor(const Node &n, const Node &list);
  static bool isColumn(const Node &n, const Scope &scope);

  void clause(Node &c, const Node &list, const Scope &scope);
  /// Names in HAVING mean items as well as columns, and numbers in ORDER BY items.
  void literal(Node &of, const Node &clause, const Scope &scope);

  Node set(Node q, const Scope *outer);

  void withQuery(Node &one, bool recursive, const Scope *outer);

  void select(Node &q, const Scope *outer);

  /// Whether the name of \p item is none that the author gave: a word that only calls a function.
  bool isUnnamed(const Node &item) const;

  const Schema &schema;
  const std::vector<SqlToken> written;
  std::vector<std::pair<std::string, std::vector<std::string>>> with;
  bool sure = true;
};

/// A server writes each window where it is used, and one that is made of another whole.
void writeWindows(Node &query);

} // namespace schemac::sqltree
