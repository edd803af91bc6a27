//===- ModelLosses.cpp - What a model cannot say of a table ---------------===//
#include "Write/Prisma/ModelLosses.h"

namespace schemac::prisma_form {

using namespace prisma;

static void columnLosses(const Column &c, const FieldType &type, Losses &losses) {
  auto lose = [&](std::string_view what, std::string_view instead = {}) {
    losses.part(c.range, named(what, c.name), instead);
  };
  if (c.type.is(TypeKind::Domain) ||
      (c.type.is(TypeKind::Array) && c.type.element().is(TypeKind::Domain)))
    lose("domain of column", "what it is made of");
  bool serial = c.generation == Generation::Serial;
  bool identity =
      c.generation == Generation::IdentityAlways || c.generation == Generation::IdentityByDefault;
  if (identity)
    lose("identity of column", "autoincrement(), which is a serial");
  if (c.generated())
    lose("generating expression of column");
  if ((serial || identity) && (c.sequence() || c.options().given()))
    lose("sequence of column");
  if (c.collation())
    lose("collation of column");
  if (c.storage() || c.compression())
    lose("storage of column");
  if (c.notNullNotValid)
    lose("NOT VALID of column", "NOT NULL");
  if (type.list && !c.nullable)
    lose("NOT NULL of the list", "a list, which may be null in the database");
}

void tableLosses(const Table &t, const FieldTypes &types, Losses &losses) {
  losses.access(t);
  for (const Column &c : t.columns)
    columnLosses(c, types.at(c.name), losses);
  for (const Constraint &c : t.constraints)
    if (c.kind == ConstraintKind::Check)
      losses.part(c.range, named("check", c.name));
    else if (c.kind == ConstraintKind::Exclusion)
      losses.part(c.range, named("exclusion constraint", c.name));
  for (const Trigger &trigger : t.triggers)
    losses.part(trigger.range, named("trigger", trigger.name));
  for (const Policy &p : t.policies)
    losses.part(p.range, named("policy", p.name));
  if (t.rowSecurity || t.forceRowSecurity)
    losses.part(t.range, "row security");
  if (!t.parameters.empty() || t.tablespace || t.unlogged)
    losses.part(t.range, "storage options");
  if (t.replicaIdentity != ReplicaIdentity::Default)
    losses.part(t.range, "replica identity");
  if (t.partitionBy)
    losses.part(t.range, "partition key");
}

} // namespace schemac::prisma_form
