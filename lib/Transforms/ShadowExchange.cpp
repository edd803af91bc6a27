//===- ShadowExchange.cpp - The exchange, and what is removed after it ----===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/NotNull.h"
#include "Transforms/Shadow.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Interpreter.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

static bool switches(const MoveGroup &group) {
  return group.firstStays || !group.enums.empty() ||
         !std::ranges::all_of(group.columns, &ColumnMove::renames);
}

ShadowExchange::ShadowExchange(PlanUnit &unit, const Origins &origins, const MoveGroup &group)
    : unit(unit), origins(origins), group(group),
      exchange(switches(group) ? PhaseKind::Switch : PhaseKind::Contract),
      all(unit, group.columns.empty() ? group.enums.front()->range : group.columns.front().range,
          group.change) {}

//===--- the last proofs --------------------------------------------------===//

/// The table as its rows can be shown by then: a key whose columns have other names in the target
/// may be that of columns that have gone, with the exchange of another group.
static Table asShown(const Origins &origins, QName name) {
  Table table = *origins.table(name);
  table.name = name;
  const Table *target = origins.targetTable(name);
  auto mayBeGone = [&](Name n) { return !target || !target->column(n); };
  if (const Constraint *key = table.primaryKey();
      key && std::ranges::any_of(key->columns, mayBeGone))
    std::erase_if(table.constraints,
                  [](const Constraint &c) { return c.kind == ConstraintKind::PrimaryKey; });
  return table;
}

void ShadowExchange::proveLate(const ColumnMove &m) {
  if (computed(m))
    return;
  Recipe r = recipe(m);
  Table named = asShown(origins, m.table);
  if (!m.forward.total || m.empties)
    r.add<GuardOp>(exchange, "old code may have written such values until it was replaced",
                   r.name(m.lostTitle()), m.table,
                   r.expr(sql::selectWhere(named, m.loses(sql::quote(m.shadow)), {m.from})));
  if (requiredLate(m)) {
    r.add<GuardOp>(exchange, "the column is required from here on",
                   r.name(fmt::format("rows without {}", SubRef{m.table, m.to}.str())), m.table,
                   r.expr(sql::selectNulls(named, m.shadow)));
    requireColumn(r, exchange, at(m, m.shadow), origins);
  }
}

//===--- one transaction --------------------------------------------------===//

/// Foreign keys first, as they rest on the keys.
void ShadowExchange::dropOldRules() {
  if (group.firstStays)
    return;
  for (MovedPart::Kind kind :
       {MovedPart::ForeignKey, MovedPart::Key, MovedPart::PlainIndex, MovedPart::Check})
    for (const MovedPart &p : group.parts)
      if (p.kind == kind && !p.wasIndex && !goesEarly(p))
        all.add<DropConstraintOp>(exchange,
                                  p.newName ? "the same rule holds for the new column"
                                            : "another rule refuses the same",
                                  at(p, p.oldName));
}

/// The second column goes on where the first one stands, or draws from nothing.
void ShadowExchange::giveSequence(Recipe &r, const ColumnMove &m) {
  if (!numbers(m.before))
    return;
  if (numbers(m.after))
    r.add<MoveSerialOp>(exchange, "the sequence goes on with the new column", at(m, m.from),
                        m.shadow);
  else if (isIdentity(m.before))
    r.add<DropIdentityOp>(exchange, "the new column is not numbered", at(m, m.from));
  else
    r.add<DropSerialOp>(exchange, "the new column is not numbered", at(m, m.from));
}

/// What stands aside takes what a trigger gives it. On the way back it is required again while that
/// trigger is there: behind the exchange rows would be refused until every one has been read.
void ShadowExchange::loosenFormer(const ColumnMove &m) {
  bool required = group.firstStays ? requiredEarly(m) : !m.before->nullable && !m.after->nullable;
  if (swaps(m) && required)
    recipe(m).add<DropNotNullOp>(exchange, "nobody writes it directly any more",
                                 at(m, formerColumn(unit.context, m.to)));
}

/// The triggers of all columns go before any changes places: undone, all are there at once.
void ShadowExchange::dropSync(const ColumnMove &m) {
  if (swaps(m))
    recipe(m).add<DropTriggerOp>(exchange,
                                 group.firstStays ? "nobody uses the old name any more"
                                                  : "from here on the new column leads",
                                 at(m, triggerName(unit.context, m.table, m.to)));
}

/// Same name, other type: the names change places.
void ShadowExchange::swapColumn(const ColumnMove &m) {
  Recipe r = recipe(m);
  if (group.firstStays) {
    if (ownDefault(m))
      r.add<DropDefaultOp>(exchange, "nobody writes it directly any more", at(m, m.to));
    return;
  }
  giveSequence(r, m);
  if (m.before->defaultExpr)
    r.add<DropDefaultOp>(exchange, "the new column has the default", at(m, m.from));
}

