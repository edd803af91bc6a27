//===- SqlSequences.cpp - Sequences inside raw SQL expressions ------------===//
//
// A sequence stands in an expression as a string: nextval('s'), 'ns.s'::regclass. The database
// keeps the sequence itself, so that the text follows when it is renamed or moved.
//
//===----------------------------------------------------------------------===//
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

namespace {
using Tokens = std::vector<SqlToken>;

/// A dump may quote every name.
bool isNamed(const SqlToken &token, std::string_view name) {
  return token.isName() && token.name() == name;
}

bool isCall(const Tokens &t, size_t i) {
  return i >= 2 && t[i - 1].isSymbol("(") &&
         (isNamed(t[i - 2], "nextval") || isNamed(t[i - 2], "currval") ||
          isNamed(t[i - 2], "setval"));
}

bool isRegclass(const Tokens &t, size_t i) {
  return i + 2 < t.size() && t[i + 1].isSymbol("::") && isNamed(t[i + 2], "regclass");
}

/// The name in the literal \p token, as SQL reads it; null when it is none.
QName nameIn(Context &context, const SqlToken &token) {
  if (!token.text.starts_with('\'') || token.text.size() < 3)
    return {};
  std::string inner;
  for (size_t i = 1; i + 1 < token.text.size(); ++i) {
    inner += token.text[i];
    i += token.text[i] == '\''; // a doubled quote stands for one
  }
  Tokens parts = lexSqlTokens(inner);
  if (parts.size() == 1 && parts[0].isName())
    return {Name(), context.name(parts[0].name())};
  if (parts.size() != 3 || !parts[0].isName() || !parts[1].isSymbol(".") || !parts[2].isName())
    return {};
  std::string ns = parts[0].name();
  return {ns == "public" ? Name() : context.name(ns), context.name(parts[2].name())};
}

/// Calls \p found with each token that names a sequence, and the name.
template <class Fn> void forEachSequence(Context &context, Expr sql, Fn found) {
  if (!sql || sql.str().find('\'') == std::string_view::npos)
    return;
  Tokens t = lexSqlTokens(sql.str());
  for (size_t i = 0; i < t.size(); ++i)
    if (t[i].kind == SqlToken::Kind::String && (isCall(t, i) || isRegclass(t, i)))
      if (QName name = nameIn(context, t[i]))
        found(t[i], name);
}

std::string literal(QName name) {
  std::string text = name.ns ? sqlIdentifier(name.ns.str()) + "." : "";
  text += sqlIdentifier(name.name.str());
  std::string out = "'";
  for (char c : text)
    out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}
} // namespace

bool drawsFromSequence(Expr sql) {
  if (!sql)
    return false;
  std::string_view text = sql.str();
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  constexpr std::string_view Word = "nextval";
  return std::search(text.begin(), text.end(), Word.begin(), Word.end(),
                     [&](char a, char b) { return lower(a) == b; }) != text.end();
}

std::vector<QName> sequencesIn(Context &context, Expr sql) {
  std::vector<QName> names;
  forEachSequence(context, sql, [&](const SqlToken &, QName name) { names.push_back(name); });
  return names;
}

Expr renameSequenceIn(Context &context, Expr sql, QName from, QName to) {
  std::string result;
  size_t copied = 0;
  forEachSequence(context, sql, [&](const SqlToken &token, QName name) {
    if (name != from)
      return;
    result += sql.str().substr(copied, token.begin - copied);
    result += literal(to);
    copied = token.end;
  });
  if (!copied)
    return sql;
  result += sql.str().substr(copied);
  return context.expr(result);
}

} // namespace schemac
