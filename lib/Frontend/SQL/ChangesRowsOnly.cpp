//===- ChangesRowsOnly.cpp - Blocks that leave the schema alone -----------===//
#include "ChangesRowsOnly.h"
#include "DoForms.h"
#include <algorithm>

namespace schemac::sql {

namespace {

constexpr std::string_view OnRows[] = {
    "select", "perform", "with",     "insert", "update", "delete", "merge",  "truncate",
    "raise",  "commit",  "rollback", "get",    "exit",   "null",   "return", "continue",
    "assert", "end",     "open",     "fetch",  "close",  "move",   "lock",   "set"};

/// What opens statements, and the word behind which they begin; none: it is that word.
struct Opening {
  std::string_view word, until;
};
constexpr Opening Openings[] = {{"begin", ""},      {"loop", ""},        {"else", ""},
                                {"exception", ""},  {"if", "then"},      {"elsif", "then"},
                                {"elseif", "then"}, {"when", "then"},    {"while", "loop"},
                                {"for", "loop"},    {"foreach", "loop"}, {"case", "then"}};

} // namespace

bool ChangesRowsOnly::in(size_t i, std::span<const std::string_view> words) const {
  return std::ranges::any_of(words, [&](std::string_view w) { return is(i, w); });
}

size_t ChangesRowsOnly::outside(size_t i, std::string_view word) const {
  int depth = 0, cases = 0;
  for (; i < t.size(); ++i) {
    depth += isSymbol(i, "(") - isSymbol(i, ")");
    if (depth == 0 && cases == 0 && is(i, word))
      return i;
    if (depth == 0 && is(i, "case"))
      ++cases;
    else if (depth == 0 && cases > 0 && is(i, "end"))
      --cases;
  }
  return t.size();
}

size_t ChangesRowsOnly::endOfStatement(size_t i) const {
  while (i < t.size() && !isSymbol(i, ";"))
    ++i;
  return i;
}

size_t ChangesRowsOnly::behindOpenings(size_t i) const {
  while (i < t.size()) {
    if (isSymbol(i, "<") && isSymbol(i + 1, "<")) { // <<label>>
      while (i < t.size() && !(isSymbol(i, ">") && isSymbol(i + 1, ">")))
        ++i;
      i += 2;
      continue;
    }
    auto opens = std::ranges::find_if(Openings, [&](const Opening &o) { return is(i, o.word); });
    if (opens == std::end(Openings))
      return i;
    i = opens->until.empty() ? i + 1 : outside(i + 1, opens->until) + 1;
  }
  return i;
}

/// GRANT or REVOKE of membership has no ON before TO or FROM.
static bool isMembership(const std::vector<SqlToken> &t, size_t i) {
  bool revokes = t[i].isWord("revoke");
  for (; i < t.size() && !t[i].isSymbol(";"); ++i) {
    if (t[i].isWord("on"))
      return false;
    if (t[i].isWord(revokes ? "from" : "to"))
      return true;
  }
  return false;
}

bool isAboutRoles(const std::vector<SqlToken> &t, size_t i) {
  auto is = [&](size_t at, std::string_view word) { return at < t.size() && t[at].isWord(word); };
  if (is(i, "grant") || is(i, "revoke"))
    return isMembership(t, i);
  bool isRole =
      is(i + 1, "role") || is(i + 1, "group") || (is(i + 1, "user") && !is(i + 2, "mapping"));
  bool changes = is(i, "create") || is(i, "alter") || is(i, "drop");
  return (changes && isRole) || (is(i, "comment") && is(i + 2, "role"));
}

bool isAboutPrivileges(const std::vector<SqlToken> &t, size_t i) {
  auto is = [&](size_t at, std::string_view word) { return at < t.size() && t[at].isWord(word); };
  if (is(i, "grant") || is(i, "revoke") || isAboutRoles(t, i))
    return true;
  if ((is(i, "alter") && is(i + 1, "default") && is(i + 2, "privileges")) ||
      (is(i, "reassign") && is(i + 1, "owned")))
    return true;
  // ALTER TABLE t OWNER TO r, which is all that it does.
  size_t last = i;
  while (last < t.size() && !t[last].isSymbol(";"))
    ++last;
  constexpr size_t OwnerToRole = 3;
  return is(i, "alter") && last >= i + 2 + OwnerToRole && is(last - OwnerToRole, "owner") &&
         is(last - 2, "to") &&
         std::none_of(t.begin() + ptrdiff_t(i), t.begin() + ptrdiff_t(last),
                      [](const SqlToken &x) { return x.isSymbol(","); });
}

bool ChangesRowsOnly::isHarmless(size_t first, size_t last, bool grantsToo) const {
  if (grantsToo && isAboutPrivileges(t, first))
    return true;
  if (first >= last || in(first, OnRows) || is(first, "execute")) // holds() looks at it
    return true;
  // An assignment: name, name.field, name[1].
  if (!t[first].isName())
    return false;
  size_t i = first + 1;
  while (i < last && (isSymbol(i, ".") || isSymbol(i, "[") || isSymbol(i, "]") || t[i].isName() ||
                      t[i].kind == SqlToken::Kind::Number))
    ++i;
  bool spaced = i > first + 1 && t[i - 1].isName() && !isSymbol(i - 2, ".");
  return !spaced && i < last && (isSymbol(i, "=") || (isSymbol(i, ":") && isSymbol(i + 1, "=")));
}

bool ChangesRowsOnly::holdsAsSql() const {
  size_t i = is(0, "begin") && is(1, "atomic") ? 2 : 0;
  for (size_t last; i < t.size(); i = last + 1) {
    last = endOfStatement(i);
    if (last > i && !in(i, OnRows) && !is(i, "values"))
      return false;
  }
  return true;
}

/// Whether a text that is made with format() says what ANALYZE does with a column, and nothing
/// else.
static bool tunesColumn(const SqlToken &format) {
  std::string_view text = format.text;
  return format.kind == SqlToken::Kind::String && text.starts_with("'ALTER TABLE ") &&
         (text.ends_with(" ALTER COLUMN %I SET STATISTICS %s'") ||
          text.ends_with(" ALTER COLUMN %I SET (%s)'"));
}

/// FOR x IN SELECT format('…') … LOOP EXECUTE x: whether each of its texts does no more than that.
bool ChangesRowsOnly::executesTuning(size_t execute) const {
  if (execute + 2 >= t.size() || !t[execute + 1].isName() || !isSymbol(execute + 2, ";"))
    return false;
  size_t loop = execute;
  while (loop &&
         !(is(loop, "for") && t[loop + 1].name() == t[execute + 1].name() && is(loop + 2, "in")))
    --loop;
  bool any = false;
  size_t end = outside(loop + 3, "loop");
  for (size_t i = outside(loop + 3, "select"); i < end; i = outside(i + 1, "select")) {
    any = true;
    if (!is(i + 1, "format") || !isSymbol(i + 2, "(") || !tunesColumn(t[i + 3]))
      return false;
  }
  return loop && any;
}

/// EXECUTE format('GRANT …', …) or 'CREATE ROLE …' || …, or an ALTER … OWNER TO that is made so.
bool ChangesRowsOnly::executesGrant(size_t execute) const {
  size_t text = execute + 1;
  if (is(text, "format") && isSymbol(text + 1, "("))
    text += 2;
  if (text >= t.size() || t[text].kind != SqlToken::Kind::String)
    return false;
  for (size_t i = text; i < endOfStatement(text); ++i)
    if (t[i].kind == SqlToken::Kind::String && t[i].text.find(';') != std::string_view::npos)
      return false;
  size_t offset = 0;
  std::string content = contentOf(t[text], offset);
  std::vector<SqlToken> words = lexSqlTokens(content);
  bool isOwner = false;
  for (size_t i = 2; i + 1 < words.size(); ++i)
    isOwner |= words[0].isWord("alter") && words[i].isWord("owner") && words[i + 1].isWord("to");
  return isAboutPrivileges(words, 0) || isOwner;
}

bool ChangesRowsOnly::holds(bool grantsToo) {
  size_t i = 0;
  while (i < t.size() && !is(i, "begin")) // what is declared
    ++i;
  if (i == t.size())
    return false;
  for (size_t x = 0; x < t.size(); ++x)
    if (is(x, "execute") && !executesTuning(x) && !(grantsToo && executesGrant(x)))
      return false;
  while (i < t.size()) {
    size_t first = behindOpenings(i), last = endOfStatement(first);
    if (!isHarmless(first, last, grantsToo))
      return false;
    i = last + 1;
  }
  return true;
}

} // namespace schemac::sql
