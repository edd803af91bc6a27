//===- Respell.cpp - What of a state takes the author's words -------------===//
#include "MySqlMeaning.h"
#include "Respelling.h"
#include "schemac/IR/SqlNames.h"

namespace schemac {

void Respelling::run() {
  for (const Table &now : source.tables())
    if (const Table *old = counterpart(now); old && old != &now && !same(*old, now)) {
      QName was = old->name; // the table itself is put anew
      table(*old, now);
      if (!(was == now.name))
        renamedTables.emplace_back(now.name, was);
    }
  for (const View &now : source.views())
    view(now);
  for (const Domain &now : source.domains())
    domain(now);
  for (const Function &now : source.functions())
    function(now);
  for (const Publication &now : source.publications())
    publication(now);
  for (const Extension &now : source.extensions())
    if (const Extension *old = server.find<Extension>(now.name); old && !now.comment)
      server.edit<Extension>(old->name)->comment = Name(); // its own, which nobody states
  for (const ExtendedStatistics &now : source.statistics())
    statistics(now);
  for (const RangeType &now : source.ranges())
    range(now);
}

bool Respelling::take(Expr &old, Expr now, Type target) {
  if (old == now)
    return true;
  Expr here = asBefore(now);
  if (!sameMeaning(here, old, types, target) && !(mysql && sqltree::sameInMySql(here, old, target)))
    return false;
  old = here;
  return true;
}

Expr Respelling::asBefore(Expr now) {
  for (auto [is, was] : renamed)
    now = renameColumnIn(context, now, is, was, current);
  return now;
}

const Table *Respelling::whole(const Table &t) const {
  const Table *whole = &t;
  while (const Table *above = whole->partitionOf ? server.table(whole->partitionOf) : nullptr)
    whole = above;
  return whole;
}

void Respelling::settle(const Table &old, const Table &now) {
  renamed.clear();
  current = now.name.name;
  columns = whole(old);
  for (const Column &c : now.columns)
    if (c.renamedFrom() && old.column(c.renamedFrom()))
      renamed.emplace_back(c.name, c.renamedFrom());
  types = [whole = whole(old)](std::string_view, std::string_view column) {
    for (const Column &c : whole->columns)
      if (c.name.str() == column)
        return c.type;
    return Type();
  };
}

void respell(Schema &server, const Schema &source, Context &context) {
  Respelling(server, source, context).run();
}

void respellBlanks(Schema &from, const Schema &to, Context &context) {
  Respelling(from, to, context).runBlanks();
}

} // namespace schemac
