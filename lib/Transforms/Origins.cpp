//===- Origins.cpp - What the source had of what a step names -------------===//
#include "Transforms/Origins.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <list>
#include <set>

namespace schemac {

Origins::Origins(const PlanUnit &unit)
    : unit(unit), known(unit.plan.dialect ? findDialect(unit.plan.dialect.str()) : nullptr) {
  if (known)
    defaultNs = unit.context.name(known->defaultNamespace());
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      read(op, phase.kind);
}

void Origins::read(const Op &op, PhaseKind phase) {
  auto renamed = [&](QName from, QName to) {
    QName source = sourceName(from);
    formerNames[norm(to)] = source;
    laterNames[source] = norm(to);
  };
  if (auto rename = dynOp<RenameTableOp>(op)) {
    renamed(rename->table(), {rename->table().ns, rename->to()});
  } else if (auto move = dynOp<MoveTableOp>(op)) {
    renamed(move->table(), {move->to(), move->table().name});
  } else if (auto create = dynOp<CreateTableOp>(op)) {
    // One that gets the name of its partition goes on with its rows.
    QName name = norm(create->table().name), like = norm(create->like());
    if (auto it = laterNames.find(name); !like || it == laterNames.end() || it->second != like)
      created[name] = true;
  } else if (auto detach = dynOp<DetachPartitionOp>(op)) {
    if (const Table *part = table(detach->table()); part && part->partitionOf)
      leaving.push_back(norm(detach->table()));
  } else if (auto shim = dynOp<CreateShimOp>(op)) {
    shims[norm(shim->table())] = true;
  } else if (auto column = dynOp<RenameColumnOp>(op); column && phase != PhaseKind::Change) {
    switched[norm(column->column().table)].push_back(column->to());
  } else if (column) {
    for (QName member : unit.from ? familyOf(*unit.from, sourceName(column->column().table))
                                  : std::vector<QName>{norm(column->column().table)})
      renamedColumns[nowNamed(member)].push_back({column->to(), column->column().sub});
  } else if (auto trigger = dynOp<CreateTriggerOp>(op)) {
    // A lowered rename: the new name is a column of its own, kept in step with the old one.
    if (trigger->def().kind == TriggerKind::Sync)
      renamedColumns[norm(trigger->path().table)].push_back(
          {trigger->def().newColumn, trigger->def().oldColumn});
  }
}

QName Origins::sourceName(QName table) const {
  auto it = formerNames.find(norm(table));
  return it == formerNames.end() ? norm(table) : it->second;
}

QName Origins::nowNamed(QName source) const {
  auto it = laterNames.find(norm(source));
  return it == laterNames.end() ? norm(source) : it->second;
}

bool Origins::isSwitched(const SubRef &ref) const {
  auto it = switched.find(norm(ref.table));
  if (it != switched.end() && std::ranges::count(it->second, ref.sub))
    return true;
  const Table *target = targetTable(ref.table);
  if (!target)
    return false;
  auto above = [&](QName parent) { return isSwitched({parent, ref.sub}); };
  return (target->partitionOf && above(target->partitionOf)) ||
         std::ranges::any_of(target->inherits, above);
}

/// Finds a table whether or not the schema spells out the default namespace.
static const Table *lookup(const Schema *schema, QName name, Name defaultNs) {
  if (!schema)
    return nullptr;
  const Table *table = schema->table(name);
  return table || name.ns ? table : schema->table({defaultNs, name.name});
}

const Table *Origins::table(QName name) const {
  if (created.count(norm(name)))
    return nullptr;
  return lookup(unit.from, sourceName(name), defaultNs);
}

const Table *Origins::targetTable(QName name) const {
  return lookup(unit.to, norm(name), defaultNs);
}

static std::vector<const Table *> upwards(const Schema *schema, const Table *table) {
  std::vector<const Table *> all;
  for (; table; table = table->partitionOf ? schema->table(table->partitionOf) : nullptr)
    all.push_back(table);
  return all;
}

std::vector<const Table *> Origins::withParents(QName name) const {
  return upwards(unit.from, table(name));
}

std::vector<const Table *> Origins::targetWithParents(QName name) const {
  return upwards(unit.to, targetTable(name));
}

QName Origins::columnsOf(QName name) const {
  const Table *source = table(name);
  std::vector<const Table *> all = targetWithParents(name);
  return source && source->partitionOf && !all.empty() ? norm(all.back()->name) : norm(name);
}

bool Origins::isDivided(QName name) const {
  return std::ranges::any_of(leaving, [&](QName part) {
    return std::ranges::any_of(withParents(part),
                               [&](const Table *t) { return nowNamed(t->name) == norm(name); });
  });
}

/// A partition has the columns of the whole.
const Column *Origins::column(const SubRef &ref) const {
  std::vector<const Table *> all = withParents(ref.table);
  if (all.empty())
    return nullptr;
  const Table *source = all.back();
  Name name = ref.sub;
  if (auto it = renamedColumns.find(nowNamed(source->name)); it != renamedColumns.end())
    for (auto [now, before] : it->second)
      if (now == ref.sub && source->column(before))
        name = before;
  return source->column(name);
}

const Column *Origins::targetColumn(const SubRef &ref) const {
  std::vector<const Table *> all = targetWithParents(ref.table);
  return all.empty() ? nullptr : all.back()->column(ref.sub);
}

bool Origins::isView(QName name) const { return unit.from && unit.from->views().find(norm(name)); }

bool Origins::isNew(QName name) const {
  return created.count(norm(name)) || (unit.from && !table(name) && !isView(name));
}

bool Origins::isNew(const SubRef &ref) const {
  return isNew(ref.table) || (unit.from && !column(ref));
}

bool Origins::isEmpty(QName name) const {
  const Table *source = table(name);
  return isNew(name) || (source && source->rows == 0);
}

std::vector<const Table *> Origins::heirsOf(QName name) const {
  std::vector<const Table *> heirs{table(name)};
  for (size_t i = 0; i < heirs.size(); ++i)
    if (heirs[i])
      for (QName child : schemac::heirsOf(*unit.from, heirs[i]->name))
        if (const Table *t = unit.from->table(child); std::ranges::find(heirs, t) == heirs.end())
          heirs.push_back(t);
  heirs.erase(heirs.begin());
  return heirs;
}

std::vector<const Table *> Origins::withRows(std::initializer_list<QName> tables) const {
  std::vector<const Table *> sources;
  for (QName name : tables) {
    if (!isEmpty(name))
      sources.push_back(table(name));
    for (const Table *heir : heirsOf(name)) // a statement on a table works on those too
      if (heir->rows != 0)
        sources.push_back(heir);
  }
  return sources;
}

bool Origins::fitsBudget(std::initializer_list<QName> tables, Work work, LockMode mode) const {
  return schemac::fitsBudget(unit.options.budget, withRows(tables), work, mode);
}

bool Origins::isSmall(QName name) const {
  std::vector<const Table *> tables = withRows({name});
  const Table *source = table(name);
  // They are locked and not worked through: without rows, for the limits of their class.
  std::set<Traffic> others;
  auto add = [&](QName other) {
    if (const Table *t = unit.from->table(other); t && t->traffic != source->traffic)
      others.insert(t->traffic);
  };
  if (source && !tables.empty()) {
    for (const Constraint &c : source->constraints)
      if (c.kind == ConstraintKind::ForeignKey)
        add(c.refTable);
    for (QName user : unit.from->index().referencing(source->name))
      add(user);
  }
  std::list<Table> stands;
  for (Traffic traffic : others) {
    stands.emplace_back().rows = 0;
    stands.back().traffic = traffic;
    tables.push_back(&stands.back());
  }
  return schemac::fitsBudget(unit.options.budget, tables, Work::Rewrite, LockMode::AccessExclusive);
}

} // namespace schemac
