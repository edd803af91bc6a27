//===- LowerCreateIndex.cpp - Indexes are built concurrently --------------===//
//
// A changed definition never leaves queries without an index: the new one is built under another
// name, then the old one goes, then the name moves. A unique index goes after the gate when code of
// the source may still write what it refuses.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Replacing.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Partitions.h"
#include <fmt/core.h>

namespace schemac {

static constexpr std::string_view Why = "built while writers go on";

static PhaseKind phaseFor(Recipe &r, const Origins &origins, CreateIndexOp step) {
  if (origins.isView(step.path().table)) // nobody writes it
    return PhaseKind::Expand;
  bool tight = step.def().unique && tightens(origins, step.path().table, step.def());
  if (tight)
    r.deploy(fmt::format("writes no duplicates that '{}' would refuse", step.path().sub.str()));
  return placeOf(tight || waitsForSwitch(origins, step.path().table, step.def()));
}

/// The old index may stay until the new one is there, unless it refuses what the target allows.
static bool mayOverlap(const Origins &origins, DropIndexOp drop) {
  const Table *source = origins.table(drop.path().table);
  const Index *old = source ? source->index(drop.path().sub) : nullptr;
  return !old || !old->unique || impliesUnique(origins.targetTable(drop.path().table), *old);
}

static void replace(Recipe &r, const Origins &origins, const Replacement &change, PhaseKind phase) {
  CreateIndexOp create(change.add);
  DropIndexOp drop(*change.drop);
  SubRef path = create.path();
  if (!mayOverlap(origins, drop) && phase != PhaseKind::Expand) {
    r.add<DropIndexOp>(PhaseKind::Expand, "refuses what the new code may write", drop.path(), true);
    r.add<CreateIndexOp>(phase, Why, path, create.def(), true);
    return;
  }
  if (drop.path().sub != path.sub) {
    r.add<CreateIndexOp>(phase, Why, path, create.def(), true);
    r.add<DropIndexOp>(phase, "the new index serves instead", drop.path(), true);
    return;
  }
  SubRef other{path.table, standIn(r.unit.context, path.sub)};
  r.add<CreateIndexOp>(phase, "built beside the old one, while writers go on", other, create.def(),
                       true);
  r.add<DropIndexOp>(phase, "the new index serves instead", path, true);
  r.add<RenameIndexOp>(phase, "the new index takes over the name", other, path.sub);
}

/// The index by itself first, then its parts one by one; the last makes it valid. The parts have
/// the names that the server would give them.
static void byPartition(Recipe &r, const Origins &origins, const Replacement &change,
                        PhaseKind phase) {
  CreateIndexOp create(change.add);
  SubRef path = create.path();
  std::optional<std::vector<QName>> parts = partitionsOf(r.unit, origins, path.table);
  if (change.drop || !parts) {
    blocksPartitions(r.unit, origins, path, "an index");
    return;
  }
  Table parent = *origins.table(path.table);
  parent.indexes.push_back(create.def());
  r.add<CreateIndexOp>(phase, "by itself: no rows are read", path, create.def(), false, true);
  for (QName p : *parts) {
    Table standing = standalone(r.unit.context, *r.unit.from, parent, p);
    r.add<CreateIndexPartOp>(phase, "built while writers go on",
                             SubRef{p, standing.indexes.back().name}, path.sub);
  }
}

void runLowerCreateIndex(PlanUnit &unit) {
  Origins origins(unit);
  auto wanted = [&](CreateIndexOp step) {
    return !step.concurrently() && !origins.isNew(step.path().table);
  };
  for (const Replacement &change : takeReplacements<CreateIndexOp, DropIndexOp>(unit, wanted)) {
    CreateIndexOp create(change.add);
    Recipe r(unit, change.add);
    PhaseKind phase = phaseFor(r, origins, create);
    if (origins.fitsBudget({create.path().table}, Work::IndexBuild, LockMode::Share)) {
      if (change.drop)
        r.keep(mayOverlap(origins, DropIndexOp(*change.drop)) ? phase : PhaseKind::Expand,
               *change.drop, WhySmall);
      r.keep(phase, change.add, WhySmall);
    } else if (isPartitioned(origins, create.path().table)) {
      byPartition(r, origins, change, phase);
    } else if (change.drop) {
      replace(r, origins, change, phase);
    } else {
      r.add<CreateIndexOp>(phase, Why, create.path(), create.def(), true);
    }
  }
}

} // namespace schemac
