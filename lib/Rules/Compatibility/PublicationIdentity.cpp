//===- PublicationIdentity.cpp - publication-identity ----------------------------------------===//
//
// A filter or a list of columns that the identity of the rows does not go with: the server accepts
// it, and refuses the first update.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/ReplicaIdentity.h"

namespace schemac {

static void report(RuleContext &rule, const Op &op, const Publication &p, const PublishedTable &t) {
  if (std::string why = identityGap(*rule.unit.to, p, t); !why.empty())
    rule.diags.report(op.range, diag::warn_publication_identity, t.table.str(), p.name.str(), why);
}

static void reportTable(RuleContext &rule, const Op &op, QName table) {
  for (const Publication &p : rule.unit.to->publications())
    if (const PublishedTable *t = p.table(table))
      report(rule, op, p, *t);
}

void checkPublicationIdentity(RuleContext &rule, const Op &op) {
  auto known = [&](Name name) { return rule.unit.to->find<Publication>({Name(), name}); };
  if (auto create = dynOp<CreatePublicationOp>(op)) {
    for (const PublishedTable &t : create->publication().tables)
      report(rule, op, create->publication(), t);
  } else if (auto set = dynOp<SetPublicationOp>(op)) {
    if (const Publication *p = known(set->name()))
      for (const PublishedTable &t : p->tables)
        report(rule, op, *p, t);
  } else if (auto publish = dynOp<PublishTableOp>(op)) {
    const Publication *p = known(publish->publication());
    if (const PublishedTable *t = p ? p->table(publish->table()) : nullptr)
      report(rule, op, *p, *t);
  } else if (auto identity = dynOp<SetReplicaIdentityOp>(op)) {
    reportTable(rule, op, identity->table());
  } else if (auto key = dynOp<AddPrimaryKeyOp>(op)) {
    reportTable(rule, op, key->path().table);
  }
}

} // namespace schemac
