//===- LowerUnique.cpp - A unique constraint takes over an index ----------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/KeyReferences.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Replacing.h"
#include "Transforms/Sql.h"

namespace schemac {

/// What the new constraint replaces.
static std::optional<Index> formerOf(const Origins &origins, const Replacement &change) {
  if (!change.drop)
    return std::nullopt;
  SubRef path = DropConstraintOp(*change.drop).path();
  const Table *source = origins.table(path.table);
  const Constraint *old = source ? source->constraint(path.sub) : nullptr;
  return old ? std::optional(sql::keyIndex(old->name, *old)) : std::nullopt;
}

static void lowerAddedUnique(Recipe &r, const Origins &origins, const Replacement &change) {
  AddUniqueOp add(change.add);
  SubRef path = add.path();
  bool tight = tightens(origins, path.table, add.def());
  PhaseKind phase = placeOf(tight || origins.isDivided(path.table));
  if (tight)
    askToObey(r, path.sub);
  bool small = origins.fitsBudget({path.table}, Work::IndexBuild, LockMode::AccessExclusive);
  std::optional<Index> old = formerOf(origins, change);
  KeyReferences references = referencesTo(r, origins, path.table, old ? &*old : nullptr);
  bool refuses = old && !willBeUnique(origins, path.table, *old); // what the target allows
  bool dropFirst = change.drop && (small || refuses);
  if (dropFirst) {
    references.drop(phase);
    r.keep(references.any() ? phase
                            : placeOfDrop(r, origins, DropConstraintOp(*change.drop).path()),
           *change.drop, "refuses what the new code may write");
  }
  if (small) {
    r.keep(phase, change.add, WhySmall);
    references.makeAgain(phase);
    return;
  }
  if (isPartitioned(origins, path.table)) {
    Former former;
    if (change.drop)
      former.name = DropConstraintOp(*change.drop).path().sub;
    if (change.drop && !dropFirst)
      former.drop = [&] {
        references.drop(phase);
        r.keep(phase, *change.drop, "the new constraint takes its place at once");
      };
    addKeyByPartition(r, origins, phase, path, add.def(), former);
    references.makeAgain(phase);
    return;
  }
  bool nameTaken = change.drop && !dropFirst;
  Name index = nameTaken ? standIn(r.unit.context, path.sub) : path.sub;
  r.add<CreateIndexOp>(phase, "built while writers go on", SubRef{path.table, index},
                       sql::keyIndex(index, add.def()), true);
  if (nameTaken)
    references.drop(phase),
        r.keep(phase, *change.drop, "the new constraint takes its place at once");
  Constraint def = add.def();
  def.usingIndex = index;
  r.add<AddUniqueOp>(phase, "takes over the index: catalog only", path, def);
  references.makeAgain(phase);
}

void runLowerUnique(PlanUnit &unit) {
  Origins origins(unit);
  auto wanted = [&](AddUniqueOp add) {
    return !add.def().usingIndex && !origins.isNew(add.path().table);
  };
  for (const Replacement &change : takeReplacements<AddUniqueOp, DropConstraintOp>(unit, wanted)) {
    Recipe r(unit, change.add);
    lowerAddedUnique(r, origins, change);
  }
}

} // namespace schemac
