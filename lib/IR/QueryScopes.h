//===- QueryScopes.h - Columns that a view's query names --------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// A name in the query of a view that is no column of what the query reads; empty when there is
/// none, or when it cannot be told: of a grammar that is not known here nothing is said. For
/// MySQL, MariaDB and SQLite, in which case counts for no name of a column.
class QueryScopes {
public:
  explicit QueryScopes(const Schema &schema);
  ~QueryScopes();
  std::string unknownColumn(const View &view);

private:
  class Resolver;
  std::unique_ptr<Resolver> resolver;
};

} // namespace schemac
