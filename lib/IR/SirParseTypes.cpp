//===- SirParseTypes.cpp - Types of the schema and sequences from .sir ----===//
#include "SirParserBase.h"

namespace schemac::sir {

void ParserBase::parseEntity(Domain &d, SourceRange begin) {
  d.name = parseQName();
  expect(Tok::Colon, "':'");
  d.base = parseType();
  while (onLine()) {
    SourceRange start = tok.range;
    if (acceptWord("collate"))
      d.collation = parseName();
    else if (acceptWord("not_null"))
      d.notNull = true;
    else if (acceptWord("default"))
      d.defaultExpr = parseSql();
    else if (acceptWord("renamed_from"))
      d.renamedFrom = parseName();
    else if (acceptWord("check")) {
      Name name = parseName();
      Constraint c = parseConstraint(ConstraintKind::Check, name);
      c.range = from(start);
      d.checks.push_back(std::move(c));
    } else
      break;
  }
  d.range = parseLoc(from(begin));
}

void ParserBase::parseEntity(Composite &c, SourceRange begin) {
  c.name = parseQName();
  if (acceptWord("renamed_from"))
    c.renamedFrom = parseName();
  c.range = parseLoc(from(begin));
  block([&] {
    SourceRange start = tok.range;
    if (atWord("drops"))
      return parseDropsLine(c.drops);
    if (!expectWord("attr"))
      return;
    Attribute a;
    a.name = parseName();
    expect(Tok::Colon, "':'");
    a.type = parseType();
    while (onLine()) {
      if (acceptWord("collate"))
        a.collation = parseName();
      else if (acceptWord("renamed_from"))
        a.renamedFrom = parseName();
      else
        break;
    }
    a.range = parseLoc(from(start));
    if (!failed)
      c.attributes.push_back(a);
  });
}

void ParserBase::parseEntity(RangeType &r, SourceRange begin) {
  r.name = parseQName();
  expectWord("subtype");
  r.subtype = parseType();
  while (onLine()) {
    if (acceptWord("opclass"))
      r.opclass = parseName();
    else if (acceptWord("collate"))
      r.collation = parseName();
    else if (acceptWord("subtype_diff"))
      r.subtypeDiff = parseName();
    else if (acceptWord("multirange"))
      r.multirange = parseName();
    else if (acceptWord("renamed_from"))
      r.renamedFrom = parseName();
    else
      break;
  }
  r.range = parseLoc(from(begin));
}

void ParserBase::parseEntity(Sequence &s, SourceRange begin) {
  s.name = parseQName();
  expect(Tok::Colon, "':'");
  SourceRange at = tok.range;
  s.type = parseType();
  if (!failed && !s.type.is(TypeKind::I16) && !s.type.is(TypeKind::I32) &&
      !s.type.is(TypeKind::I64)) {
    diags.report(at, diag::err_sequence_type, s.name.str(), s.type.str());
    failed = true;
  }
  SequenceBounds said;
  auto bound = [&](bool &flag, int64_t &value) { flag = true, value = parseInt(); };
  while (onLine()) {
    if (acceptWord("start"))
      bound(said.start, s.start);
    else if (acceptWord("increment"))
      s.increment = parseInt();
    else if (acceptWord("min"))
      bound(said.min, s.min);
    else if (acceptWord("max"))
      bound(said.max, s.max);
    else if (acceptWord("cache"))
      s.cache = parseInt();
    else if (acceptWord("cycle"))
      s.cycle = true;
    else if (acceptWord("owned_by"))
      s.ownedBy = parseSub();
    else if (acceptWord("renamed_from"))
      s.renamedFrom = parseName();
    else
      break;
  }
  if (!failed)
    fillDefaults(s, said);
  s.range = parseLoc(from(begin));
}

} // namespace schemac::sir
