//===- SirParseOptions.cpp - Options of tables, columns, indexes ----------===//
#include "SirKeywords.h"
#include "SirParserBase.h"

namespace schemac::sir {

/// A word, a number, or a string for anything else: (fillfactor = 70, autovacuum_enabled = false,
/// toast.autovacuum_vacuum_scale_factor = "0.05").
Parameters ParserBase::parseParameters() {
  Parameters list;
  expect(Tok::LParen, "'('");
  while (!failed && !at(Tok::RParen)) {
    std::string name(tok.raw);
    expect(Tok::Word, "a parameter");
    if (accept(Tok::Dot)) {
      name += "." + std::string(tok.raw);
      expect(Tok::Word, "a parameter");
    }
    expect(Tok::Equal, "'='");
    std::string value(at(Tok::String) ? std::string_view(tok.text) : tok.raw);
    if (!accept(Tok::Number) && !accept(Tok::Word) && !accept(Tok::String))
      expected("a value");
    list.push_back({context.name(name), context.name(value)});
    if (!accept(Tok::Comma))
      break;
  }
  expect(Tok::RParen, "')'");
  return list;
}

bool ParserBase::acceptIndexOption(Parameters &parameters, Name &tablespace) {
  if (acceptWord("with"))
    parameters = parseParameters();
  else if (acceptWord("tablespace"))
    tablespace = parseName();
  else
    return false;
  return true;
}

bool ParserBase::acceptSequenceOption(SequenceOptions &options) {
  struct {
    std::string_view word;
    std::optional<int64_t> &value;
  } numbers[] = {{"start", options.start},
                 {"increment", options.increment},
                 {"minvalue", options.min},
                 {"maxvalue", options.max},
                 {"cache", options.cache}};
  for (auto &[word, value] : numbers)
    if (acceptWord(word)) {
      value = parseInt();
      return true;
    }
  return acceptWord("cycle") && (options.cycle = true);
}

/// partition_of @parent for sql"FROM (1) TO (10)", or partition_of @parent default.
void ParserBase::parsePartitionOf(Table &t) {
  t.partitionOf = parseQName();
  if (acceptWord("for"))
    t.bound = parseSql();
  else
    expectWord("default");
}

void ParserBase::parseRowParts(Table &t) {
  RowParts r;
  r.method = parseWord<PartsMethod>(PartsMethodWords, "a method such as range_columns");
  if (isByColumns(r.method))
    r.columns = parseNames();
  else
    r.expr = parseSql();
  if (onLine() && acceptWord("parts"))
    r.count = parseInt();
  if (onLine() && accept(Tok::LParen)) {
    do {
      RowPart &p = r.parts.emplace_back();
      p.name = parseName();
      if (at(Tok::Sql))
        p.bound = parseSql();
      if (acceptWord("comment"))
        p.comment = parseString();
    } while (!failed && accept(Tok::Comma));
    expect(Tok::RParen, "')'");
  }
  t.rowParts = std::make_shared<const RowParts>(std::move(r));
}

bool ParserBase::acceptTableOption(Table &t) {
  if (acceptIndexOption(t.parameters, t.tablespace))
    return true;
  if (acceptWord("unlogged")) {
    t.unlogged = true;
  } else if (acceptWord("replica_identity")) {
    t.replicaIdentity = acceptWord("full")      ? ReplicaIdentity::Full
                        : acceptWord("nothing") ? ReplicaIdentity::Nothing
                                                : ReplicaIdentity::Index;
    if (t.replicaIdentity == ReplicaIdentity::Index && expectWord("index"))
      t.replicaIndex = parseName();
  } else if (acceptWord("inherits")) {
    expect(Tok::LParen, "'('");
    do
      t.inherits.push_back(parseQName());
    while (accept(Tok::Comma));
    expect(Tok::RParen, "')'");
  } else if (acceptWord("into")) {
    parseRowParts(t);
  } else if (acceptWord("partition_of")) {
    parsePartitionOf(t);
  } else if (acceptWord("partitioned")) {
    expectWord("by");
    t.partitionBy.strategy =
        parseWord<PartitionStrategy>(PartitionWords, "'range', 'list' or 'hash'");
    t.partitionBy.elems = parseElems();
  } else {
    return false;
  }
  return true;
}

} // namespace schemac::sir
