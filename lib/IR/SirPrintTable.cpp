//===- SirPrintTable.cpp - Tables and their parts as .sir -----------------===//
#include "SirKeywords.h"
#include "SirPrinter.h"
#include "SirText.h"
#include <fmt/core.h>

namespace schemac::sir {

//===--- parts, as text after the part's name -----------------------------===//

std::string partText(const Column &c) {
  std::string out = c.type.str();
  if (c.nullable)
    out += " nullable";
  if (c.notNullNotValid)
    out += " not_null_not_valid";
  switch (c.generation) {
  case Generation::None:
    break;
  case Generation::Serial:
    out += " serial";
    break;
  case Generation::IdentityAlways:
    out += " identity_always";
    break;
  case Generation::IdentityByDefault:
    out += " identity";
    break;
  case Generation::Stored:
    out += " stored " + sir::sql(c.generated());
    break;
  case Generation::Virtual:
    out += " virtual " + sir::sql(c.generated());
    break;
  }
  if (c.sequence())
    out += " sequence " + sir::name(c.sequence());
  out += optionsText(c.options());
  if (c.defaultExpr)
    out += " default " + sir::sql(c.defaultExpr);
  if (c.onUpdate())
    out += " on_update " + sir::sql(c.onUpdate());
  if (c.charset())
    out += " charset " + sir::name(c.charset());
  if (c.collation())
    out += " collate " + sir::name(c.collation());
  if (c.storage())
    out += " storage " + sir::name(c.storage());
  if (c.compression())
    out += " compression " + sir::name(c.compression());
  if (c.invisible())
    out += " invisible";
  if (c.renamedFrom())
    out += " renamed_from " + sir::name(c.renamedFrom());
  if (c.movedFrom())
    out += " moved_from " + sir::name(c.movedFrom());
  if (c.backfill())
    out += " backfill " + sir::sql(c.backfill());
  return out;
}

std::string partText(const Constraint &c) {
  std::string out;
  if (c.kind == ConstraintKind::Check)
    out = sir::sql(c.check);
  else if (c.kind == ConstraintKind::Exclusion)
    out = (c.more().method ? "using " + sir::name(c.more().method) + " " : std::string()) +
          elemsText(c.more().elems);
  else
    out = c.more().elems.empty() ? sir::list(c.columns) : elemsText(c.more().elems);
  if (c.kind == ConstraintKind::ForeignKey) {
    out += " references " + sir::name(c.refTable) + " " + sir::list(c.refColumns);
    if (c.onDelete != FkAction::NoAction)
      out += fmt::format(" on_delete {}", sir::word(sir::FkActionWords, c.onDelete));
    if (!c.more().setColumns.empty())
      out += " " + sir::list(c.more().setColumns);
    if (c.onUpdate != FkAction::NoAction)
      out += fmt::format(" on_update {}", sir::word(sir::FkActionWords, c.onUpdate));
    if (c.matchFull)
      out += " match_full";
  }
  if (!c.include.empty())
    out += " include " + sir::list(c.include);
  if (c.nullsNotDistinct)
    out += " nulls_not_distinct";
  out += indexOptionsText(c.more().parameters, c.more().tablespace);
  if (c.more().where)
    out += " where " + sir::sql(c.more().where);
  if (c.noInherit)
    out += " no_inherit";
  if (c.deferrable)
    out += " deferrable";
  if (c.initiallyDeferred)
    out += " initially_deferred";
  if (c.notEnforced)
    out += " not_enforced";
  if (c.notValid)
    out += " not_valid";
  if (c.usingIndex)
    out += " using_index " + sir::name(c.usingIndex);
  return out;
}

static std::string elemText(const IndexElem &e) {
  std::string out = e.column ? sir::name(e.column) : sir::sql(e.expr);
  if (e.prefixLength >= 0)
    out += fmt::format(" length {}", e.prefixLength);
  if (e.collation)
    out += " collate " + sir::name(e.collation);
  if (e.opclass)
    out += " opclass " + sir::name(e.opclass);
  if (!e.opclassParameters.empty())
    out += " " + parametersText(e.opclassParameters);
  if (e.descending)
    out += " desc";
  if (e.nulls != NullsOrder::Default)
    out += fmt::format(" {}", sir::word(sir::NullsWords, e.nulls));
  if (e.with)
    out += " with " + sir::quote(e.with.str());
  return out;
}

std::string elemsText(const std::vector<IndexElem> &elems) {
  std::string out = "(";
  for (size_t n = 0; n < elems.size(); ++n)
    out += (n ? ", " : "") + elemText(elems[n]);
  return out + ")";
}

std::string partText(const Index &i) {
  std::string out = elemsText(i.elems);
  if (i.unique)
    out += " unique";
  if (i.method)
    out += " using " + sir::name(i.method);
  if (!i.include.empty())
    out += " include " + sir::list(i.include);
  if (i.nullsNotDistinct)
    out += " nulls_not_distinct";
  out += indexOptionsText(i.parameters, i.tablespace);
  if (i.where)
    out += " where " + sir::sql(i.where);
  if (i.invalid)
    out += " invalid";
  if (i.partOf)
    out += " part_of " + sir::name(i.partOf);
  return out;
}

std::string partText(const Trigger &t) {
  if (t.kind == TriggerKind::Fill)
    return "fill " + sir::name(t.newColumn) + " value " + sir::sql(t.forward);
  if (t.action)
    return actionText(*t.action);
  std::string out = "sync " + sir::name(t.oldColumn) + " to " + sir::name(t.newColumn);
  if (t.forward)
    out += " forward " + sir::sql(t.forward);
  if (t.backward)
    out += " backward " + sir::sql(t.backward);
  if (t.fallback)
    out += " fallback " + sir::sql(t.fallback);
  return out;
}

//===--- tables -----------------------------------------------------------===//

void Printer::entity(const Table &t) {
  std::string text = sir::name(t.name) + tableOptionsText(t);
  if (t.rows >= 0)
    text += fmt::format(" rows {}", t.rows);
  if (t.bytes >= 0)
    text += fmt::format(" bytes {}", t.bytes);
  if (t.indexBytes >= 0)
    text += fmt::format(" index_bytes {}", t.indexBytes);
  if (t.traffic != Traffic::Normal)
    text += fmt::format(" traffic {}", trafficName(t.traffic));
  if (t.renamedFrom)
    text += " renamed_from " + sir::name(t.renamedFrom);
  os << text << location(t.range) << " {\n";
  ++depth;
  for (const Column &c : t.columns)
    line("col " + sir::name(c.name) + " : " + partText(c) +
             partComment(t, PartKind::Column, c.name),
         c.range);
  for (const Constraint &c : t.constraints)
    line(fmt::format("{} {} {}", sir::word(sir::ConstraintWords, c.kind), sir::name(c.name),
                     partText(c)) +
             partComment(t, PartKind::Constraint, c.name),
         c.range);
  for (const Index &i : t.indexes)
    line("index " + sir::name(i.name) + " " + partText(i) + partComment(t, PartKind::Index, i.name),
         i.range);
  for (const Trigger &tr : t.triggers)
    line("trigger " + sir::name(tr.name) + " " + partText(tr) +
             partComment(t, PartKind::Trigger, tr.name),
         tr.range);
  rowSecurity(t);
  drops(t.drops);
  --depth;
  indent() << "}";
}

} // namespace schemac::sir
