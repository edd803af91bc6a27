//===- SirPrintTypes.cpp - Types of the schema and sequences as .sir ------===//
#include "SirPrinter.h"
#include "SirText.h"
#include <fmt/core.h>

namespace schemac::sir {

void Printer::entity(const Domain &d) {
  os << sir::name(d.name) << " : " << d.base.str();
  if (d.collation)
    os << " collate " << sir::name(d.collation);
  if (d.notNull)
    os << " not_null";
  if (d.defaultExpr)
    os << " default " << sir::sql(d.defaultExpr);
  for (const Constraint &c : d.checks)
    os << " check " << sir::name(c.name) << " " << partText(c);
  if (d.renamedFrom)
    os << " renamed_from " << sir::name(d.renamedFrom);
  os << location(d.range);
}

void Printer::entity(const Composite &c) {
  os << sir::name(c.name);
  if (c.renamedFrom)
    os << " renamed_from " << sir::name(c.renamedFrom);
  os << location(c.range) << " {\n";
  ++depth;
  for (const Attribute &a : c.attributes) {
    std::string text = "attr " + sir::name(a.name) + " : " + a.type.str();
    if (a.collation)
      text += " collate " + sir::name(a.collation);
    if (a.renamedFrom)
      text += " renamed_from " + sir::name(a.renamedFrom);
    line(text, a.range);
  }
  drops(c.drops);
  --depth;
  indent() << "}";
}

void Printer::entity(const RangeType &r) {
  os << sir::name(r.name) << " subtype " << r.subtype.str();
  if (r.opclass)
    os << " opclass " << sir::name(r.opclass);
  if (r.collation)
    os << " collate " << sir::name(r.collation);
  if (r.subtypeDiff)
    os << " subtype_diff " << sir::name(r.subtypeDiff);
  if (r.multirange)
    os << " multirange " << sir::name(r.multirange);
  if (r.renamedFrom)
    os << " renamed_from " << sir::name(r.renamedFrom);
  os << location(r.range);
}

/// What the database would choose by itself is left out.
void Printer::entity(const Sequence &s) {
  Sequence plain = s, begun = s;
  fillDefaults(plain, {});
  fillDefaults(begun, {.start = false, .min = true, .max = true});
  os << sir::name(s.name) << " : " << s.type.str();
  if (s.start != begun.start)
    os << " start " << s.start;
  if (s.increment != 1)
    os << " increment " << s.increment;
  if (s.min != plain.min)
    os << " min " << s.min;
  if (s.max != plain.max)
    os << " max " << s.max;
  if (s.cache != 1)
    os << " cache " << s.cache;
  if (s.cycle)
    os << " cycle";
  if (s.ownedBy.sub)
    os << " owned_by " << sir::name(s.ownedBy);
  if (s.renamedFrom)
    os << " renamed_from " << sir::name(s.renamedFrom);
  os << location(s.range);
}

} // namespace schemac::sir
