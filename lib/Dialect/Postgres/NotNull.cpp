//===- NotNull.cpp - What a check proves about nulls ----------------------===//
//
// The server takes a valid check that implies `c IS NOT NULL` in place of a scan. It proves more
// than this; what is not proved here costs a scan in our account and none on the server.
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/Situation.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"

namespace schemac::postgres {

namespace {

using Tokens = llvm::ArrayRef<SqlToken>;

/// Without the parentheses that enclose all of it.
Tokens stripParens(Tokens t) {
  while (t.size() >= 2 && t.front().isSymbol("(") && t.back().isSymbol(")")) {
    int depth = 0;
    for (size_t i = 0; i + 1 < t.size(); ++i) {
      depth += t[i].isSymbol("(") - t[i].isSymbol(")");
      if (depth == 0)
        return t; // the first one closes before the end
    }
    t = t.drop_front().drop_back();
  }
  return t;
}

bool impliesNotNull(Tokens t, std::string_view column) {
  t = stripParens(t);
  bool isPlain = true;
  int depth = 0;
  size_t from = 0;
  std::vector<Tokens> parts;
  for (size_t i = 0; i < t.size(); ++i) {
    depth += t[i].isSymbol("(") - t[i].isSymbol(")");
    if (depth)
      continue;
    isPlain &= !t[i].isWord("case") && !t[i].isWord("between") && !t[i].isWord("or");
    if (t[i].isWord("and"))
      parts.push_back(t.slice(from, i - from)), from = i + 1;
  }
  if (!isPlain)
    return false; // an AND inside BETWEEN or CASE, or beside an OR, proves nothing
  if (!parts.empty()) {
    parts.push_back(t.drop_front(from));
    return llvm::any_of(parts, [&](Tokens p) { return impliesNotNull(p, column); });
  }
  if (t.size() < 4)
    return false;
  Tokens end = t.take_back(3), subject = stripParens(t.drop_back(3));
  return end[0].isWord("is") && end[1].isWord("not") && end[2].isWord("null") &&
         subject.size() == 1 && subject[0].isName() && subject[0].name() == column;
}

} // namespace

bool impliesNotNull(std::string_view check, std::string_view column) {
  std::vector<SqlToken> tokens = lexSqlTokens(check);
  return impliesNotNull(Tokens(tokens), column);
}

} // namespace schemac::postgres
