//===- AlterOptions.cpp - The other parts of ALTER TABLE ------------------===//
#include "Reader.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>

namespace schemac::sql {

#define AT(NAME) PG_QUERY__ALTER_TABLE_TYPE__AT_##NAME

/// \p old with what is set, or without what is reset.
static Parameters changed(Parameters old, const Parameters &list, bool reset) {
  for (const Parameter &p : list) {
    std::erase_if(old, [&](const Parameter &o) { return o.name == p.name; });
    if (!reset)
      old.push_back(p);
  }
  return old;
}

bool Reader::alterOptions(const PgQuery__AlterTableCmd &c, QName table, Span span) {
  SourceRange range = rangeOf(span);
  const Table &t = *state.table(table);
  std::string_view word = stringOf(c.name);
  switch (c.subtype) {
  case AT(ChangeOwner):
    return setOwner({KindId::Table, PartKind::None, table, {}}, c.newowner, range);
  case AT(SetLogged):
    return t.unlogged ? add(SetLoggedOp::make(range, table)) : true;
  case AT(SetUnLogged):
    return t.unlogged ? true : add(SetUnloggedOp::make(range, table));
  case AT(SetTableSpace):
    return add(SetTablespaceOp::make(range, table, word == "pg_default" ? Name() : name(word)));
  case AT(SetRelOptions):
  case AT(ResetRelOptions):
    return add(SetParametersOp::make(
        range, table,
        changed(t.parameters, parameters(items(c.def)), c.subtype == AT(ResetRelOptions))));
  case AT(EnableRowSecurity):
    return add(SetRowSecurityOp::make(range, table, true, t.forceRowSecurity));
  case AT(DisableRowSecurity):
    return add(SetRowSecurityOp::make(range, table, false, t.forceRowSecurity));
  case AT(ForceRowSecurity):
    return add(SetRowSecurityOp::make(range, table, t.rowSecurity, true));
  case AT(NoForceRowSecurity):
    return add(SetRowSecurityOp::make(range, table, t.rowSecurity, false));
  case AT(ReplicaIdentity): {
    auto *r = as<PgQuery__ReplicaIdentityStmt>(c.def);
    std::string_view kind = r ? stringOf(r->identity_type) : "d";
    if (kind == "i")
      return add(SetReplicaIdentityOp::make(range, table, false, false, name(stringOf(r->name))));
    return add(SetReplicaIdentityOp::make(range, table, kind == "f", kind == "n"));
  }
  case AT(EnableTrig):
  case AT(EnableAlwaysTrig):
  case AT(EnableReplicaTrig):
  case AT(DisableTrig):
  case AT(EnableTrigAll):
  case AT(DisableTrigAll):
  case AT(EnableTrigUser):
  case AT(DisableTrigUser):
    return alterTriggers(c, table, range);
  case AT(AttachPartition):
  case AT(DetachPartition): {
    auto *p = as<PgQuery__PartitionCmd>(c.def);
    if (!p)
      return false;
    if (c.subtype == AT(AttachPartition))
      return attachPartition(*p, table, range);
    return add(DetachPartitionOp::make(range, relation(*p->name), bool(p->concurrent)));
  }
  case AT(DetachPartitionFinalize):
    return true;
  case AT(AddInherit):
  case AT(DropInherit):
    return inheritLater(c, table, range);
  case AT(SetStatistics):
    return unmanaged("the target of statistics of a column", range);
  case AT(SetOptions):
  case AT(ResetOptions):
    return unmanaged("statistics options of a column", range);
  case AT(ClusterOn):
  case AT(DropCluster):
    return unmanaged("the index by which a table is clustered", range);
  case AT(DropOids):
    return true;
  case AT(SetAccessMethod):
    return unmanaged("the access method of a table", range);
  case AT(EnableRule):
  case AT(EnableAlwaysRule):
  case AT(EnableReplicaRule):
  case AT(DisableRule):
    return unmanaged("a rule", range);
  default:
    return unsupported("this part of ALTER TABLE", range);
  }
}

/// There is no step that only does this: the trigger is made anew.
bool Reader::alterTriggers(const PgQuery__AlterTableCmd &c, QName table, SourceRange range) {
  TriggerEnabled now = TriggerEnabled::Origin;
  switch (c.subtype) {
  case AT(DisableTrig):
  case AT(DisableTrigAll):
  case AT(DisableTrigUser):
    now = TriggerEnabled::Disabled;
    break;
  case AT(EnableAlwaysTrig):
    now = TriggerEnabled::Always;
    break;
  case AT(EnableReplicaTrig):
    now = TriggerEnabled::Replica;
    break;
  default:
    break;
  }
  Name only = stringOf(c.name).empty() ? Name() : name(stringOf(c.name));
  if (only && !state.table(table)->trigger(only))
    return missing("trigger", SubRef{table, only}.str(), range);
  std::vector<Trigger> list = state.table(table)->triggers;
  for (Trigger &t : list) {
    if ((only && t.name != only) || !t.action || t.action->enabled == now)
      continue;
    TriggerAction action = *t.action;
    action.enabled = now;
    t.action = std::make_shared<const TriggerAction>(std::move(action));
    if (!add(DropTriggerOp::make(range, SubRef{table, t.name})) ||
        !add(CreateTriggerOp::make(range, SubRef{table, t.name}, t)))
      return false;
  }
  return true;
}

/// A table leaves all parents at once: those that stay come again.
bool Reader::inheritLater(const PgQuery__AlterTableCmd &c, QName table, SourceRange range) {
  auto *of = as<PgQuery__RangeVar>(c.def);
  if (!of)
    return false;
  QName parent = relation(*of);
  if (c.subtype == AT(AddInherit))
    return add(AttachPartitionOp::make(range, table, parent));
  std::vector<QName> parents = state.table(table)->inherits;
  if (std::ranges::find(parents, parent) == parents.end())
    return missing("parent", parent.str(), range);
  if (!add(DetachPartitionOp::make(range, table, false)))
    return false;
  for (QName kept : parents)
    if (kept != parent && !add(AttachPartitionOp::make(range, table, kept)))
      return false;
  return true;
}

/// A part of an index of a partitioned table is no object of its own: it goes into the whole.
bool Reader::attachIndex(SubRef path, const PgQuery__PartitionCmd &c) {
  SubRef part = indexPath(stringOf(c.name->schemaname), stringOf(c.name->relname));
  const Table *parent = state.table(path.table), *child = state.table(part.table);
  if (!parent || !child || !part.sub)
    return missing("index", stringOf(c.name->relname), nameAt(c.name->location));
  if (child->constraint(part.sub))
    return add(DropConstraintOp::make(whole(), part));
  const Index *of = parent->index(path.sub);
  if (!add(DropIndexOp::make(whole(), part)))
    return false;
  return !of || !of->invalid || add(CreateIndexPartOp::make(whole(), part, path.sub));
}

/// What the parent has and the table lacks, the server makes.
bool Reader::attachPartition(const PgQuery__PartitionCmd &c, QName parent, SourceRange range) {
  QName part = relation(*c.name);
  if (!state.table(part))
    return missing("table", part.str(), range);
  Table wanted = standalone(context, state, *state.table(parent), part);
  for (const Constraint &k : wanted.constraints) {
    PendingConstraint p;
    p.constraint = k;
    p.constraint.range = range;
    if (k.kind != ConstraintKind::Check && !state.table(part)->constraint(k.name) &&
        !add(addConstraintOp(part, p.constraint)))
      return false;
  }
  for (Index i : wanted.indexes)
    if (!state.table(part)->index(i.name) &&
        !add(CreateIndexOp::make(range, SubRef{part, i.name}, i)))
      return false;
  Expr b = c.bound ? bound(*c.bound) : Expr();
  return add(AttachPartitionOp::make(range, part, parent, b));
}

} // namespace schemac::sql
