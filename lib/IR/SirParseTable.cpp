//===- SirParseTable.cpp - Tables and their parts from .sir ---------------===//
#include "SirKeywords.h"
#include "SirParserBase.h"
#include <algorithm>

namespace schemac::sir {

static constexpr std::string_view FillWords[] = {"serial", "identity", "identity_always", "stored",
                                                 "virtual"};

Column ParserBase::parseColumn() {
  Column c;
  ColumnExtra extra;
  c.type = parseType();
  while (onLine()) {
    if (c.generation != Generation::None &&
        std::ranges::any_of(FillWords, [&](std::string_view word) { return atWord(word); })) {
      expected("no second way to fill the column");
      break;
    }
    if (acceptWord("nullable"))
      c.nullable = true;
    else if (acceptWord("not_null_not_valid"))
      c.notNullNotValid = true;
    else if (acceptWord("serial"))
      c.generation = Generation::Serial;
    else if (acceptWord("identity"))
      c.generation = Generation::IdentityByDefault;
    else if (acceptWord("identity_always"))
      c.generation = Generation::IdentityAlways;
    else if (acceptWord("stored"))
      c.generation = Generation::Stored, extra.generated = parseSql();
    else if (acceptWord("virtual"))
      c.generation = Generation::Virtual, extra.generated = parseSql();
    else if (acceptSequenceOption(extra.options))
      continue;
    else if (acceptWord("storage"))
      extra.storage = parseName();
    else if (acceptWord("compression"))
      extra.compression = parseName();
    else if (acceptWord("charset"))
      extra.charset = parseName();
    else if (acceptWord("on_update"))
      extra.onUpdate = parseSql();
    else if (acceptWord("invisible"))
      extra.invisible = true;
    else if (acceptWord("sequence"))
      extra.sequence = parseName();
    else if (acceptWord("default"))
      c.defaultExpr = parseSql();
    else if (acceptWord("collate"))
      extra.collation = parseName();
    else if (acceptWord("renamed_from"))
      extra.renamedFrom = parseName();
    else if (acceptWord("moved_from"))
      extra.movedFrom = parseName();
    else if (acceptWord("backfill"))
      extra.backfill = parseSql();
    else
      break;
  }
  if (extra.sequence || extra.generated || extra.collation || extra.storage || extra.compression ||
      extra.charset || extra.onUpdate || extra.invisible || extra.options.given() ||
      extra.renamedFrom || extra.movedFrom || extra.backfill)
    c.extra = context.make<ColumnExtra>(extra);
  return c;
}

bool ParserBase::acceptForeignKeyOption(Constraint &c) {
  if (c.kind != ConstraintKind::ForeignKey)
    return false;
  if (acceptWord("on_delete")) {
    c.onDelete = parseWord<FkAction>(FkActionWords, "an action such as cascade");
    if (onLine() && at(Tok::LParen))
      c.edit().setColumns = parseNames();
  } else if (acceptWord("on_update")) {
    c.onUpdate = parseWord<FkAction>(FkActionWords, "an action such as cascade");
  } else {
    return acceptWord("match_full") && (c.matchFull = true);
  }
  return true;
}

bool ParserBase::acceptConstraintOption(Constraint &c) {
  bool hasIndex = c.kind != ConstraintKind::Check && c.kind != ConstraintKind::ForeignKey;
  if (hasIndex && (atWord("with") || atWord("tablespace"))) {
    ConstraintExtra &extra = c.edit();
    return acceptIndexOption(extra.parameters, extra.tablespace);
  }
  if (c.kind == ConstraintKind::Exclusion && acceptWord("where"))
    c.edit().where = parseSql();
  else
    return !hasIndex && acceptWord("not_enforced") && (c.notEnforced = true);
  return true;
}

/// Columns; in MySQL with lengths and directions, which are kept where there are any.
void ParserBase::parsePrimaryKey(Constraint &c) {
  std::vector<IndexElem> elems = parseElems();
  bool whole = true;
  for (const IndexElem &e : elems) {
    IndexElem column;
    column.column = e.column;
    column.prefixLength = e.prefixLength;
    column.descending = e.descending;
    if (!e.column || !(column == e))
      expected("a column");
    c.columns.push_back(e.column);
    whole &= e.prefixLength < 0 && !e.descending;
  }
  if (!whole)
    c.edit().elems = std::move(elems);
}

Constraint ParserBase::parseConstraint(ConstraintKind kind, Name name) {
  Constraint c;
  c.kind = kind;
  c.name = name;
  if (kind == ConstraintKind::Check) {
    c.check = parseSql();
  } else if (kind == ConstraintKind::Exclusion) {
    c.edit().method = acceptWord("using") ? parseMethod() : Name();
    c.edit().elems = parseElems();
  } else if (kind == ConstraintKind::PrimaryKey) {
    parsePrimaryKey(c);
  } else {
    c.columns = parseNames();
  }
  if (kind == ConstraintKind::ForeignKey) {
    expectWord("references");
    c.refTable = parseQName();
    c.refColumns = parseNames();
  }
  while (onLine()) {
    if (acceptForeignKeyOption(c) || acceptConstraintOption(c))
      continue;
    if (acceptWord("include"))
      c.include = parseNames();
    else if (acceptWord("nulls_not_distinct"))
      c.nullsNotDistinct = true;
    else if (acceptWord("no_inherit"))
      c.noInherit = true;
    else if (acceptWord("deferrable"))
      c.deferrable = true;
    else if (acceptWord("initially_deferred"))
      c.initiallyDeferred = true;
    else if (acceptWord("not_valid"))
      c.notValid = true;
    else if (acceptWord("using_index"))
      c.usingIndex = parseName();
    else
      break;
  }
  return c;
}

IndexElem ParserBase::parseElem() {
  IndexElem e;
  if (at(Tok::Sql))
    e.expr = parseSql();
  else
    e.column = parseName();
  while (onLine()) {
    if (acceptWord("length"))
      e.prefixLength = static_cast<int32_t>(parseInt());
    else if (acceptWord("collate"))
      e.collation = parseName();
    else if (acceptWord("opclass")) {
      e.opclass = parseName();
      if (onLine() && at(Tok::LParen))
        e.opclassParameters = parseParameters();
    } else if (acceptWord("with"))
      e.with = parseString();
    else if (acceptWord("desc"))
      e.descending = true;
    else if (acceptWord("nulls_first"))
      e.nulls = NullsOrder::First;
    else if (acceptWord("nulls_last"))
      e.nulls = NullsOrder::Last;
    else
      break;
  }
  return e;
}

std::vector<IndexElem> ParserBase::parseElems() {
  std::vector<IndexElem> elems;
  expect(Tok::LParen, "'('");
  while (!failed && !at(Tok::RParen)) {
    elems.push_back(parseElem());
    if (!accept(Tok::Comma))
      break;
  }
  expect(Tok::RParen, "')'");
  return elems;
}

Index ParserBase::parseIndex(Name name) {
  Index i;
  i.name = name;
  i.elems = parseElems();
  while (onLine()) {
    if (acceptIndexOption(i.parameters, i.tablespace))
      continue;
    if (acceptWord("unique"))
      i.unique = true;
    else if (acceptWord("using"))
      i.method = parseMethod();
    else if (acceptWord("include"))
      i.include = parseNames();
    else if (acceptWord("nulls_not_distinct"))
      i.nullsNotDistinct = true;
    else if (acceptWord("where"))
      i.where = parseSql();
    else if (acceptWord("invalid"))
      i.invalid = true;
    else if (acceptWord("part_of"))
      i.partOf = parseName();
    else
      break;
  }
  return i;
}

Trigger ParserBase::parseTrigger(Name name) {
  Trigger t;
  t.name = name;
  if (acceptWord("fill")) {
    t.kind = TriggerKind::Fill;
    t.newColumn = parseName();
    expectWord("value");
    t.forward = parseSql();
    return t;
  }
  if (parseAction(t))
    return t;
  if (!acceptWord("sync"))
    expected("'sync', 'fill', 'before' or 'after'");
  t.oldColumn = parseName();
  expectWord("to");
  t.newColumn = parseName();
  while (onLine()) {
    if (acceptWord("forward"))
      t.forward = parseSql();
    else if (acceptWord("backward"))
      t.backward = parseSql();
    else if (acceptWord("fallback"))
      t.fallback = parseSql();
    else
      break;
  }
  return t;
}

void ParserBase::parseColumnLine(std::vector<Column> &columns, Entity *owner) {
  SourceRange begin = tok.range;
  expectWord("col");
  Name name = parseName();
  expect(Tok::Colon, "':'");
  Column c = parseColumn();
  c.name = name;
  if (owner)
    parsePartComment(*owner, PartKind::Column, name);
  c.range = parseLoc(from(begin));
  if (!failed)
    columns.push_back(std::move(c));
}

void ParserBase::tableStatement(Table &t) {
  SourceRange begin = tok.range;
  if (atWord("col"))
    return parseColumnLine(t.columns, &t);
  for (size_t kind = 0; kind < std::size(ConstraintWords); ++kind) {
    if (!acceptWord(ConstraintWords[kind]))
      continue;
    Name name = parseName();
    Constraint c = parseConstraint(static_cast<ConstraintKind>(kind), name);
    parsePartComment(t, PartKind::Constraint, name);
    c.range = parseLoc(from(begin));
    if (!failed)
      t.constraints.push_back(std::move(c));
    return;
  }
  if (acceptWord("index")) {
    Index i = parseIndex(parseName());
    parsePartComment(t, PartKind::Index, i.name);
    i.range = parseLoc(from(begin));
    if (!failed)
      t.indexes.push_back(std::move(i));
  } else if (acceptWord("trigger")) {
    Trigger tr = parseTrigger(parseName());
    parsePartComment(t, PartKind::Trigger, tr.name);
    tr.range = parseLoc(from(begin));
    if (!failed)
      t.triggers.push_back(std::move(tr));
  } else if (acceptWord("policy")) {
    Policy p = parsePolicy(parseName());
    parsePartComment(t, PartKind::Policy, p.name);
    p.range = parseLoc(from(begin));
    if (!failed)
      t.policies.push_back(std::move(p));
  } else if (acceptWord("row_security")) {
    parseRowSecurity(t);
  } else if (atWord("drops")) {
    parseDropsLine(t.drops);
  } else {
    expected("a part of a table");
  }
}

void ParserBase::parseEntity(Table &t, SourceRange begin) {
  t.name = parseQName();
  while (!failed) {
    if (acceptWord("rows"))
      t.rows = parseInt();
    else if (acceptWord("bytes"))
      t.bytes = parseInt();
    else if (acceptWord("index_bytes"))
      t.indexBytes = parseInt();
    else if (acceptWord("traffic"))
      t.traffic = parseWord<Traffic>(TrafficWords, "hot, cold or normal");
    else if (acceptWord("renamed_from"))
      t.renamedFrom = parseName();
    else if (!acceptTableOption(t))
      break;
  }
  t.range = parseLoc(from(begin));
  block([&] { tableStatement(t); });
}

} // namespace schemac::sir
