//===- LowerPrimaryKey.cpp - A primary key is exchanged by its index ------===//
//
// The index of the new key is built while writers go on; then one short transaction drops the old
// key and makes the index the new one. Foreign keys that rest on the old key and stay are made
// again in it, on whatever else keeps their columns unique.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/KeyReferences.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Replacing.h"
#include "Transforms/Sql.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {
/// One exchange of keys.
class KeyExchange {
public:
  KeyExchange(PlanUnit &unit, const Origins &origins, const Replacement &change)
      : r(unit, change.add), origins(origins), change(change), add(change.add),
        table(add.path().table),
        small(origins.fitsBudget({table}, Work::IndexBuild, LockMode::AccessExclusive)),
        references(r, origins, table, oldColumns()) {}
  void run();

private:
  bool oldKeyIsUniqueAlone() const;
  bool oldKeyHindersInserts() const;
  bool requiresMore() const;
  std::vector<Name> oldColumns() const;
  void checkReferences();
  void askToWait();
  void dropOld(PhaseKind phase);
  void dropEarly();
  void addNew(PhaseKind phase);
  void runByPartition(PhaseKind phase, bool dropFirst);

  Recipe r;
  const Origins &origins;
  const Replacement &change;
  AddPrimaryKeyOp add;
  QName table;
  bool small;
  KeyReferences references;
};
} // namespace

/// Code of the target may write a value again.
bool KeyExchange::oldKeyIsUniqueAlone() const {
  const Table *source = origins.table(table);
  const Constraint *old = source && change.drop ? source->primaryKey() : nullptr;
  return old && !willBeUnique(origins, table, sql::keyIndex(old->name, *old));
}

/// Code of the target may write no value, and it may leave out a column that it does not know. A
/// foreign key needs something to rest on without a break, so that the old key stays under one.
bool KeyExchange::oldKeyHindersInserts() const {
  const Table *source = origins.table(table);
  const Constraint *old = source && change.drop ? source->primaryKey() : nullptr;
  auto loosens = [&](Name n) {
    const Column *target = origins.targetColumn({table, n});
    return target && target->nullable;
  };
  if (old && !references.any() && std::ranges::any_of(old->columns, loosens))
    return true;
  return old && std::ranges::any_of(old->columns, [&](Name n) {
           return !origins.targetColumn({table, n}) && !source->column(n)->defaultExpr &&
                  source->column(n)->generation == Generation::None;
         });
}

/// Old code may leave a column of it empty, so that it is required behind the gate.
bool KeyExchange::requiresMore() const {
  return std::ranges::any_of(add.def().columns, [&](Name n) {
    const Column *source = origins.column({table, n});
    return source && source->nullable;
  });
}

std::vector<Name> KeyExchange::oldColumns() const {
  const Table *source = origins.table(table);
  const Constraint *old = source && change.drop ? source->primaryKey() : nullptr;
  return old ? old->columns : std::vector<Name>();
}

void KeyExchange::checkReferences() {
  const Table *source = origins.table(table), *target = origins.targetTable(table);
  if (references.any() && target &&
      !impliesUnique(target, sql::keyIndex(source->primaryKey()->name, *source->primaryKey())))
    r.unit.diags.report(r.range, diag::err_key_stays_referenced, table.str(),
                        references.first().str());
}

void KeyExchange::dropOld(PhaseKind phase) {
  references.drop(phase);
  if (change.drop)
    r.keep(phase, *change.drop, "the new key takes its place");
}

void KeyExchange::dropEarly() {
  dropOld(placeOfDrop(r, origins, DropConstraintOp(*change.drop).path(), PhaseKind::Migrate));
}

void KeyExchange::addNew(PhaseKind phase) {
  if (small)
    return void(r.keep(phase, change.add, WhySmall));
  Constraint def = add.def();
  def.usingIndex = standIn(r.unit.context, add.path().sub);
  r.add<AddPrimaryKeyOp>(phase, "takes over the index: catalog only", add.path(), def);
}

void KeyExchange::runByPartition(PhaseKind phase, bool dropFirst) {
  Former former;
  if (change.drop)
    former.name = DropConstraintOp(*change.drop).path().sub;
  if (dropFirst)
    dropEarly();
  else if (change.drop)
    former.drop = [&] { dropOld(phase); };
  addKeyByPartition(r, origins, phase, add.path(), add.def(), former);
  references.makeAgain(phase);
}

void KeyExchange::askToWait() {
  std::vector<SubRef> columns;
  for (Name n : oldColumns())
    columns.push_back({table, n});
  r.deploy(fmt::format("keeps {} unique in {} until the last phase has run",
                       sql::list(oldColumns()), sql::quote(table.name)),
           columns);
}

void KeyExchange::run() {
  bool tight = tightens(origins, table, add.def());
  bool early = oldKeyHindersInserts();
  // Without a key nothing would keep rows apart until the new columns are required.
  bool waits = !early && !tight && oldKeyIsUniqueAlone() && requiresMore();
  early = early || (oldKeyIsUniqueAlone() && !waits);
  if (waits)
    askToWait();
  bool late = tight || origins.isDivided(table) || requiresMore();
  PhaseKind phase = late ? PhaseKind::Contract : PhaseKind::Migrate;
  checkReferences();
  if (tight)
    r.deploy(fmt::format("keeps {} unique in {}, and does not upsert by that before it is the key",
                         sql::list(add.def().columns), sql::quote(table.name)));
  if (!small && isPartitioned(origins, table))
    return runByPartition(phase, early && late);
  if (early && late)
    dropEarly();
  if (!small) {
    Name index = standIn(r.unit.context, add.path().sub);
    r.add<CreateIndexOp>(phase, "built while writers go on", SubRef{table, index},
                         sql::keyIndex(index, add.def()), true);
  }
  if (!(early && late))
    dropOld(phase);
  addNew(phase);
  references.makeAgain(phase);
}

void runLowerPrimaryKey(PlanUnit &unit) {
  Origins origins(unit);
  auto wanted = [&](AddPrimaryKeyOp add) {
    return !add.def().usingIndex && !origins.isNew(add.path().table);
  };
  for (const Replacement &change :
       takeReplacements<AddPrimaryKeyOp, DropConstraintOp>(unit, wanted))
    KeyExchange(unit, origins, change).run();
}

} // namespace schemac