void ShadowExchange::swapNames(const ColumnMove &m) {
  if (!swaps(m) || followsParent(unit, origins, group, m))
    return;
  Recipe r = recipe(m);
  Name kept = formerColumn(unit.context, m.to);
  if (group.firstStays) {
    r.add<RenameColumnOp>(exchange, "the second column steps aside", at(m, m.to), kept);
    r.add<RenameColumnOp>(exchange, "the first column takes the name, with all that is over it",
                          at(m, m.from), m.to);
    return;
  }
  r.add<RenameColumnOp>(exchange, "the old column steps aside", at(m, m.from), kept);
  r.add<RenameColumnOp>(exchange, "the new column takes the name", at(m, m.shadow), m.to);
}

/// Virtual columns read the one that has the name now.
void ShadowExchange::tellComputed() {
  std::vector<const Column *> told;
  for (const ColumnMove &m : group.columns) {
    if (group.firstStays || followsParent(unit, origins, group, m))
      continue;
    for (const Column *c : computedFrom(origins, m)) {
      if (std::ranges::count(told, c))
        continue;
      told.push_back(c);
      recipe(m).add<SetExpressionOp>(exchange, "reads the column that has the name now",
                                     at(m, c->name), c->generated());
    }
  }
}

/// Another name: only what the old column still holds goes over.
void ShadowExchange::leaveColumn(const ColumnMove &m) {
  if (computed(m))
    return;
  Recipe r = recipe(m);
  giveSequence(r, m); // an identity column is NOT NULL
  bool required = !m.before->nullable && !m.after->nullable && m.backward;
  if (required)
    r.add<DropNotNullOp>(exchange, "nobody writes it any more", at(m, m.from));
  // On the way back the default must be there before the trigger is, which reads it as "left out".
  r.add<DropTriggerOp>(exchange, "nobody uses the old name any more",
                       at(m, triggerName(unit.context, m.table, m.to)));
  if (m.before->defaultExpr || startsWithDefault(m))
    r.add<DropDefaultOp>(exchange, "its rows would collide in unique keys", at(m, m.from));
}

void ShadowExchange::swapEnums() {
  for (const EnumMove *e : group.enums) {
    Recipe r = recipe(e->range);
    if (e->oldName == e->name)
      r.add<RenameEnumOp>(exchange, "the old enum steps aside", e->name,
                          formerEnum(unit.context, e->name).name);
    r.add<RenameEnumOp>(exchange, "the new enum takes the name", standInEnum(unit.context, e->name),
                        e->name.name);
  }
}

void ShadowExchange::takeOverDefaults(const ColumnMove &m) {
  if (computed(m) || group.firstStays)
    return;
  Recipe r = recipe(m);
  Expr own = ownDefault(m);
  if (m.after->defaultExpr && m.after->defaultExpr != own)
    r.add<SetDefaultOp>(exchange, "as declared", at(m, m.to), m.after->defaultExpr);
  else if (own && !m.after->defaultExpr)
    r.add<DropDefaultOp>(exchange, "as declared", at(m, m.to));
  Name sequence = m.after->sequence();
  if (!sequence)
    sequence = r.name(defaultSequenceName(m.table.name.str(), m.to.str()));
  bool wasIdentity = isIdentity(m.before), willBe = isIdentity(m.after);
  if (wasIdentity && m.after->generation == Generation::Serial)
    r.add<DropIdentityOp>(exchange, "a serial sequence takes its place", at(m, m.to));
  if (willBe && !wasIdentity)
    r.add<AddIdentityOp>(exchange, "as declared", at(m, m.to), *m.after);
  else if (willBe && (m.before->generation != m.after->generation ||
                      !(m.before->options().completed() == m.after->options().completed())))
    r.add<AlterIdentityOp>(exchange, "as declared", at(m, m.to), *m.after);
  else if (m.after->generation == Generation::Serial && m.before->generation != Generation::Serial)
    r.add<SetSerialOp>(exchange, "as declared", at(m, m.to), sequence);
}

/// Names of columns have changed places since the index was made.
Constraint ShadowExchange::finalKey(const MovedPart &p) const {
  Constraint def = p.constraint;
  def.name = *p.newName;
  for (Name &n : def.columns)
    for (const ColumnMove &m : group.columns)
      n = m.table == origins.columnsOf(p.table) && m.shadow == n ? m.to : n;
  return def;
}

std::vector<SubRef> ShadowExchange::partsOfKey(const MovedPart &p) {
  return keyParts(all, origins, PhaseKind::Migrate, at(p, *p.newName), finalKey(p), p.oldName);
}

