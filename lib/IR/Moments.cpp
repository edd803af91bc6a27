//===- Moments.cpp - Words for a moment, in quotes ------------------------===//
#include "schemac/IR/Moments.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <span>

namespace schemac {

static bool isOfTime(Type type) {
  switch (type.kind()) {
  case TypeKind::Date:
  case TypeKind::Time:
  case TypeKind::TimeTz:
  case TypeKind::Timestamp:
  case TypeKind::TimestampTz:
    return true;
  default:
    return false;
  }
}

/// Behind the literal: casts to types of dates and times only.
static bool isCastToTime(std::span<const SqlToken> tokens) {
  static constexpr std::string_view Words[] = {"timestamp", "timestamptz", "date",    "time",
                                               "timetz",    "with",        "without", "zone"};
  return std::ranges::all_of(tokens, [](const SqlToken &t) {
    return t.isSymbol("::") ||
           std::ranges::any_of(Words, [&](std::string_view w) { return t.isWord(w); });
  });
}

std::string_view frozenMoment(Expr value, Type type) {
  if (!value || !isOfTime(type) || value.str().find('\'') == std::string_view::npos)
    return {};
  std::vector<SqlToken> all = lexSqlTokens(value.str());
  std::span<const SqlToken> tokens(all);
  while (tokens.size() > 2 && tokens.front().isSymbol("(") && tokens.back().isSymbol(")"))
    tokens = tokens.subspan(1, tokens.size() - 2);
  if (tokens.empty() || tokens[0].kind != SqlToken::Kind::String ||
      !isCastToTime(tokens.subspan(1)))
    return {};
  return momentWord(tokens[0].text);
}

std::string_view momentWord(std::string_view text) {
  // What stands around the word makes no difference to PostgreSQL: 'now()' is 'now'.
  llvm::StringRef word = llvm::StringRef(text).trim("'() \t\n");
  static constexpr std::string_view Moments[] = {"now", "today", "tomorrow", "yesterday"};
  for (std::string_view m : Moments)
    if (word.equals_insensitive(m))
      return m;
  return {};
}

} // namespace schemac
