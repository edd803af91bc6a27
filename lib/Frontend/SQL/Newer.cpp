//===- Newer.cpp - Syntax that is newer than the parser -------------------===//
#include "Newer.h"
#include "NewerJson.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include <algorithm>
#include <charconv>

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
    if (word == "...") {
      for (size_t i = at + n; i < tokens.size(); ++i)
        if (size_t rest = match(tokens, i, words, kept))
          return i + rest - at;
      return 0;
    }
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

/// GENERATED ALWAYS AS (...) that says neither STORED nor VIRTUAL.
bool saysNoKind(const std::vector<SqlToken> &tokens, size_t as) {
  int depth = 0;
  for (size_t i = as + 1; i < tokens.size(); ++i) {
    depth += tokens[i].isSymbol("(") - tokens[i].isSymbol(")");
    if (depth == 0)
      return i > as + 1 && !(i + 1 < tokens.size() &&
                             (tokens[i + 1].isWord("stored") || tokens[i + 1].isWord("virtual")));
  }
  return false;
}

/// 1_000, 0x1F, 0o17 and 0b11 in plain digits; empty when it is no such number, or a longer one.
std::string plainDigits(std::string_view number) {
  std::string digits;
  for (char c : number)
    if (c != '_')
      digits += c;
  size_t base = 10;
  if (digits.size() > 2 && digits[0] == '0')
    base = digits[1] == 'x' || digits[1] == 'X'   ? 16
           : digits[1] == 'o' || digits[1] == 'O' ? 8
           : digits[1] == 'b' || digits[1] == 'B' ? 2
                                                  : 10;
  if (base != 10) {
    uint64_t value = 0;
    if (auto [end, error] = std::from_chars(digits.data() + 2, digits.data() + digits.size(), value,
                                            static_cast<int>(base));
        error != std::errc() || end != digits.data() + digits.size())
      return {};
    digits = std::to_string(value);
  }
  return digits == number || digits.size() > number.size() ? std::string() : digits;
}

void replaceNumber(std::string &text, const SqlToken &t, std::vector<NewerSyntax> &found) {
  std::string digits = plainDigits(t.text);
  if (digits.empty())
    return;
  const Row &row = Rows[static_cast<size_t>(Newer::NumberForm)];
  found.push_back({row.kind, t.begin, t.end, row.version, row.name, true, std::string(t.text)});
  found.back().inExpressions = true;
  digits.resize(t.end - t.begin, ' ');
  text.replace(t.begin, digits.size(), digits);
}
/// \p n tokens from \p at on begin something with JSON; false when that has no older form.
bool replaceJson(Newer kind, std::string &text, const std::vector<SqlToken> &tokens, size_t at,
                 size_t n) {
  switch (kind) {
  case Newer::IsJson:
  case Newer::IsNotJson:
    replaceJsonTest(text, tokens, at + n - 1);
    return true;
  case Newer::JsonTable:
    replaceJsonTable(text, tokens, at);
    return true;
  case Newer::JsonQuery:
  case Newer::JsonExists:
  case Newer::JsonValue:
  case Newer::JsonSerialize:
  case Newer::JsonObject:
  case Newer::JsonArray:
  case Newer::JsonObjectAgg:
  case Newer::JsonArrayAgg:
    replaceJsonCall(text, tokens, at);
    return true;
  default:
    return false;
  }
}
} // namespace

std::vector<NewerSyntax> replaceNewer(std::string &text, const std::vector<SqlToken> &tokens) {
  std::vector<NewerSyntax> found;
  const std::string original = text;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == SqlToken::Kind::Number)
      replaceNumber(text, tokens[i], found);
    for (const Row &row : Rows) {
      size_t kept = 0, n = match(tokens, i, row.words, kept);
      if (!n || (row.kind == Newer::VirtualByDefault && !saysNoKind(tokens, i + n - 1)))
        continue;
      size_t begin = tokens[firstReplaced(row, i)].begin, end = tokens[i + n - 1].end;
      bool json = replaceJson(row.kind, text, tokens, i, n);
      found.push_back({row.kind, begin, end, row.version, row.name,
                       json || !row.replacement.empty(),
                       original.substr(tokens[i + n - 1].begin, end - tokens[i + n - 1].begin)});
      found.back().inExpressions = json;
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
  }
  return found;
}

namespace {
struct SinceRow {
  int version;
  std::string_view words, name;
  bool inExpressions;
};
constexpr SinceRow SinceRows[] = {
#define SINCE(VERSION, WORDS, NAME) {VERSION, WORDS, NAME, false},
#define SINCE_IN_EXPRESSIONS(VERSION, WORDS, NAME) {VERSION, WORDS, NAME, true},
#include "Since.def"
};

/// Whether a name and a parenthesis behind the word define something, or list its columns.
bool isDefinedBehind(const SqlToken &t) {
  static constexpr std::string_view Words[] = {
      "function", "procedure", "routine", "aggregate", "table", "into",     "references",
      "on",       "index",     "view",    "exists",    "with",  "recursive"};
  return std::ranges::any_of(Words, [&](std::string_view word) { return t.isWord(word); });
}

/// A call without a schema: else it is known what is meant, and it is none of the server's.
bool isCall(const std::vector<SqlToken> &tokens, size_t i) {
  if (!tokens[i].isName() || i + 1 >= tokens.size() || !tokens[i + 1].isSymbol("("))
    return false;
  return i == 0 || (!tokens[i - 1].isSymbol(".") && !isDefinedBehind(tokens[i - 1]));
}
} // namespace

std::vector<SinceWords> laterThan(int version, const std::vector<SqlToken> &tokens) {
  std::vector<SinceWords> out;
  std::vector<const SinceRow *> later; // mostly none: the version is the newest
  for (const SinceRow &row : SinceRows)
    if (version < row.version)
      later.push_back(&row);
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (isCall(tokens, i))
      if (const auto *called = postgres::serverFunction(tokens[i].name()))
        if (version < called->since)
          out.push_back({tokens[i].begin, tokens[i].end, called->since, called->name, true, true});
    for (const SinceRow *row : later) {
      size_t kept = 0;
      if (size_t n = match(tokens, i, row->words, kept))
        out.push_back({tokens[i].begin, tokens[i + n - 1].end, row->version, row->name, false,
                       row->inExpressions});
    }
  }
  return out;
}

} // namespace schemac::sql
