//===- Others.cpp - Statistics and publications ---------------------------===//
#include "Write/Hcl/Writer.h"

namespace schemac::hcl_form {

static std::string words(const std::vector<Name> &names) {
  std::vector<std::string> items;
  for (Name n : names)
    items.push_back(n.string());
  return list(items);
}

void Writer::statistics(const ExtendedStatistics &x) {
  access(x, "statistics");
  Block &b = add(head("statistics", x.name));
  b.set("schema", schemaRef(x.name));
  b.set("on", ref("table", x.table));
  std::vector<std::string> columns;
  for (Name n : x.columns)
    columns.push_back(column(x.table, n));
  if (!columns.empty())
    b.set("columns", list(columns));
  if (!x.kinds.empty())
    b.set("kinds", words(x.kinds));
  if (x.target)
    b.set("target", std::to_string(*x.target));
  b.set("comment", commentOf(x));
  owner(b, x);
  for (Expr e : x.expressions)
    b.block("by").set("expr", text(e.str()));
}

void Writer::publication(const Publication &p) {
  access(p, "publication");
  Block &b = add("publication " + quoted(p.name.name.str()));
  b.flag("all_tables", p.allTables);
  std::vector<std::string> schemas;
  for (Name ns : p.namespaces)
    schemas.push_back("schema" + step(ns.str()));
  if (!schemas.empty())
    b.set("schemas", list(schemas));
  if (!p.publish.empty())
    b.set("publish", words(p.publish));
  b.flag("via_partition_root", p.viaRoot);
  b.set("comment", commentOf(p));
  owner(b, p);
  if (p.renamedFrom)
    b.set("renamed_from", quoted(p.renamedFrom.str()));
  for (const PublishedTable &t : p.tables) {
    Block &inner = b.block("published");
    inner.set("table", ref("table", t.table));
    std::vector<std::string> columns;
    for (Name n : t.columns)
      columns.push_back(column(t.table, n));
    if (!columns.empty())
      inner.set("columns", list(columns));
    if (t.where)
      inner.set("where", text(t.where.str()));
  }
}

} // namespace schemac::hcl_form
