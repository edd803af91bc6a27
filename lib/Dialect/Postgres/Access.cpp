//===- Access.cpp - Reads Access.def --------------------------------------===//

#include "schemac/Dialect/Postgres/Access.h"
#include <charconv>
#include <iterator>

namespace schemac::postgres {

static constexpr AccessRow rows[] = {
#define TARGET(WORD, KEYWORD, GRANT, PRIVILEGES, CATALOG, PREFIX, LETTER)                          \
  {WORD, KEYWORD, GRANT, PRIVILEGES, CATALOG, PREFIX, LETTER},
#include "schemac/Dialect/Postgres/Access.def"
};

const AccessRow *accessRow(std::string_view word) {
  for (const AccessRow &row : rows)
    if (row.word == word)
      return &row;
  return nullptr;
}

std::string commentKeyword(std::string_view word) {
  if (const AccessRow *row = accessRow(word))
    return std::string(row->keyword);
  std::string out(word);
  for (char &c : out)
    c = c == '_' ? ' ' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

bool hasPrivilege(std::string_view word, std::string_view privilege, int version) {
  const AccessRow *row = accessRow(word);
  for (std::string_view list = row ? row->privileges : ""; !list.empty();) {
    size_t end = std::min(list.find(' '), list.size());
    std::string_view entry = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    int since = 0;
    if (size_t colon = entry.find(':'); colon != entry.npos) {
      std::from_chars(entry.data() + colon + 1, entry.data() + entry.size(), since);
      entry = entry.substr(0, colon);
    }
    if (entry == privilege)
      return !version || since <= version;
  }
  return false;
}

} // namespace schemac::postgres
