//===- Parts.cpp - Parts of a table's rows as SQL -------------------------===//
#include "Emission.h"
#include "schemac/Dialect/MySql/MySql.h"

namespace schemac::emitmysql {

static std::string partDef(const Emission &e, const RowPart &part, PartsMethod method) {
  bool isRange = method == PartsMethod::Range || method == PartsMethod::RangeColumns;
  std::string out = "PARTITION " + e.quote(part.name);
  if (part.bound && part.bound.str() == mysql::DefaultPart)
    out += " DEFAULT";
  else if (part.bound)
    out += fmt::format(" VALUES {} ({})", isRange ? "LESS THAN" : "IN", part.bound.str());
  return out + (part.comment ? " COMMENT = " + e.text(part.comment) : "");
}

std::string partsDef(const Emission &e, const Table &table) {
  if (!table.rowParts)
    return {};
  const RowParts &r = *table.rowParts;
  std::string out = fmt::format("\nPARTITION BY {} ({})", mysql::partsMethodSql(r.method),
                                isByColumns(r.method) ? e.list(r.columns) : r.expr.string());
  if (r.count)
    out += fmt::format(" PARTITIONS {}", *r.count);
  for (const RowPart &p : r.parts)
    out += (&p == &r.parts.front() ? " (\n    " : ",\n    ") + partDef(e, p, r.method);
  return out + (r.parts.empty() ? "" : "\n)");
}

} // namespace schemac::emitmysql
