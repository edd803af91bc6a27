//===- Origins.cpp - What the source had of what a step names -------------===//
#include "Transforms/Origins.h"
#include <algorithm>

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
    created[norm(create->table().name)] = true;
  } else if (auto shim = dynOp<CreateShimOp>(op)) {
    shims[norm(shim->table())] = true;
  } else if (auto column = dynOp<RenameColumnOp>(op); column && phase != PhaseKind::Change) {
    switched[norm(column->column().table)].push_back(column->to());
  } else if (column) {
    renamedColumns[norm(column->column().table)].push_back({column->to(), column->column().sub});
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
  return it != switched.end() && std::ranges::count(it->second, ref.sub);
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

const Column *Origins::column(const SubRef &ref) const {
  const Table *source = table(ref.table);
  if (!source)
    return nullptr;
  Name name = ref.sub;
  if (auto it = renamedColumns.find(norm(ref.table)); it != renamedColumns.end())
    for (auto [now, before] : it->second)
      if (now == ref.sub && source->column(before))
        name = before;
  return source->column(name);
}

const Column *Origins::targetColumn(const SubRef &ref) const {
  const Table *target = targetTable(ref.table);
  return target ? target->column(ref.sub) : nullptr;
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

bool Origins::fitsBudget(std::initializer_list<QName> tables, Work work, LockMode mode) const {
  std::vector<const Table *> sources;
  for (QName name : tables)
    if (!isEmpty(name))
      sources.push_back(table(name));
  return schemac::fitsBudget(unit.options.budget, sources, work, mode);
}

} // namespace schemac
