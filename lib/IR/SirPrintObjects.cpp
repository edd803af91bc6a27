//===- SirPrintObjects.cpp - Objects beside tables as .sir ----------------===//
#include "SirPrinter.h"
#include "SirText.h"

namespace schemac::sir {

void Printer::entity(const Namespace &n) { os << sir::name(n.name) << location(n.range); }

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

void Printer::entity(const View &v) {
  os << sir::name(v.name);
  if (v.shimOf)
    os << " of " << sir::name(v.shimOf);
  os << location(v.range);
  if (v.shimOf)
    return;
  os << " {\n";
  ++depth;
  for (const Column &c : v.columns)
    line("col " + sir::name(c.name) + " : " + partText(c), c.range);
  --depth;
  indent() << "}";
}

} // namespace schemac::sir
