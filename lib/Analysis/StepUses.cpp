//===- StepUses.cpp - What steps have to do with things -------------------===//
#include "UseCollector.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

//===--- looking up -------------------------------------------------------===//

/// The table in the state before, also when a step gives it another name.
const Table *UseCollector::oldTable(QName t) const {
  t = norm(t);
  if (auto it = formerTable.find(t); it != formerTable.end())
    t = it->second;
  return before.table(t);
}

template <class View> const Op *UseCollector::maker(const SubRef &ref) const {
  auto [begin, end] = makers.equal_range({ThingKind::Constraint, norm(ref.table), ref.sub});
  for (auto it = begin; it != end; ++it)
    if (View::classof(steps[it->second]))
      return &steps[it->second];
  return nullptr;
}

const Column *UseCollector::findColumn(const SubRef &ref) const {
  if (const Op *op = maker<AddColumnOp>(ref))
    return &AddColumnOp(*op).def();
  const Table *t = oldTable(ref.table);
  return t ? t->column(ref.sub) : nullptr;
}

const Constraint *UseCollector::findConstraint(const SubRef &ref) const {
  const Table *t = oldTable(ref.table);
  if (const Constraint *c = t ? t->constraint(ref.sub) : nullptr)
    return c;
  if (const Op *op = maker<AddForeignKeyOp>(ref))
    return &AddForeignKeyOp(*op).def();
  if (const Op *op = maker<AddCheckOp>(ref))
    return &AddCheckOp(*op).def();
  if (const Op *op = maker<AddUniqueOp>(ref))
    return &AddUniqueOp(*op).def();
  const Op *op = maker<AddPrimaryKeyOp>(ref);
  return op ? &AddPrimaryKeyOp(*op).def() : nullptr;
}

const Index *UseCollector::findIndex(const SubRef &ref) const {
  const Table *t = oldTable(ref.table);
  if (const Index *i = t ? t->index(ref.sub) : nullptr)
    return i;
  const Op *op = maker<CreateIndexOp>(ref);
  return op ? &CreateIndexOp(*op).def() : nullptr;
}

const Trigger *UseCollector::findTrigger(const SubRef &ref) const {
  const Table *t = oldTable(ref.table);
  if (const Trigger *x = t ? t->trigger(ref.sub) : nullptr)
    return x;
  const Op *op = maker<CreateTriggerOp>(ref);
  return op ? &CreateTriggerOp(*op).def() : nullptr;
}

//===--- parts of steps ---------------------------------------------------===//

void UseCollector::add(List list, const Thing &thing) {
  std::vector<unsigned> &l = uses[thing].*list;
  if (l.empty() || l.back() != current)
    l.push_back(current);
}

void UseCollector::columns(QName t, const std::vector<Name> &names) {
  for (Name n : names)
    require(ThingKind::Column, t, n);
}

void UseCollector::newTypes(QName t, const std::vector<Name> &names) {
  for (Name n : names)
    add(&ThingUse::requireNew, ThingKind::ColumnType, t, n);
}

void UseCollector::type(List list, Type t) {
  if (QName e = enumIn(t))
    add(list, ThingKind::Type, e);
}

void UseCollector::unique(List list, QName t, const std::vector<Name> &names) {
  size_t sum = names.size(); // the same for every order
  for (Name n : names)
    sum += std::hash<Name>()(n) * 0x9E3779B97F4A7C15ull;
  add(list, {ThingKind::UniqueOver, norm(t), Name(), sum});
}

void UseCollector::value(Type type, Expr e) {
  auto it = newLabels.find(norm(enumIn(type)));
  if (it == newLabels.end() || !e)
    return;
  for (Name label : it->second)
    if (holdsLiteral(e, label.str()))
      require(ThingKind::Label, it->first, label);
}

void UseCollector::expression(QName t, Expr e, bool query) {
  auto it = changedNames.find(norm(t));
  if (it == changedNames.end() || !e)
    return;
  for (Name n : it->second)
    if (query ? mentionsName(e, n) : mentionsColumn(e, n, t.name))
      require(ThingKind::Column, t, n);
}

void UseCollector::columnDef(QName t, const Column &c) {
  type(&ThingUse::requirers, c.type);
  value(c.type, c.defaultExpr);
  expression(t, c.generated());
}

void UseCollector::key(List list, QName t, const Constraint &c) {
  unique(list, t, c.columns);
  if (c.kind == ConstraintKind::PrimaryKey)
    add(list, ThingKind::PrimaryKey, t);
}

