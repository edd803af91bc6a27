//===- SirPrintObjects.cpp - Objects beside tables as .sir ----------------===//
#include "SirPrinter.h"
#include "SirText.h"

namespace schemac::sir {

void Printer::entity(const Namespace &n) {
  os << sir::name(n.name);
  if (n.renamedFrom)
    os << " renamed_from " << sir::name(n.renamedFrom);
  os << location(n.range);
}

void Printer::entity(const Extension &e) {
  os << sir::name(e.name);
  if (e.version)
    os << " version " << sir::quote(e.version.str());
  if (e.schema)
    os << " schema " << sir::name(e.schema);
  os << location(e.range);
}

void Printer::entity(const Enum &e) {
  os << sir::name(e.name) << " {";
  for (size_t i = 0; i < e.labels.size(); ++i) {
    os << (i ? ", " : "") << sir::quote(e.labels[i].label.str());
    if (e.labels[i].renamedFrom)
      os << " renamed_from " << sir::quote(e.labels[i].renamedFrom.str());
  }
  os << "}";
  if (e.renamedFrom)
    os << " renamed_from " << sir::name(e.renamedFrom);
  for (const DropIntent &d : e.drops)
    os << " drops " << sir::quote(d.name.str()) << (d.archive ? " archive" : "");
  os << location(e.range);
}

/// All of a view with a query between its name and its indexes.
static std::string queryText(const View &v) {
  std::string out = v.columnNames.empty() ? "" : " " + sir::list(v.columnNames);
  out += v.materialized ? " materialized" : "";
  out += v.noData ? " no_data" : "";
  out += v.securityBarrier ? " security_barrier" : "";
  out += v.securityInvoker ? " security_invoker" : "";
  if (v.checkOption != CheckOption::None)
    out += v.checkOption == CheckOption::Local ? " check_option local" : " check_option cascaded";
  if (v.renamedFrom)
    out += " renamed_from " + sir::name(v.renamedFrom);
  return out + " as " + sir::sql(v.query);
}

void Printer::entity(const View &v) {
  os << sir::name(v.name);
  if (v.shimOf)
    os << " of " << sir::name(v.shimOf);
  if (v.query)
    os << queryText(v);
  os << location(v.range);
  if (v.shimOf || (v.query && v.indexes.empty()))
    return;
  os << " {\n";
  ++depth;
  if (!v.query)
    for (const Column &c : v.columns)
      line("col " + sir::name(c.name) + " : " + partText(c), c.range);
  for (const Index &i : v.indexes)
    line("index " + sir::name(i.name) + " " + partText(i) + partComment(v, PartKind::Index, i.name),
         i.range);
  --depth;
  indent() << "}";
}

} // namespace schemac::sir
