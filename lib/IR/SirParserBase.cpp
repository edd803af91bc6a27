//===- SirParserBase.cpp - Names, types and recovery in .sir --------------===//
#include "SirParserBase.h"
#include <charconv>

namespace schemac::sir {

Name ParserBase::parseName() {
  std::string text = tok.text;
  return expect(Tok::Name, "a name") ? context.name(text) : Name();
}

Name ParserBase::parseMethod() {
  Name method = parseName();
  return method && method.str() == "btree" ? Name() : method;
}

QName ParserBase::parseQName() {
  Name first = parseName();
  if (!accept(Tok::Dot))
    return {Name(), first};
  return {first, parseName()};
}

SubRef ParserBase::parseSub() {
  QName table{Name(), parseName()};
  if (!expect(Tok::Dot, "'.' and a name"))
    return {};
  Name second = parseName();
  if (accept(Tok::Dot))
    return {{table.name, second}, parseName()};
  return {table, second};
}

std::vector<Name> ParserBase::parseNames() {
  std::vector<Name> names;
  expect(Tok::LParen, "'('");
  while (!failed && !at(Tok::RParen)) {
    names.push_back(parseName());
    if (!accept(Tok::Comma))
      break;
  }
  expect(Tok::RParen, "')'");
  return names;
}

Name ParserBase::parseString() {
  std::string text = tok.text;
  return expect(Tok::String, "a string") ? context.name(text) : Name();
}

Expr ParserBase::parseSql() {
  std::string text = tok.text;
  return expect(Tok::Sql, "sql\"...\"") ? context.expr(text) : Expr();
}

int64_t ParserBase::parseInt() {
  std::string_view raw = tok.raw;
  SourceRange range = tok.range;
  if (!expect(Tok::Number, "a number"))
    return 0;
  int64_t value = 0;
  auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (error != std::errc() || end != raw.data() + raw.size())
    diags.report(range, diag::err_sir_number, raw);
  return value;
}

std::vector<Name> ParserBase::parseLabels() {
  std::vector<Name> labels;
  expect(Tok::LBrace, "'{'");
  while (!failed && !at(Tok::RBrace)) {
    labels.push_back(parseString());
    if (!accept(Tok::Comma))
      break;
  }
  expect(Tok::RBrace, "'}'");
  return labels;
}

/// ("a", "b")
Type ParserBase::parseLabelled(TypeKind kind) {
  std::vector<Name> labels;
  expect(Tok::LParen, "'('");
  do
    labels.push_back(parseString());
  while (accept(Tok::Comma));
  expect(Tok::RParen, "')'");
  return failed ? Type() : context.labelledType(kind, labels);
}

Type ParserBase::parseType() {
  std::string_view word = tok.raw;
  SourceRange range = tok.range;
  if (!expect(Tok::Word, "a type"))
    return {};
  if ((word == typeInfo(TypeKind::InlineEnum).spelling && at(Tok::LParen)) ||
      word == typeInfo(TypeKind::Set).spelling)
    return parseLabelled(word == typeInfo(TypeKind::Set).spelling ? TypeKind::Set
                                                                  : TypeKind::InlineEnum);
  for (TypeKind named : {TypeKind::Enum, TypeKind::Domain, TypeKind::Composite, TypeKind::Range})
    if (word == typeInfo(named).spelling) {
      QName name = parseQName();
      return failed ? Type() : context.namedType(named, name);
    }
  if (word == "array") {
    if (!expect(Tok::Less, "'<'") || !enter())
      return {};
    Type element = parseType();
    --nesting;
    expect(Tok::Greater, "'>'");
    return failed ? Type() : context.arrayType(element);
  }
  if (word == "native") {
    expect(Tok::LParen, "'('");
    Name spelling = parseString();
    expect(Tok::RParen, "')'");
    return failed ? Type() : context.nativeType(spelling.str());
  }
  static constexpr std::string_view spellings[] = {
#define TYPE(CLASS, SPELLING, MIN, MAX) SPELLING,
#include "schemac/IR/Types.def"
  };
  size_t kind = 0;
  while (kind < std::size(spellings) && spellings[kind] != word)
    ++kind;
  if (kind == std::size(spellings)) {
    diags.report(range, diag::err_sir_unknown, "type", word);
    failed = true;
    return {};
  }
  std::vector<int64_t> params;
  if (accept(Tok::LParen)) {
    do
      params.push_back(parseInt());
    while (accept(Tok::Comma));
    expect(Tok::RParen, "')'");
  }
  const TypeInfo &info = typeInfo(static_cast<TypeKind>(kind));
  auto count = static_cast<int>(params.size());
  if (!failed && (count < info.minParams || count > info.maxParams)) {
    std::string takes = info.minParams == info.maxParams
                            ? std::to_string(info.maxParams)
                            : "at most " + std::to_string(info.maxParams);
    diags.report(from(range), diag::err_sir_type_params, word, takes, count);
    params.clear();
  }
  params.resize(2, -1);
  return context.type(static_cast<TypeKind>(kind), static_cast<int>(params[0]),
                      static_cast<int>(params[1]));
}

void ParserBase::parseDropsLine(std::vector<DropIntent> &drops) {
  SourceRange begin = tok.range;
  expectWord("drops");
  DropIntent d;
  d.name = parseName();
  d.archive = acceptWord("archive");
  d.range = parseLoc(from(begin));
  if (!failed)
    drops.push_back(d);
}

SourceRange ParserBase::parseLoc(SourceRange range) {
  if (!acceptWord("loc"))
    return range;
  expect(Tok::LParen, "'('");
  Name file = parseString();
  expect(Tok::Colon, "':'");
  int64_t line = parseInt();
  expect(Tok::Colon, "':'");
  int64_t column = parseInt();
  expect(Tok::RParen, "')'");
  if (failed)
    return range;
  return SourceRange(
      sources.addExternal(file.str(), static_cast<unsigned>(line), static_cast<unsigned>(column)));
}

void ParserBase::sync(Loc statement) {
  failed = false;
  nesting = 0;
  // Statements begin lines; what stands in braces belongs to the broken one.
  unsigned depth = 0;
  bool moved = tok.range.begin != statement;
  while (!at(Tok::End) && !(moved && depth == 0 && (tok.atLineStart || at(Tok::RBrace)))) {
    if (at(Tok::LBrace))
      ++depth;
    else if (at(Tok::RBrace) && depth > 0)
      --depth;
    advance();
    moved = true;
  }
}

} // namespace schemac::sir
