//===- FactsNames.cpp - Names that come and go with a table ---------------===//
//
// A table or materialized view takes its indexes along. Nobody has to ask for those, but where
// another step of the phase gives their names up or takes them, whether a name is there tells
// nothing of that step: so the names are facts without a question.
//
//===----------------------------------------------------------------------===//
#include "Facts.h"

namespace schemac::emitpg {

void tellUnasked(Emission &e, Probe fact, bool present) {
  fact.sql.clear();
  fact.present = present;
  e.out.probes.push_back(std::move(fact));
}

static void tellNames(Emission &e, const Entity &owner, const std::vector<Index> &indexes,
                      const std::vector<Constraint> &constraints, bool present) {
  auto tell = [&](Name name) { tellUnasked(e, relationFact(e, {owner.name.ns, name}), present); };
  for (const Index &i : indexes)
    tell(i.name);
  for (const Constraint &c : constraints)
    if (ownsIndex(c))
      tell(c.name);
}

void tellNamesAlong(const Op &op, Emission &e) {
  if (auto create = dynOp<CreateTableOp>(op)) {
    const Table &table = create->table();
    tellNames(e, table, table.indexes, table.constraints, true);
  } else if (auto drop = dynOp<DropTableOp>(op)) {
    if (const Table *table = e.before.table(drop->table()))
      tellNames(e, *table, table->indexes, table->constraints, false);
  } else if (auto view = dynOp<CreateViewOp>(op)) {
    tellNames(e, view->view(), view->view().indexes, {}, true);
  } else if (auto dropped = dynOp<DropViewOp>(op)) {
    if (const View *view = e.before.views().find(dropped->view()))
      tellNames(e, *view, view->indexes, {}, false);
  }
}

} // namespace schemac::emitpg