void UseCollector::index(List list, QName t, const Index &i) {
  std::vector<Name> over;
  for (const IndexElem &e : i.elems)
    over.push_back(e.column);
  if (i.unique && !i.where && std::count(over.begin(), over.end(), Name()) == 0)
    unique(list, t, over);
}

//===--- uses that end ----------------------------------------------------===//

void UseCollector::useColumns(QName t, const std::vector<Name> &names) {
  add(&ThingUse::users, ThingKind::Relation, t);
  for (Name n : names) {
    add(&ThingUse::users, ThingKind::Column, t, n);
    add(&ThingUse::users, ThingKind::ColumnType, t, n);
    if (auto it = laterColumn.find({ThingKind::Column, norm(t), n}); it != laterColumn.end())
      add(&ThingUse::users, ThingKind::Column, t, it->second);
  }
}

void UseCollector::useExpression(QName t, Expr e) {
  auto it = changedNames.find(norm(t));
  if (it == changedNames.end() || !e)
    return;
  for (Name n : it->second)
    if (mentionsColumn(e, n, t.name))
      useColumns(t, {n});
}

void UseCollector::useConstraint(QName t, const Constraint &c) {
  useColumns(t, c.columns);
  useColumns(t, c.include);
  useExpression(t, c.check);
  if (c.kind != ConstraintKind::ForeignKey)
    return;
  useColumns(c.refTable, c.refColumns);
  unique(&ThingUse::users, c.refTable, c.refColumns);
}

void UseCollector::useIndex(QName t, const Index &i) {
  for (const IndexElem &e : i.elems) {
    useExpression(t, e.expr);
    if (e.column)
      useColumns(t, {e.column});
  }
  useColumns(t, i.include);
  useExpression(t, i.where);
}

//===--- the whole list ---------------------------------------------------===//

/// What later look-ups need of the list itself: names that change, and who made what.
void UseCollector::gather(const Op &op, unsigned at) {
  auto changed = [&](const SubRef &ref) { changedNames[norm(ref.table)].push_back(ref.sub); };
  if (!op.fields.empty() && std::holds_alternative<SubRef>(op.fields[0])) {
    const SubRef &ref = std::get<SubRef>(op.fields[0]);
    makers.emplace(Thing{ThingKind::Constraint, norm(ref.table), ref.sub}, at);
  }
  if (auto s = dynOp<RenameTableOp>(op)) {
    formerTable[norm({s->table().ns, s->to()})] = norm(s->table());
  } else if (auto s = dynOp<MoveTableOp>(op)) {
    formerTable[norm({s->to(), s->table().name})] = norm(s->table());
  } else if (auto s = dynOp<RenameColumnOp>(op)) {
    changed(s->column());
    changed({s->column().table, s->to()});
    laterColumn[{ThingKind::Column, norm(s->column().table), s->column().sub}] = s->to();
  } else if (auto s = dynOp<AddColumnOp>(op)) {
    changed(s->column());
  } else if (auto s = dynOp<DropColumnOp>(op)) {
    changed(s->column());
  } else if (auto s = dynOp<AddEnumValueOp>(op)) {
    newLabels[norm(s->name())].push_back(s->value());
  } else if (auto s = dynOp<RenameEnumValueOp>(op)) {
    newLabels[norm(s->name())].push_back(s->to());
  }
}

ThingUses UseCollector::run() {
  for (unsigned i = 0; i < steps.size(); ++i)
    gather(steps[i], i);
  for (; current < steps.size(); ++current)
    visitOp(steps[current], *this);
  return std::move(uses);
}

ThingUses collectUses(std::span<const Op> steps, const Schema &before) {
  return UseCollector(steps, before).run();
}

static bool relationThere(QName n, const Schema &state) {
  return state.table(n) || state.views().find(n) || state.index().keyOwner(n);
}

bool isThere(const Thing &thing, const Schema &state) {
  if (thing.kind == ThingKind::Relation)
    return relationThere(thing.object, state);
  if (thing.kind == ThingKind::Type || thing.kind == ThingKind::Label) {
    const Enum *e = state.enumType(thing.object);
    return e && (!thing.sub || e->has(thing.sub));
  }
  if (thing.kind == ThingKind::ShimOver)
    return !state.index().shims(thing.object).empty();
  const Table *t = state.table(thing.object);
  if (!t)
    return false;
  if (thing.kind == ThingKind::PrimaryKey)
    return t->primaryKey();
  if (thing.kind == ThingKind::Constraint)
    return t->constraint(thing.sub);
  if (thing.kind == ThingKind::Trigger)
    return t->trigger(thing.sub);
  return t->column(thing.sub);
}

} // namespace schemac
