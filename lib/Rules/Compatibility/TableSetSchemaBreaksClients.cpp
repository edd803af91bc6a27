//===- TableSetSchemaBreaksClients.cpp - table-set-schema-breaks-clients -------------------===//
//
// Moving a table is a rename of its qualified name.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {

/// ALTER SCHEMA … RENAME is read as a new schema to which everything moves, in one statement.
static bool renamesTheSchema(const RuleContext &rule, Name to) {
  return std::ranges::any_of(rule.sameStatement, [&](const Op *op) {
    auto create = dynOp<CreateNamespaceOp>(*op);
    return create && create->name() == to;
  });
}

void checkTableSetSchemaBreaksClients(RuleContext &rule, const Op &op) {
  auto move = dynOp<MoveTableOp>(op);
  const Table *old = move ? rule.table(move->table()) : nullptr;
  if (!old || rule.isNew(move->table()) || rule.unit.to->views().find(move->table()))
    return;
  if (move->has_to() && renamesTheSchema(rule, move->to()))
    return; // schema-rename-breaks-clients says it
  std::string to =
      move->has_to() ? move->to().string() : std::string(rule.dialect.defaultNamespace());
  auto d = rule.diags.report(op.range, diag::warn_table_set_schema_breaks_clients,
                             move->table().str(), to);
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
