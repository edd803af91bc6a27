//===- Words.cpp - Names, texts and numbers of statements -----------------===//
#include "Databases.h"
#include "Reader.h"
#include "schemac/Dialect/MySql/MySql.h"
#include <charconv>
#include <fmt/format.h>

namespace schemac::dump {

/// Names keep their case. SQLite takes [x] and 'x' for names, too.
std::optional<Name> Reader::name(Cursor &c) {
  const SqlToken *t = c.peek();
  if (!isMySql() && c.atSymbol("[")) {
    size_t from = c.mark();
    while (!c.done() && !c.atSymbol("]"))
      c.next();
    c.acceptSymbol("]");
    std::string_view all = c.since(from);
    return context.name(all.substr(1, all.size() < 2 ? 0 : all.size() - 2));
  }
  if (t && !isMySql() && t->kind == SqlToken::Kind::String) {
    c.next();
    return context.name(stringValue(t->text, c.sqlRules()));
  }
  if (!t || !t->isName()) {
    expected(c, "a name");
    return std::nullopt;
  }
  c.next();
  return context.name(t->kind == SqlToken::Kind::Quoted ? t->name() : std::string(t->text));
}

QName Reader::qname(Cursor &c) {
  auto first = name(c);
  if (!first || !c.acceptSymbol("."))
    return {Name(), first.value_or(Name())};
  auto second = name(c);
  bool usual = first->str() == dialect.defaultNamespace() || first->str() == home;
  return {usual ? Name() : *first, second.value_or(Name())};
}

std::vector<Name> Reader::names(Cursor &c) {
  std::vector<Name> list;
  if (!expectSymbol(c, "("))
    return list;
  do
    if (auto n = name(c))
      list.push_back(*n);
  while (!failed && c.acceptSymbol(","));
  expectSymbol(c, ")");
  return list;
}

std::string stringValue(std::string_view literal, SqlRules rules) {
  if (literal.size() < 2)
    return std::string(literal);
  char quote = literal.back();
  size_t open = literal.find(quote);
  std::string out;
  for (size_t i = open + 1; i + 1 < literal.size(); ++i) {
    char c = literal[i];
    if (c == '\\' && rules == SqlRules::MySql && i + 2 < literal.size()) {
      mysql::addEscaped(out, literal[++i]);
      continue;
    }
    out += c;
    i += c == quote;
  }
  return out;
}

Name Reader::text(Cursor &c) {
  const SqlToken *t = c.peek();
  bool quoted = t && (t->kind == SqlToken::Kind::String ||
                      (t->kind == SqlToken::Kind::Quoted && t->text.starts_with('"')));
  if (!quoted) {
    expected(c, "a text in quotes");
    return {};
  }
  c.next();
  return context.name(stringValue(t->text, c.sqlRules()));
}

Expr Reader::expr(std::string_view sql) {
  return context.expr(home.empty() ? std::string(sql) : withoutQualifier(sql, home));
}

std::optional<int64_t> Reader::number(Cursor &c) {
  int64_t value = 0;
  const SqlToken *t = c.peek();
  if (!t || t->kind != SqlToken::Kind::Number ||
      std::from_chars(t->text.data(), t->text.data() + t->text.size(), value).ec != std::errc()) {
    expected(c, "a number");
    return std::nullopt;
  }
  c.next();
  return value;
}

} // namespace schemac::dump
