//===- Newer.cpp - Syntax that is newer than the parser -------------------===//
#include "Newer.h"
#include <algorithm>

namespace schemac::sql {

namespace {
struct Row {
  Newer kind;
  int version;
  std::string_view words, replacement, name;
};
constexpr Row Rows[] = {
#define NEWER(ID, VERSION, WORDS, REPLACEMENT, NAME) {Newer::ID, VERSION, WORDS, REPLACEMENT, NAME},
#include "Newer.def"
};

/// The number of tokens from \p at on that \p words are; 0 when they are others. \p kept receives
/// the token that stands for #.
size_t match(const std::vector<SqlToken> &tokens, size_t at, std::string_view words, size_t &kept) {
  size_t n = 0;
  while (!words.empty()) {
    size_t end = std::min(words.find(' '), words.size());
    std::string_view word = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    if (at + n >= tokens.size())
      return 0;
    const SqlToken &t = tokens[at + n];
    bool fits = word == "_" || word == "#" ? t.isName() : t.isWord(word) || t.isSymbol(word);
    if (!fits)
      return 0;
    if (word == "#")
      kept = at + n;
    ++n;
  }
  return n;
}

/// Where the replaced part begins: words that are kept stand before it.
size_t firstReplaced(const Row &row, size_t at) {
  if (row.kind == Newer::NotNullConstraint)
    return at + 2; // CONSTRAINT name stays
  if (row.kind == Newer::EnforcedAgain)
    return at + 3; // ALTER CONSTRAINT name
  if (row.kind == Newer::NotNullAdded)
    return at + 1;
  return at;
}
} // namespace

std::vector<NewerSyntax> replaceNewer(std::string &text, const std::vector<SqlToken> &tokens) {
  std::vector<NewerSyntax> found;
  const std::string original = text;
  for (size_t i = 0; i < tokens.size(); ++i)
    for (const Row &row : Rows) {
      size_t kept = 0, n = match(tokens, i, row.words, kept);
      if (!n)
        continue;
      size_t begin = tokens[firstReplaced(row, i)].begin, end = tokens[i + n - 1].end;
      found.push_back({row.kind, begin, end, row.version, row.name, !row.replacement.empty(),
                       original.substr(tokens[i + n - 1].begin, end - tokens[i + n - 1].begin)});
      if (!row.replacement.empty()) {
        std::string now(row.replacement);
        if (size_t hash = now.find('#'); hash != now.npos)
          now.replace(hash, 1,
                      original.substr(tokens[kept].begin, tokens[kept].end - tokens[kept].begin));
        now.resize(std::max(now.size(), end - begin), ' ');
        text.replace(begin, end - begin, now.substr(0, end - begin));
      }
      break;
    }
  return found;
}

} // namespace schemac::sql
