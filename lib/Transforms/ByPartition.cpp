//===- ByPartition.cpp - What is done partition by partition --------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

Constraint boundsCheck(Context &context, QName table, const std::string &check) {
  Constraint bounds;
  bounds.kind = ConstraintKind::Check;
  bounds.name = context.name(fitName("schemac_" + table.name.string() + "_bounds"));
  bounds.check = context.expr(check);
  bounds.notValid = true;
  return bounds;
}

bool isPartitioned(const Origins &origins, QName table) {
  const Table *target = origins.targetTable(table);
  return target && target->partitionBy;
}

std::optional<std::vector<QName>> partitionsOf(const PlanUnit &unit, const Origins &origins,
                                               QName table) {
  const Table *source = origins.table(table);
  if (!source)
    return std::nullopt;
  std::vector<QName> parts;
  for (QName part : unit.from->index().childrenOf(source->name)) {
    if (unit.from->table(part)->partitionBy)
      return std::nullopt;
    parts.push_back(origins.nowNamed(part));
  }
  return parts;
}

bool addKeyByPartition(Recipe &r, const Origins &origins, PhaseKind phase, const SubRef &path,
                       Constraint key) {
  std::optional<std::vector<QName>> parts = partitionsOf(r.unit, origins, path.table);
  if (!parts)
    return false;
  Table parent = *origins.table(path.table);
  parent.indexes.clear();
  key.name = path.sub;
  parent.constraints.push_back(key);
  std::vector<SubRef> names;
  for (QName p : *parts) {
    Table standing = standalone(r.unit.context, *r.unit.from, parent, p);
    bool primary = key.kind == ConstraintKind::PrimaryKey; // those come first
    names.push_back(
        {p, (primary ? standing.constraints.front() : standing.constraints.back()).name});
  }
  key.notValid = true;
  if (key.kind == ConstraintKind::PrimaryKey)
    r.add<AddPrimaryKeyOp>(phase, "by itself: no rows are read", path, key);
  else
    r.add<AddUniqueOp>(phase, "by itself: no rows are read", path, key);
  for (const SubRef &name : names)
    r.add<CreateIndexPartOp>(phase, "built while writers go on", name, path.sub);
  for (const SubRef &name : names)
    r.add<AttachKeyPartOp>(phase, "takes over the index: catalog only", name, path.sub);
  return true;
}

bool addForeignKeyByPartition(Recipe &r, const Origins &origins, PhaseKind phase,
                              const SubRef &path, const Constraint &key) {
  std::optional<std::vector<QName>> parts = partitionsOf(r.unit, origins, path.table);
  if (!parts)
    return false;
  Constraint fence = key;
  fence.notValid = true;
  PhaseKind proof = phase == PhaseKind::Expand ? PhaseKind::Migrate : phase;
  for (QName p : *parts)
    r.add<AddForeignKeyOp>(phase, "binds new rows at once; neither table is scanned",
                           SubRef{p, path.sub}, fence);
  for (QName p : *parts)
    r.add<ValidateConstraintOp>(proof, "checks old rows while readers and writers go on",
                                SubRef{p, path.sub});
  r.add<AddForeignKeyOp>(proof, "takes over those of its partitions: no scan", path, key);
  return true;
}

} // namespace schemac
