//===- Tables.cpp - Tables and columns ------------------------------------===//
#include "Write/Hcl/Parts.h"
#include "Write/Hcl/Writer.h"
#include "schemac/IR/Annotation.h"
#include "llvm/ADT/StringRef.h"
#include <fmt/format.h>

namespace schemac::hcl_form {

void Writer::identity(Block &b, const Column &c) {
  if (c.generation != Generation::IdentityAlways && c.generation != Generation::IdentityByDefault)
    return;
  Block &inner = b.block("identity");
  inner.set("generated", c.generation == Generation::IdentityAlways ? "ALWAYS" : "BY_DEFAULT");
  SequenceOptions o = c.options();
  auto number = [&](std::string_view name, const std::optional<int64_t> &value) {
    if (value)
      inner.set(name, std::to_string(*value));
  };
  number("start", o.start), number("increment", o.increment), number("min_value", o.min);
  number("max_value", o.max), number("cache", o.cache);
  inner.flag("cycle", o.cycle);
}

void Writer::columnBlock(Block &b, const Table &t, const Column &c) {
  Block &inner = b.block("column " + quoted(c.name.str()));
  if (c.backfill())
    inner.comment(annotationText(Intent{Intent::Backfill, c.backfill().string()}));
  inner.set("null", c.nullable ? "true" : "false");
  if (c.generation == Generation::Serial)
    inner.set("type", c.type.is(TypeKind::I64)   ? "bigserial"
                      : c.type.is(TypeKind::I16) ? "smallserial"
                                                 : "serial");
  else
    inner.set("type", type(c.type));
  inner.set("default", defaultValue(c.defaultExpr));
  if (c.collation())
    inner.set("collate", quoted(c.collation().str()));
  if (c.storage())
    inner.set("storage", llvm::StringRef(c.storage().str()).upper());
  if (c.compression())
    inner.set("compression", c.compression().string());
  if (Name comment = partComment(t, PartKind::Column, c.name))
    inner.set("comment", quoted(comment.str()));
  if (c.renamedFrom())
    inner.set("renamed_from", quoted(c.renamedFrom().str()));
  if (c.movedFrom())
    inner.set("moved_from", quoted(c.movedFrom().str()));
  if (c.sequence())
    inner.set("sequence", quoted(c.sequence().str()));
  if (c.generated()) {
    Block &as = inner.block("as");
    as.set("expr", text(c.generated().str()));
    as.set("type", c.generation == Generation::Virtual ? "VIRTUAL" : "STORED");
  }
  identity(inner, c);
  if (c.notNullNotValid)
    losses.part(c.range, schemac::named("NOT VALID of column", c.name), "NOT NULL");
  if (c.generation == Generation::Serial && c.options().given())
    losses.part(c.range, schemac::named("options of the sequence of column", c.name));
}

void Writer::partition(Block &b, const PartitionKey &key) {
  if (!key)
    return;
  Block &inner = b.block("partition");
  inner.set("type", key.strategy == PartitionStrategy::Range  ? "RANGE"
                    : key.strategy == PartitionStrategy::List ? "LIST"
                                                              : "HASH");
  for (const IndexElem &e : key.elems) {
    Block &by = inner.block("by");
    if (e.column)
      by.set("column", column(e.column));
    else
      by.set("expr", text(e.expr.str()));
    if (e.opclass)
      by.set("ops", operatorClass(e));
    if (e.collation)
      by.set("collate", quoted(e.collation.str()));
  }
}

void Writer::replicaIdentity(Block &b, const Table &t) {
  switch (t.replicaIdentity) {
  case ReplicaIdentity::Default:
    return;
  case ReplicaIdentity::Full:
    return b.set("replica_identity", "FULL");
  case ReplicaIdentity::Nothing:
    return b.set("replica_identity", "NOTHING");
  case ReplicaIdentity::Index:
    break;
  }
  const Constraint *key = t.constraint(t.replicaIndex);
  const Index *index = t.index(t.replicaIndex);
  std::string name = step(t.replicaIndex.str());
  if (key && key->kind == ConstraintKind::PrimaryKey)
    b.set("replica_identity", "primary_key");
  else if (key && key->kind == ConstraintKind::Unique)
    b.set("replica_identity", "unique" + name);
  else if (index && canSay(*index))
    b.set("replica_identity", "index" + name);
  else // the index of a partition is that of the whole table
    losses.part(t.range, "replica identity");
}

void Writer::tableLosses(const Table &t) {
  for (const PartComment &c : t.partComments)
    if (c.kind == PartKind::Constraint && t.constraint(c.part) == nullptr)
      losses.part(t.range, schemac::named("comment of", c.part));
}

/// A partition has the columns of the whole table, and names them as those of that one.
void Writer::parents(Block &b, const Table &t) {
  columnsOf.clear();
  if (t.partitionOf) {
    b.set("partition_of", ref("table", t.partitionOf));
    if (t.bound)
      b.set("bound", text(t.bound.str()));
    const Table *whole = &t;
    for (unsigned depth = 0; whole && whole->partitionOf && depth < 64; ++depth)
      whole = s.table(whole->partitionOf);
    if (whole)
      columnsOf = ref("table", whole->name) + ".";
    for (const PartComment &c : t.partComments)
      if (c.kind == PartKind::Column)
        losses.part(t.range, schemac::named("comment of", c.part));
    for (const Grant &g : t.grants)
      if (g.column)
        losses.part(t.range, schemac::named("privileges on", g.column));
  }
  std::vector<std::string> inherited;
  for (QName parent : t.inherits)
    inherited.push_back(ref("table", parent));
  if (!inherited.empty())
    b.set("inherits", list(inherited));
}

void Writer::table(const Table &t) {
  access(t, "table");
  Block &b = add(head("table", t.name));
  for (const DropIntent &d : t.drops)
    b.comment(annotationText(d));
  b.set("schema", schemaRef(t.name));
  b.set("comment", commentOf(t));
  owner(b, t);
  b.flag("unlogged", t.unlogged);
  tablespace(b, t.tablespace);
  replicaIdentity(b, t);
  parents(b, t);
  if (t.renamedFrom)
    b.set("renamed_from", quoted(t.renamedFrom.str()));
  for (const Column &c : t.columns)
    columnBlock(b, t, c);
  for (const Constraint &c : t.constraints)
    switch (c.kind) {
    case ConstraintKind::PrimaryKey:
      primaryKey(b, t, c);
      break;
    case ConstraintKind::Unique:
      unique(b, t, c);
      break;
    case ConstraintKind::ForeignKey:
      foreignKey(b, t, c);
      break;
    case ConstraintKind::Check:
      check(b, c, partComment(t, PartKind::Constraint, c.name));
      break;
    case ConstraintKind::Exclusion:
      exclusion(b, t, c);
      break;
    }
  for (const Index &i : t.indexes)
    index(b, i, partComment(t, PartKind::Index, i.name));
  partition(b, t.partitionBy);
  if (t.rowSecurity || t.forceRowSecurity) {
    Block &security = b.block("row_security");
    security.flag("enabled", t.rowSecurity);
    security.flag("enforced", t.forceRowSecurity);
  }
  parameters(b, t.parameters);
  tableLosses(t);
  for (const Trigger &trigger : t.triggers)
    if (trigger.kind != TriggerKind::User || !canCall(trigger.action->function))
      losses.part(trigger.range, schemac::named("trigger", trigger.name));
  columnsOf.clear();
}

} // namespace schemac::hcl_form
