//===- BuiltText.h - SQL that a block puts together -------------*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace schemac::sql {

struct BuiltText {
  std::string sql;
  bool exact = true; ///< false: what is not known stands in it as a name: "<table_name>"
};

/// Reads an expression of PL/pgSQL that is a text of SQL: literals, variables, ||, format(),
/// quote_ident() and quote_literal().
class TextBuilder {
public:
  using Values = std::map<std::string, std::string>;

  TextBuilder(const std::vector<SqlToken> &tokens, const Values &values)
      : t(tokens), values(values) {}
  /// Nothing when the tokens [first, last) are something else.
  std::optional<BuiltText> build(size_t first, size_t last);

private:
  bool is(size_t at, std::string_view word) const {
    return at < end && (t[at].isWord(word) || t[at].isSymbol(word));
  }
  std::string expression();
  std::string sum();
  std::string term();
  std::string call(const std::string &function);
  std::string variable();
  std::string formatted(const std::vector<std::string> &arguments);
  std::string fail() {
    failed = true;
    return {};
  }

  const std::vector<SqlToken> &t;
  const Values &values;
  size_t i = 0, end = 0;
  bool failed = false;
};

} // namespace schemac::sql
