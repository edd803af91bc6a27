//===- CalledFunctions.cpp - What a call may do to the schema -------------===//
#include "ChangesRowsOnly.h"
#include "Reader.h"
#include <algorithm>

namespace schemac::sql {

static bool isOfServer(std::string_view called) {
  static constexpr std::string_view OfServer[] = {
#define FUNCTION(NAME) NAME,
#include "ServerFunctions.def"
  };
  return std::ranges::binary_search(OfServer, called);
}

bool Reader::isKnownFunction(std::string_view called) const {
  if (isOfServer(called))
    return true;
  for (const Function &f : state.functions())
    if (f.called.str() == called)
      return true;
  return false;
}

/// Whether a query may call it without a change of the schema: it is the server's, or one of the
/// schema's whose body says so. What nobody has seen may do anything.
bool Reader::leavesSchemaAlone(std::string_view called) const {
  std::set<QName> seen;
  return isKnownFunction(called) && callRowsOnly(called, seen);
}

/// Whether the name at \p i, before a parenthesis, is one of a function: behind a word or sign that
/// only a value can follow.
static bool isCalled(const std::vector<SqlToken> &t, size_t i) {
  while (i >= 2 && t[i - 1].isSymbol("."))
    i -= 2;
  return i > 0 && (t[i - 1].isWord("perform") || t[i - 1].isWord("select") ||
                   (i > 1 && t[i - 1].isSymbol("=") && t[i - 2].isSymbol(":")));
}

/// Whether what the text calls leaves the schema alone, too.
bool Reader::callsRowsOnly(std::string_view body, std::set<QName> &seen) const {
  std::vector<SqlToken> words = lexSqlTokens(body);
  for (size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i].isName() && words[i + 1].isSymbol("("))
      if (!callRowsOnly(words[i].name(), seen) ||
          (isCalled(words, i) && !isKnownFunction(words[i].name())))
        return false;
  return true;
}

/// The same of a call by its name, of which there may be several functions.
bool Reader::callRowsOnly(std::string_view called, std::set<QName> &seen) const {
  for (const Function &f : state.functions()) {
    if (f.called.str() != called || !seen.insert(f.name).second)
      continue;
    ChangesRowsOnly body(f.body.str());
    bool isSql = f.language.str() == "sql";
    if (!isSql && f.language.str() != "plpgsql")
      return false;
    if (!(isSql ? body.holdsAsSql() : body.holds()) || !callsRowsOnly(f.body.str(), seen))
      return false;
  }
  return true;
}

} // namespace schemac::sql
