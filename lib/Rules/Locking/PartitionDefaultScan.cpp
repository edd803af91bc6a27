//===- PartitionDefaultScan.cpp - partition-default-scan -----------------------------===//
//
// A new partition takes its values from the default one: the server looks at every row there for
// one that belongs to the new partition. A valid check that says there is none spares it.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/Partitions.h"

namespace schemac {

void checkPartitionDefaultScan(RuleContext &rule, const Op &op) {
  auto create = dynOp<CreateTableOp>(op);
  if (!create || !create->table().partitionOf || !create->table().bound)
    return;
  const Table *rest = defaultPartition(rule.state, create->table().partitionOf);
  if (!rest || rule.quiet(rest->name))
    return;
  if (rule.cost(op).work == Work::Catalog || rule.fits(op))
    return;
  const Table *parent = rule.table(create->table().partitionOf);
  bool isPlain = parent && parent->partitionBy && parent->partitionBy.elems.size() == 1 &&
                 parent->partitionBy.elems.front().column;
  for (const Constraint &c : rest->constraints)
    if (!isPlain && c.kind == ConstraintKind::Check && !c.notValid && !c.notEnforced)
      return; // bounds of several columns are not compared: it may say so
  rule.diags.report(op.range, diag::warn_partition_default_scan, create->table().name.str(),
                    rest->name.str(), rule.size(rest->name));
}

} // namespace schemac
