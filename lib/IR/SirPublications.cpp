//===- SirPublications.cpp - Publications from and as .sir ----------------===//
#include "SirParserBase.h"
#include "SirPrinter.h"
#include "SirText.h"
#include <algorithm>

namespace schemac::sir {

/// table @users (@id, @name) where sql"id > 0"
void ParserBase::parsePublished(Publication &p) {
  if (acceptWord("namespace")) {
    p.namespaces.push_back(parseName());
    return;
  }
  if (!expectWord("table"))
    return;
  PublishedTable t;
  t.table = parseQName();
  if (at(Tok::LParen))
    t.columns = parseNames();
  std::sort(t.columns.begin(), t.columns.end());
  if (acceptWord("where"))
    t.where = parseSql();
  if (!failed && p.table(t.table))
    expected("each table once");
  if (!failed)
    p.tables.push_back(std::move(t));
}

void ParserBase::parseEntity(Publication &p, SourceRange begin) {
  p.name.name = parseName();
  while (!failed) {
    if (acceptWord("all_tables"))
      p.allTables = true;
    else if (acceptWord("publish"))
      p.publish = parseLabels();
    else if (acceptWord("via_partition_root"))
      p.viaRoot = true;
    else if (acceptWord("renamed_from"))
      p.renamedFrom = parseName();
    else
      break;
  }
  std::sort(p.publish.begin(), p.publish.end());
  p.range = parseLoc(from(begin));
  block([&] { parsePublished(p); });
  std::sort(p.namespaces.begin(), p.namespaces.end());
}

void Printer::entity(const Publication &p) {
  os << sir::name(p.name);
  if (p.allTables)
    os << " all_tables";
  for (size_t i = 0; i < p.publish.size(); ++i)
    os << (i ? ", " : " publish {") << sir::quote(p.publish[i].str())
       << (i + 1 == p.publish.size() ? "}" : "");
  if (p.viaRoot)
    os << " via_partition_root";
  if (p.renamedFrom)
    os << " renamed_from " << sir::name(p.renamedFrom);
  os << location(p.range) << " {\n";
  ++depth;
  for (const PublishedTable &t : p.tables)
    line("table " + sir::name(t.table) + (t.columns.empty() ? "" : " " + sir::list(t.columns)) +
             (t.where ? " where " + sir::sql(t.where) : ""),
         SourceRange());
  for (Name ns : p.namespaces)
    line("namespace " + sir::name(ns), SourceRange());
  --depth;
  indent() << "}";
}

} // namespace schemac::sir
