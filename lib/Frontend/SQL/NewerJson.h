//===- NewerJson.h - The standard's JSON syntax in older words --*- C++ -*-===//
//
// `IS JSON` and the functions whose arguments have words between them. What a parser without them
// sees instead reads the same columns and relations; the text itself is kept as it is.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <string>
#include <vector>

namespace schemac::sql {

/// `x IS JSON OBJECT WITH UNIQUE KEYS` as `x IS NULL`, when \p json is the word JSON of one.
void replaceJsonTest(std::string &text, const std::vector<SqlToken> &tokens, size_t json);

/// `JSON_OBJECT('a' : x RETURNING json)` as `JSON_OBJECT('a' , x)`, when \p name is the name of
/// such a function and a parenthesis follows.
void replaceJsonCall(std::string &text, const std::vector<SqlToken> &tokens, size_t name);

/// `JSON_TABLE(d, '$' COLUMNS (a int PATH '$.a'))` as a function with the same columns, when \p
/// name is the word and a parenthesis follows. What is read otherwise is left as it is.
void replaceJsonTable(std::string &text, const std::vector<SqlToken> &tokens, size_t name);

} // namespace schemac::sql
