//===- ReplicationNoIdentity.cpp - replication-no-identity -----------------------------------===//
//
// A table that is published must say which row an update or delete is about. Without a primary key
// or another replica identity the server refuses the statement itself, not only its sending.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

static bool mustIdentify(const Publication &p) { return p.sends("update") || p.sends("delete"); }

static bool hasIdentity(const Table &t) {
  switch (t.replicaIdentity) {
  case ReplicaIdentity::Default:
    return t.primaryKey();
  case ReplicaIdentity::Nothing:
    return false;
  default:
    return true;
  }
}

/// \p p: as it is in the end, when it may have let go of the table.
static void report(RuleContext &rule, const Op &op, QName table, const Publication *p) {
  const Table *target = rule.unit.to->table(table);
  if (p && (p->allTables || p->table(table)) && mustIdentify(*p) && target && !hasIdentity(*target))
    rule.diags.report(op.range, diag::warn_replication_no_identity, table.str(), p->name.str());
}

void checkReplicationNoIdentity(RuleContext &rule, const Op &op) {
  if (auto create = dynOp<CreatePublicationOp>(op)) {
    for (const PublishedTable &t : create->publication().tables)
      report(rule, op, t.table,
             rule.unit.to->find<Publication>(QName{Name(), create->publication().name.name}));
    return;
  }
  if (auto publish = dynOp<PublishTableOp>(op))
    return report(rule, op, publish->table(),
                  rule.unit.to->find<Publication>({Name(), publish->publication()}));
  if (auto identity = dynOp<SetReplicaIdentityOp>(op)) {
    for (const Publication &p : rule.unit.to->publications())
      if (p.allTables || p.table(identity->table()))
        return report(rule, op, identity->table(), &p);
    return;
  }
  auto drop = dynOp<DropConstraintOp>(op);
  const Table *before = drop ? rule.table(drop->path().table) : nullptr;
  const Constraint *key = before ? before->primaryKey() : nullptr;
  if (!key || key->name != drop->path().sub)
    return;
  for (const Publication &p : rule.unit.to->publications())
    if (p.allTables || p.table(before->name))
      return report(rule, op, before->name, &p);
}

} // namespace schemac
