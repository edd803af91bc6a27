//===- NullWideningBreaksReaders.cpp - null-widening-breaks-readers ------------------------===//
//
// New code may write NULL as soon as it is deployed, while old code still reads.
//
//===----------------------------------------------------------------------===//
#include "Rules/NameExchange.h"
#include "Rules/Rule.h"

namespace schemac {

void checkNullWideningBreaksReaders(RuleContext &rule, const Op &op) {
  auto drop = dynOp<DropNotNullOp>(op);
  const Column *old = drop ? rule.column(drop->column()) : nullptr;
  if (!old || rule.isNew(drop->column().table))
    return;
  // A column that goes before anybody could read a NULL from it is told when it goes; what stands
  // in for one is read by nobody.
  QName table = drop->column().table;
  const Table *end = rule.byHand() ? rule.unit.to->table(table) : nullptr;
  if (isHelperName(drop->column().sub) || (end && !end->column(drop->column().sub)))
    return;
  rule.diags.report(op.range, diag::warn_null_widening_breaks_readers, drop->column().str())
      .label(old->range, "was required here");
}

} // namespace schemac
