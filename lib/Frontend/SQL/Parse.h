//===- Parse.h - One statement as libpg_query sees it -----------*- C++ -*-===//
//
// The only place, with the statement readers, that sees libpg_query.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <memory>
#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>
#include <string>

namespace schemac::sql {

struct ParseError {
  std::string message; ///< as PostgreSQL words it
  size_t offset = 0;   ///< of the byte in the text at which it points
};

/// Where libpg_query keeps what a parse makes.
struct ParseMemory;

struct FreeParse {
  ParseMemory *memory = nullptr;
  void operator()(PgQuery__ParseResult *tree) const;
};
/// To be freed in the thread that made it.
using Parsed = std::unique_ptr<PgQuery__ParseResult, FreeParse>;

/// The tree of \p text, which holds one statement; null with an error.
Parsed parse(const std::string &text, ParseError &error);

/// An expression as libpg_query prints it; empty when it cannot. \p node must not be changed while
/// this runs.
std::string deparse(PgQuery__Node *expression);

} // namespace schemac::sql
