//===- NullWideningBreaksReaders.cpp - null-widening-breaks-readers ------------------------===//
//
// New code may write NULL as soon as it is deployed, while old code still reads.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkNullWideningBreaksReaders(RuleContext &rule, const Op &op) {
  auto drop = dynOp<DropNotNullOp>(op);
  const Column *old = drop ? rule.column(drop->column()) : nullptr;
  if (!old || rule.isNew(drop->column().table))
    return;
  rule.diags.report(op.range, diag::warn_null_widening_breaks_readers, drop->column().str())
      .label(old->range, "was required here");
}

} // namespace schemac
