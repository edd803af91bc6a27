//===- SqlQuotes.cpp - Names, quotes and comments of SQL ------------------===//
#include "schemac/IR/SqlQuotes.h"

namespace schemac::sqltext {

size_t quotedEnd(std::string_view sql, size_t from, bool backslashes) {
  char quote = sql[from];
  for (size_t i = from + 1; i < sql.size(); ++i) {
    if (backslashes && sql[i] == '\\')
      ++i;
    else if (sql[i] == quote && i + 1 < sql.size() && sql[i + 1] == quote)
      ++i;
    else if (sql[i] == quote)
      return i + 1;
  }
  return std::string_view::npos;
}

size_t commentEnd(std::string_view sql, size_t from, bool nests) {
  unsigned depth = 1;
  for (size_t i = sql.find_first_of("/*", from + 2); i != std::string_view::npos;
       i = sql.find_first_of("/*", i)) {
    std::string_view two = sql.substr(i, 2);
    bool opens = nests && two == "/*", closes = two == "*/";
    i += opens || closes ? 2 : 1;
    if (opens)
      ++depth;
    else if (closes && --depth == 0)
      return i;
  }
  return std::string_view::npos;
}

size_t dollarTagEnd(std::string_view sql, size_t at) {
  size_t i = at + 1;
  while (i < sql.size() && (startsName(sql[i]) || (i > at + 1 && isDigit(sql[i]))))
    ++i;
  return i < sql.size() && sql[i] == '$' ? i + 1 : 0;
}

} // namespace schemac::sqltext
