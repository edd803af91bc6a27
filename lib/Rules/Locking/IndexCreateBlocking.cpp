//===- IndexCreateBlocking.cpp - index-create-blocking -------------------------------------===//
//
// A plain build holds SHARE on the table until the index is done. A unique one is reported by
// unique-add-blocking.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkIndexCreateBlocking(RuleContext &rule, const Op &op) {
  auto create = dynOp<CreateIndexOp>(op);
  if (!create || create->def().unique || create->concurrently() || !rule.isHeavy(op))
    return;
  QName table = create->path().table;
  auto d = rule.diags.report(op.range, diag::warn_index_create_blocking,
                             create->path().sub.string(), table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
