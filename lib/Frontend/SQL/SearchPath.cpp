//===- SearchPath.cpp - What names in expressions and queries mean --------===//
//
// A server resolves the names in an expression when the statement runs. Here the text is kept, in
// which a name without a namespace means the default one. So where the search path leads elsewhere,
// what it leads to is written out.
//
//===----------------------------------------------------------------------===//
#include "ExtensionWords.h"
#include "Reader.h"
#include "schemac/IR/Queries.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace schemac::sql {

namespace {

using Tokens = std::vector<SqlToken>;

/// Whether a type stands at \p i: x::t, cast(x as t), t 'literal'.
bool isTypeAt(const Tokens &t, size_t i) {
  if (i + 1 < t.size() && t[i + 1].kind == SqlToken::Kind::String)
    return true;
  if (i == 0 || t[i - 1].isSymbol("::"))
    return i > 0;
  if (!t[i - 1].isWord("as"))
    return false;
  int depth = 0;
  for (size_t k = i - 1; k-- > 0;) {
    depth += t[k].isSymbol(")") - t[k].isSymbol("(");
    if (depth < 0)
      return k > 0 && t[k - 1].isWord("cast");
  }
  return false;
}

} // namespace

/// The type or function that the name at \p i means, where that is in a namespace of its own.
QName Reader::meantAt(const Tokens &t, size_t i) {
  bool qualified =
      (i > 0 && t[i - 1].isSymbol(".")) || (i + 1 < t.size() && t[i + 1].isSymbol("."));
  if (!t[i].isName() || qualified)
    return {};
  std::string text = t[i].name();
  bool isCall = i + 1 < t.size() && t[i + 1].isSymbol("(");
  for (Name path : searchPath) {
    if (isTypeAt(t, i))
      if (Type type = namedType(path, text); type && type.named())
        return type.named();
    if ((isTypeAt(t, i) && isBroughtInto(state, path, text, BroughtKind::Type)) ||
        (isCall && isBroughtInto(state, path, text, BroughtKind::Function)))
      return {path, name(text)};
    if (isCall)
      for (const Function &f : state.functions())
        if (f.name.ns == path && f.called.str() == text)
          return f.bare();
  }
  return {};
}

Expr Reader::resolved(Expr sql) {
  if (!sql || std::ranges::none_of(searchPath, [](Name path) { return bool(path); }))
    return sql;
  std::string_view text = sql.str();
  Tokens t = lexSqlTokens(text);
  std::string out;
  size_t copied = 0;
  for (size_t i = 0; i < t.size(); ++i)
    if (QName meant = meantAt(t, i); meant.ns) {
      out += text.substr(copied, t[i].begin - copied);
      out += sqlIdentifier(meant.ns.str()) + ".";
      copied = t[i].begin;
    }
  Expr now = !out.empty() ? context.expr(out + std::string(text.substr(copied))) : sql;
  now = qualifyRelationsIn(context, now, [&](std::string_view n) { return relations()("", n); });
  for (QName drawn : sequencesIn(context, now))
    if (QName meant = drawn.ns ? QName() : relations()("", drawn.name.str()); meant.ns)
      now = renameSequenceIn(context, now, drawn, meant);
  return now;
}

Expr Reader::exprOf(Span span) {
  while (span.first + 1 < span.last && isWord(span.first, "(") &&
         closing(span.first) + 1 == span.last)
    span = {span.first + 1, span.last - 1};
  std::string sql = textOf(span);
  return sql.empty() ? Expr() : resolved(context.expr(sql));
}

/// What SET search_path FROM CURRENT takes over, as SET says it: only where a statement before said
/// it, and it is still so. Null: it is a matter of whoever runs the statements.
Expr Reader::currentSearchPath() {
  std::string text;
  std::vector<Name> names;
  for (llvm::StringRef part : llvm::split(pathWritten.str(), ", ")) {
    bool isPlain =
        !part.empty() && llvm::all_of(part, [](char c) { return llvm::isAlnum(c) || c == '_'; });
    if (!isPlain && part != "$user")
      return {};
    text += (text.empty() ? "'" : ", '") + part.str() + "'";
    if (part != "$user" && part != "pg_catalog")
      names.push_back(ns(part.str()));
  }
  return names == searchPath ? context.expr(text) : Expr();
}

} // namespace schemac::sql
