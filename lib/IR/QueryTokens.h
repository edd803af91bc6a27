//===- QueryTokens.h - The words of a query ---------------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

using Tokens = std::vector<SqlToken>;

inline Tokens tokensOf(Expr sql) { return sql ? lexSqlTokens(sql.str()) : Tokens(); }

inline bool isWordOf(const SqlToken &t, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return t.isWord(w); });
}

/// An expression over the rows of a table, none when \p own is null, with a column of \p table
/// called by another name, also in the queries within it. A name without a qualifier is the column
/// of the innermost query that has one.
Expr renameColumnWithQueries(Context &context, const Schema &state, Expr sql, QName own,
                             const SubRef &column, Name to);

} // namespace schemac
