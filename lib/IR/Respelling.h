//===- Respelling.h - A database's SQL in the author's words ----*- C++ -*-===//
//
// Every comparison of states is one of texts, from the diff to the proofs. So where a database and
// a source mean the same, the database's state takes over the source's text, once, before anything
// is compared.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include "schemac/IR/SqlMeaning.h"
#include "schemac/IR/Traits.h"

namespace schemac {

class Respelling {
public:
  Respelling(Schema &server, const Schema &source, Context &context)
      : server(server), source(source), context(context),
        mysql(traitsOf(server.dialect).sqlRules == SqlRules::MySql) {}

  void run();
  /// Only what differs by its blanks: two versions in one form have one author's words.
  void runBlanks();

private:
  template <class T> const T *counterpart(const T &now) {
    if constexpr (requires { now.renamedFrom; })
      if (now.renamedFrom)
        if (const T *old = server.find<T>({now.name.ns, now.renamedFrom}))
          return old;
    return server.find<T>(now.name);
  }

  // Respell.cpp: expressions
  /// Takes over \p now into \p old when both mean the same. Columns are called as in the server.
  bool take(Expr &old, Expr now, Type target = Type());
  /// The source's expression with the former names of renamed columns.
  Expr asBefore(Expr now);
  const Table *whole(const Table &t) const;
  void settle(const Table &old, const Table &now);

  // RespellBlanks.cpp
  void blanks(const Table &old, const Table &now);

  // RespellTables.cpp
  void table(const Table &old, const Table &now);
  /// The same of a condition on the rows of a table that may read others.
  bool take(Expr &was, Expr is, const Table &of);
  void column(Column &was, const Column &is);
  void constraint(Table &t, const Constraint &is);
  /// \p method: none is btree.
  void elem(IndexElem &was, const IndexElem &is, std::string_view method);
  void elems(std::vector<IndexElem> &was, const std::vector<IndexElem> &is,
             std::string_view method);
  Index respelled(Index was, const Index &is);
  void indexes(std::vector<Index> &old, const std::vector<Index> &now);

  // RespellObjects.cpp
  /// Whether \p query, that of \p now, is what the server has of it. A dump may be either side.
  bool sameAs(const View &old, Expr query, const View &now);
  void view(const View &now);
  void domain(const Domain &now);
  void range(const RangeType &now);
  void statistics(const ExtendedStatistics &now);
  void function(const Function &now);
  void publication(const Publication &now);

  Schema &server;
  const Schema &source;
  Context &context;
  const bool mysql;
  ColumnTypes types;
  std::vector<std::pair<QName, QName>> renamedTables; ///< now, before
  std::vector<std::pair<Name, Name>> renamed;         ///< columns of the table at hand: now, before
  Name current;
  const Table *columns = nullptr; ///< the table that has those of the indexes at hand
};

} // namespace schemac
