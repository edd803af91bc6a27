//===- TableSetSchemaBreaksClients.cpp - table-set-schema-breaks-clients -------------------===//
//
// Moving a table is a rename of its qualified name.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkTableSetSchemaBreaksClients(RuleContext &rule, const Op &op) {
  auto move = dynOp<MoveTableOp>(op);
  const Table *old = move ? rule.table(move->table()) : nullptr;
  if (!old || rule.isNew(move->table()) || rule.unit.to->views().find(move->table()))
    return;
  std::string to =
      move->has_to() ? move->to().string() : std::string(rule.dialect.defaultNamespace());
  auto d = rule.diags.report(op.range, diag::warn_table_set_schema_breaks_clients,
                             move->table().str(), to);
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
