//===- StorageRewrite.cpp - storage-rewrite -------------------------------------------===//
//
// Another tablespace, logged or unlogged: every row and every index is written anew.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/Analysis/Transactions.h"

namespace schemac {

void checkStorageRewrite(RuleContext &rule, const Op &op) {
  bool rewrites = op.kind == OpKind::SetLogged || op.kind == OpKind::SetUnlogged ||
                  op.kind == OpKind::SetTablespace;
  if (!rewrites || !rule.isHeavy(op))
    return;
  QName table = tableOf(op);
  std::string_view what = op.kind == OpKind::SetLogged     ? "making it logged"
                          : op.kind == OpKind::SetUnlogged ? "making it unlogged"
                                                           : "moving it to another tablespace";
  auto d =
      rule.diags.report(op.range, diag::warn_storage_rewrite, what, table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
