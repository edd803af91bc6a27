//===- DiffPartitions.cpp - Tables that become or stop being partitions ---===//
//
// A partition lists only what is its own. Where one side of a pair is a partition and the other is
// not, or of another table, both are compared as the tables that they are without a parent.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/IR/Partitions.h"

namespace schemac {

TablePair Differ::inTheOpen(TablePair pair) {
  const Table *was = pair.from, *is = pair.to;
  bool stays = names.table(was->partitionOf) == is->partitionOf && was->bound == is->bound;
  if (stays)
    return pair;
  standing.push_back(standalone(context, from, *was));
  TablePair open{&standing.back(), nullptr};
  standing.push_back(standalone(context, to, *is));
  open.to = &standing.back();
  return open;
}

void Differ::diffPartition(TablePair pair) {
  const Table &was = *pair.from, &is = *pair.to;
  if (names.table(was.partitionOf) == is.partitionOf && was.bound == is.bound)
    return;
  if (was.partitionOf)
    steps.add(Slot::DetachPartition, DetachPartitionOp::make(is.range, was.name));
  if (is.partitionOf) // a change by itself: between the two its own rules are changed
    steps.add(Slot::AttachPartition,
              AttachPartitionOp::make(is.range, is.name, is.partitionOf, is.bound));
}

} // namespace schemac
