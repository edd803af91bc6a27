//===- LowerCreateIndex.cpp - Indexes are built concurrently --------------===//
//
// A changed definition never leaves queries without an index: the new one is built under another
// name, then the old one goes, then the name moves. A unique index goes after the gate when code of
// the source may still write what it refuses.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/KeyReferences.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Replacing.h"
#include "Transforms/Sql.h"

namespace schemac {

static constexpr std::string_view Why = "built while writers go on";

static PhaseKind phaseFor(Recipe &r, const Origins &origins, CreateIndexOp step) {
  if (origins.isView(step.path().table)) // nobody writes it
    return PhaseKind::Expand;
  bool tight = step.def().unique && tightens(origins, step.path().table, step.def());
  if (tight)
    askToObey(r, step.path().sub);
  return placeOf(tight || waitsForSwitch(origins, step.path().table, step.def()) ||
                 origins.isDivided(step.path().table));
}

/// The index that the step drops, as the source has it.
static const Index *sourceIndex(const Origins &origins, DropIndexOp drop) {
  const Table *source = origins.table(drop.path().table);
  return source ? source->index(drop.path().sub) : nullptr;
}

/// The old index may stay until the new one is there, unless it refuses what the target allows.
static bool mayOverlap(const Origins &origins, DropIndexOp drop) {
  const Index *old = sourceIndex(origins, drop);
  return !old || !old->unique || willBeUnique(origins, drop.path().table, *old);
}

/// Takes the step that says again by which index the rows of the table are known, because that one
/// is made anew. Without one, an update of a published table fails. \returns whether there was one
static bool takeIdentity(PlanUnit &unit, const Origins &origins, const Replacement &change) {
  CreateIndexOp create(change.add);
  const Table *source = origins.table(create.path().table);
  if (!change.drop || !source || source->replicaIndex != DropIndexOp(*change.drop).path().sub)
    return false;
  return !takeSteps<SetReplicaIdentityOp>(unit, [&](SetReplicaIdentityOp step) {
            return step.table() == create.path().table && step.has_index() &&
                   step.index() == create.path().sub;
          }).empty();
}

static void identify(Recipe &r, PhaseKind phase, const SubRef &index) {
  r.add<SetReplicaIdentityOp>(phase, "published rows are known by the new index", index.table,
                              false, false, index.sub);
}

static void replace(Recipe &r, const Origins &origins, const Replacement &change, PhaseKind phase,
                    bool identifies) {
  CreateIndexOp create(change.add);
  DropIndexOp drop(*change.drop);
  SubRef path = create.path();
  KeyReferences references = referencesTo(r, origins, path.table, sourceIndex(origins, drop));
  bool concurrently = !references.any();
  if (!mayOverlap(origins, drop) && phase != PhaseKind::Expand) {
    PhaseKind early = placeOfDrop(r, origins, drop.path());
    if (identifies)
      r.add<SetReplicaIdentityOp>(early, "until the new index is there, all of a row says which",
                                  path.table, true, false, Name());
    r.add<DropIndexOp>(early, "refuses what the new code may write", drop.path(), true);
    r.add<CreateIndexOp>(phase, Why, path, create.def(), true);
    if (identifies)
      identify(r, phase, path);
    return;
  }
  if (drop.path().sub != path.sub) {
    r.add<CreateIndexOp>(phase, Why, path, create.def(), true);
    if (identifies)
      identify(r, phase, path);
    references.drop(phase);
    r.add<DropIndexOp>(phase, "the new index serves instead", drop.path(), concurrently);
    references.makeAgain(phase);
    return;
  }
  SubRef other{path.table, standIn(r.unit.context, path.sub)};
  r.add<CreateIndexOp>(phase, "built beside the old one, while writers go on", other, create.def(),
                       true);
  if (identifies)
    identify(r, phase, other);
  references.drop(phase);
  r.add<DropIndexOp>(phase, "the new index serves instead", path, concurrently);
  r.add<RenameIndexOp>(phase, "the new index takes over the name", other, path.sub);
  references.makeAgain(phase);
}

static void replaceByPartition(Recipe &r, const Origins &origins, const Replacement &change,
                               PhaseKind phase) {
  CreateIndexOp create(change.add);
  Former former;
  if (change.drop) {
    DropIndexOp drop(*change.drop);
    former.name = drop.path().sub;
    if (!mayOverlap(origins, drop) && phase != PhaseKind::Expand)
      r.keep(placeOfDrop(r, origins, drop.path()), *change.drop,
             "refuses what the new code may write");
    else
      former.drop = [&] { r.keep(phase, *change.drop, "the new index serves instead"); };
  }
  createIndexByPartition(r, origins, phase, create.path(), create.def(), former);
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
    bool identifies =
        !isPartitioned(origins, create.path().table) && takeIdentity(unit, origins, change);
    if (change.drop && DropIndexOp(*change.drop).path() == create.path() &&
        completeIndexByPartition(r, origins, phase, create.path(), create.def()))
      continue;
    if (identifies) {
      replace(r, origins, change, phase, true);
    } else if (origins.fitsBudget({create.path().table}, Work::IndexBuild, LockMode::Share)) {
      const Index *old = change.drop ? sourceIndex(origins, DropIndexOp(*change.drop)) : nullptr;
      KeyReferences references = referencesTo(r, origins, create.path().table, old);
      references.drop(phase);
      if (change.drop)
        r.keep(mayOverlap(origins, DropIndexOp(*change.drop))
                   ? phase
                   : placeOfDrop(r, origins, DropIndexOp(*change.drop).path()),
               *change.drop, WhySmall);
      r.keep(phase, change.add, WhySmall);
      references.makeAgain(phase);
    } else if (isPartitioned(origins, create.path().table)) {
      replaceByPartition(r, origins, change, phase);
    } else if (change.drop) {
      replace(r, origins, change, phase, false);
    } else {
      r.add<CreateIndexOp>(phase, Why, create.path(), create.def(), true);
    }
  }
}

} // namespace schemac
