//===- SqlScan.h - Words of a SQL expression --------------------*- C++ -*-===//
//
// Just enough of PostgreSQL's lexical rules to tell names from strings and comments. Not a parser:
// what uses it must be right when it knows only the words.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac::postgres {

struct SqlToken {
  enum Kind : unsigned char { Word, Quoted, String, Number, Punct } kind;
  /// Words folded to lower case, quoted identifiers without their quotes, `::` as one token.
  std::string text;
  bool isPunct(std::string_view t) const { return kind == Punct && text == t; }
  bool isName() const { return kind == Word || kind == Quoted; }
};

/// The tokens of \p sql, without blanks and comments.
std::vector<SqlToken> scanSql(std::string_view sql);

/// Whether \p sql speaks of \p column: as a name by itself or after a dot, and not as a function.
bool mentionsColumn(std::string_view sql, std::string_view column);

/// Whether rows for which \p check is not false have a value in \p column: "c IS NOT NULL", alone
/// or among others joined by AND.
bool impliesNotNull(std::string_view check, std::string_view column);

} // namespace schemac::postgres
