//===- Detect.cpp - Whose SQL a file is -----------------------------------===//
#include "schemac/Dialect/Sqlite/Sqlite.h"
#include "schemac/Frontend/Dump/Dump.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac::dump {

/// The banners of the tools that print dumps, and words that no PostgreSQL knows. Only the
/// beginning of a file is looked at: rows are many.
std::string_view dialectOf(std::string_view text) {
  constexpr size_t Most = 200000;
  text = text.substr(0, Most);
  if (text.find("PostgreSQL database dump") != text.npos)
    return {};
  size_t banner = text.find("-- Server version");
  std::string_view line = banner == text.npos
                              ? std::string_view()
                              : text.substr(banner, text.find('\n', banner) - banner);
  if (line.find("MariaDB") != line.npos || text.find("-- MariaDB dump") != text.npos ||
      text.find("/*M!") != text.npos)
    return "mariadb";
  if (!line.empty() || text.find("-- MySQL dump") != text.npos)
    return "mysql";
  std::vector<SqlToken> t = lexSqlTokens(text);
  for (size_t i = 0; i < t.size(); ++i) {
    bool assigned = i + 1 < t.size() && t[i + 1].isSymbol("=");
    bool begins = i == 0 || t[i - 1].isSymbol(";");
    if (sqlite::isOnlyHere(t, i))
      return "sqlite";
    if (t[i].isWord("auto_increment") || (t[i].isWord("engine") && assigned) ||
        (t[i].isWord("delimiter") && begins) || t[i].isWord("zerofill") ||
        t[i].isWord("tinytext") || t[i].isWord("mediumtext") || t[i].isWord("longtext"))
      return "mysql";
  }
  bool backquoted = false;
  for (const SqlToken &x : t)
    backquoted |= x.text.starts_with('`');
  return !backquoted ? std::string_view() : sqlite::isLikely(t) ? "sqlite" : "mysql";
}

} // namespace schemac::dump