void ShadowExchange::takeOverKey(const MovedPart &p) {
  Constraint def = finalKey(p);
  SubRef path = at(p, def.name);
  if (isPartitioned(origins, p.table))
    return takeKeyParts(all, exchange, path, def, partsOfKey(p));
  def.usingIndex = p.standIn;
  if (def.kind == ConstraintKind::PrimaryKey)
    all.add<AddPrimaryKeyOp>(exchange, "takes over the index: catalog only", path, def);
  else
    all.add<AddUniqueOp>(exchange, "takes over the index: catalog only", path, def);
}

void ShadowExchange::takeOverNames() {
  if (group.firstStays)
    return;
  for (const MovedPart &p : group.parts) {
    if (!p.newName)
      continue;
    SubRef from = at(p, p.standIn);
    if (stepsAside(p) && !(leaves() && refusesNulls(p)))
      all.add<RenameIndexOp>(exchange, "the old index steps aside", at(p, p.oldName),
                             former(unit.context, p.oldName));
    if (p.kind == MovedPart::Key) {
      takeOverKey(p);
    } else if (p.standIn != *p.newName && p.kind == MovedPart::PlainIndex) {
      all.add<RenameIndexOp>(exchange, "the new index takes the name", from, *p.newName);
    } else if (p.standIn != *p.newName) {
      all.add<RenameConstraintOp>(exchange, "takes the name of the one it replaces", from,
                                  *p.newName);
    }
  }
}

void ShadowExchange::keepFormer(const ColumnMove &m) {
  if (!m.backward || !swaps(m))
    return;
  Recipe r = recipe(m);
  Trigger trigger;
  trigger.name = triggerName(unit.context, m.table, m.to);
  trigger.oldColumn = m.to, trigger.newColumn = formerColumn(unit.context, m.to);
  trigger.forward = m.backward;
  r.add<CreateTriggerOp>(exchange,
                         group.firstStays
                             ? "keeps the second column in step, so that there is a way back"
                             : "keeps the old column in step, so that there is a way back",
                         at(m, trigger.name), trigger);
}

/// A sequence that has the name its column gives it follows the column; one that has another keeps
/// it, unless the target says which.
void ShadowExchange::nameSequence(const ColumnMove &m) {
  if (!numbers(m.before) || isIdentity(m.before) != isIdentity(m.after) || !numbers(m.after))
    return;
  auto byDefault = [&](Name column) {
    return unit.context.name(defaultSequenceName(m.table.name.str(), column.str()));
  };
  Name former = m.before->sequence(), wanted = m.after->sequence();
  Name now = former ? former : byDefault(m.from);
  if (!wanted)
    wanted = former ? former : byDefault(m.to);
  if (wanted != now)
    recipe(m).add<RenameSequenceOp>(exchange, "called after its column", QName{m.table.ns, now},
                                    wanted);
}

//===--- contract ---------------------------------------------------------===//

/// Whether rows that have nothing in the old column, as those of new code have once no trigger
/// fills it, are the same to the old index.
bool ShadowExchange::refusesNulls(const MovedPart &p) const {
  const Table *source = origins.table(p.table);
  const Index *old = source ? source->index(p.oldName) : nullptr;
  return old && !group.firstStays && p.wasIndex && !goesEarly(p) && old->unique &&
         old->nullsNotDistinct;
}

/// Some column gets another name: its trigger goes in the exchange.
bool ShadowExchange::leaves() const {
  return std::ranges::any_of(group.columns, [&](const ColumnMove &m) { return !swaps(m); });
}

void ShadowExchange::removeRefusing(PhaseKind phase) {
  for (const MovedPart &p : group.parts)
    if (refusesNulls(p))
      all.add<DropIndexOp>(
          phase, "would refuse rows that have nothing in the old column",
          at(p, !leaves() && stepsAside(p) ? former(unit.context, p.oldName) : p.oldName),
          !isPartitioned(origins, p.table));
}

void ShadowExchange::removeFormerIndexes() {
  for (const MovedPart &p : group.parts) {
    if (group.firstStays) {
      all.add<DropIndexOp>(PhaseKind::Contract, "goes with the second column", at(p, p.standIn),
                           !isPartitioned(origins, p.table));
      continue;
    }
    if (p.bridge)
      all.add<DropIndexOp>(PhaseKind::Contract, "goes with the old column", at(p, p.bridge->name),
                           !isPartitioned(origins, p.table));
    if (!p.wasIndex || goesEarly(p) || refusesNulls(p))
      continue;
    Name name = stepsAside(p) ? former(unit.context, p.oldName) : p.oldName;
    all.add<DropIndexOp>(PhaseKind::Contract, "goes with the old column", at(p, name),
                         !isPartitioned(origins, p.table));
  }
}

