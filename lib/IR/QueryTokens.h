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

} // namespace schemac
