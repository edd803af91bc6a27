//===- SirParseObjects.cpp - Objects beside tables from .sir --------------===//
#include "SirParserBase.h"

namespace schemac::sir {

void ParserBase::parseEntity(Namespace &n, SourceRange begin) {
  n.name.name = parseName();
  if (acceptWord("renamed_from"))
    n.renamedFrom = parseName();
  n.range = parseLoc(from(begin));
}

void ParserBase::parseEntity(Extension &e, SourceRange begin) {
  e.name.name = parseName();
  if (acceptWord("version"))
    e.version = parseString();
  if (acceptWord("schema"))
    e.schema = parseName();
  e.range = parseLoc(from(begin));
}

void ParserBase::parseEntity(Enum &e, SourceRange begin) {
  e.name = parseQName();
  expect(Tok::LBrace, "'{'");
  while (!failed && !at(Tok::RBrace)) {
    EnumLabel l;
    l.range = tok.range;
    l.label = parseString();
    if (acceptWord("renamed_from"))
      l.renamedFrom = parseString();
    e.labels.push_back(l);
    if (!accept(Tok::Comma))
      break;
  }
  expect(Tok::RBrace, "'}'");
  if (acceptWord("renamed_from"))
    e.renamedFrom = parseName();
  while (acceptWord("drops")) {
    DropIntent d;
    d.range = tok.range;
    d.name = parseString();
    d.archive = acceptWord("archive");
    e.drops.push_back(d);
  }
  e.range = parseLoc(from(begin));
}

/// The rest of a view with a query: `(@a, @b) materialized … as sql"…" { index … }`.
void ParserBase::parseQuery(View &v) {
  if (at(Tok::LParen))
    v.columnNames = parseNames();
  while (!failed && !atWord("as")) {
    if (acceptWord("materialized"))
      v.materialized = true;
    else if (acceptWord("no_data"))
      v.noData = true;
    else if (acceptWord("security_barrier"))
      v.securityBarrier = true;
    else if (acceptWord("security_invoker"))
      v.securityInvoker = true;
    else if (acceptWord("check_option"))
      v.checkOption = acceptWord("local")      ? CheckOption::Local
                      : expectWord("cascaded") ? CheckOption::Cascaded
                                               : CheckOption::None;
    else if (acceptWord("renamed_from"))
      v.renamedFrom = parseName();
    else
      break;
  }
  expectWord("as");
  v.query = parseSql();
}

void ParserBase::parseEntity(View &v, SourceRange begin) {
  v.name = parseQName();
  if (acceptWord("of"))
    v.shimOf = parseQName();
  else if (!at(Tok::LBrace))
    parseQuery(v);
  v.range = parseLoc(from(begin));
  if (v.shimOf || (v.query && !at(Tok::LBrace)))
    return;
  block([&] {
    SourceRange start = tok.range;
    if (!v.query)
      return parseColumnLine(v.columns); // as a table's
    expectWord("index");
    Index i = parseIndex(parseName());
    parsePartComment(v, PartKind::Index, i.name);
    i.range = parseLoc(from(start));
    if (!failed)
      v.indexes.push_back(std::move(i));
  });
}

} // namespace schemac::sir