/// Statistics stay with the column that they were made over.
void ShadowExchange::remakeStatistics() {
  if (group.firstStays)
    return;
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  for (const ExtendedStatistics &s : unit.to->statistics()) {
    bool over = std::ranges::any_of(group.columns, [&](const ColumnMove &m) {
      return m.table == origins.norm(s.table) && usesColumn(s, m.to);
    });
    bool changed = change && std::ranges::any_of(change->steps, [&](const Op &op) {
                     auto create = dynOp<CreateStatisticsOp>(op);
                     return create && create->statistics().name == s.name;
                   });
    if (!over || changed || !unit.from->find<ExtendedStatistics>(s.name))
      continue;
    all.add<DropStatisticsOp>(PhaseKind::Contract, "goes with the old column", s.name);
    all.add<CreateStatisticsOp>(PhaseKind::Contract, "the same over the new column", s);
  }
}

void ShadowExchange::removeFormer(const ColumnMove &m) {
  Recipe r = recipe(m);
  if (swaps(m) && m.backward)
    r.add<DropTriggerOp>(PhaseKind::Contract, "no way back is wanted any more",
                         at(m, triggerName(unit.context, m.table, m.to)));
}

void ShadowExchange::run() {
  auto each = [&](void (ShadowExchange::*step)(const ColumnMove &)) {
    for (const ColumnMove &m : group.columns)
      (this->*step)(m);
  };
  auto eachPart = [&](void (ShadowExchange::*step)(const MovedPart &)) {
    for (const MovedPart &p : group.parts)
      (this->*step)(p);
  };
  // What is required or new comes to heirs first: then it is their own.
  auto eachHeirFirst = [&](void (ShadowExchange::*step)(const ColumnMove &)) {
    for (auto m = group.columns.rbegin(); m != group.columns.rend(); ++m)
      (this->*step)(*m);
  };
  bool family = std::ranges::any_of(
      group.columns, [&](const ColumnMove &m) { return followsParent(unit, origins, group, m); });
  family ? eachHeirFirst(&ShadowExchange::addShadow) : each(&ShadowExchange::addShadow);
  family ? eachHeirFirst(&ShadowExchange::fill) : each(&ShadowExchange::fill);
  eachPart(&ShadowExchange::buildIndex);
  eachPart(&ShadowExchange::buildRule);
  addGenerated();
  for (bool reference : {true, false}) // foreign keys first, as they rest on the keys
    for (const MovedPart &p : group.parts)
      if ((p.kind == MovedPart::ForeignKey) == reference)
        dropFreed(p);

  each(&ShadowExchange::askOfTheCode);
  family ? eachHeirFirst(&ShadowExchange::proveLate) : each(&ShadowExchange::proveLate);
  dropOldRules();
  if (leaves())
    removeRefusing(exchange);
  for (const ColumnMove &m : group.columns)
    if (!swaps(m))
      leaveColumn(m);
  each(&ShadowExchange::dropSync);
  for (const ColumnMove &m : group.columns) {
    if (!swaps(m))
      continue;
    swapColumn(m);
    if (!family) // names of one table are those of all: what hangs on them goes from all before
      swapNames(m);
  }
  if (family)
    each(&ShadowExchange::swapNames);
  swapEnums();
  tellComputed();
  each(&ShadowExchange::takeOverDefaults);
  // Undone, the rest takes its time: while the former columns are still kept in step.
  each(&ShadowExchange::keepFormer);
  each(&ShadowExchange::loosenFormer);
  takeOverNames();
  each(&ShadowExchange::nameSequence);

  // A unique one over a second column that nothing fills any more would refuse rows.
  if (group.firstStays)
    removeFormerIndexes();
  if (!leaves())
    removeRefusing(PhaseKind::Contract);
  each(&ShadowExchange::removeFormer);
  if (!group.firstStays)
    removeFormerIndexes();
  remakeStatistics();
  for (const ColumnMove &m : group.columns)
    recipe(m).add<DropColumnOp>(PhaseKind::Contract,
                                group.firstStays ? "the first column has its name"
                                                 : "the new column has taken its place",
                                at(m, swaps(m) ? formerColumn(unit.context, m.to) : m.from));
  for (const EnumMove *e : group.enums)
    recipe(e->range).add<DropEnumOp>(PhaseKind::Contract, "no column is of this type any more",
                                     leavingName(unit.context, *e));
}

void lowerWithShadows(PlanUnit &unit, const Origins &origins, const MoveGroup &group) {
  ShadowExchange(unit, origins, group).run();
}

} // namespace schemac
