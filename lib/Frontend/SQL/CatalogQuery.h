//===- CatalogQuery.h - Queries over the server's catalogs ------*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace schemac::sql {

/// One of the conditions that WHERE and ON join with AND.
struct CatalogTest {
  enum class Kind : uint8_t { Equal, IsNull, True };
  enum class Of : uint8_t {
    Text,
    Relation,      ///< 'app.users'::regclass
    Type,          ///< 'app.mood'::regtype
    CurrentSchema, ///< of which there is no value
    Visible        ///< the same, or one of the server's
  };

  std::string column; ///< without the alias of its relation
  Kind kind = Kind::Equal;
  Of of = Of::Text;
  bool negated = false;
  std::vector<std::string> values; ///< Equal: to any of them
};

/// SELECT … FROM catalogs WHERE tests, when all of it is understood. What joins two catalogs by
/// their keys is no test.
struct CatalogQuery {
  std::vector<std::string> relations; ///< without their schema
  std::vector<CatalogTest> tests;

  bool reads(std::string_view relation) const;
  /// The first test of what \p column is equal to; null when there is none.
  const CatalogTest *equal(std::string_view column) const;
};

/// The query between two tokens, SELECT first. \p variables: what they are known to hold.
std::optional<CatalogQuery> readCatalogQuery(const std::vector<SqlToken> &tokens, size_t first,
                                             size_t last,
                                             const std::map<std::string, std::string> &variables);

/// The token of the parenthesis that closes the one at \p open; \p last when none does.
size_t closingParenthesis(const std::vector<SqlToken> &tokens, size_t open, size_t last);

/// The first \p word in [first, last) that is not in parentheses; \p last when there is none.
size_t findOutsideOf(const std::vector<SqlToken> &tokens, size_t first, size_t last,
                     std::string_view word);

} // namespace schemac::sql
