//===- SirParseObjects.cpp - Objects beside tables from .sir --------------===//
#include "SirParserBase.h"

namespace schemac::sir {

void ParserBase::parseEntity(Namespace &n, SourceRange begin) {
  n.name.name = parseName();
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

void ParserBase::parseEntity(View &v, SourceRange begin) {
  v.name = parseQName();
  if (acceptWord("of"))
    v.shimOf = parseQName();
  v.range = parseLoc(from(begin));
  if (!v.shimOf) // its columns are written as a table's
    block([&] { parseColumnLine(v.columns); });
}

} // namespace schemac::sir
