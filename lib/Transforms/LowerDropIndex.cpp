//===- LowerDropIndex.cpp - Indexes are dropped concurrently --------------===//
//
// An index that only serves queries stays while code of the source asks them. A unique one goes
// before the gate: code of the target may write what it refuses.
//
//===----------------------------------------------------------------------===//
#include "Transforms/KeyReferences.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Recipe.h"

namespace schemac {

void runLowerDropIndex(PlanUnit &unit) {
  Origins origins(unit);
  for (const Op &op : takeSteps<DropIndexOp>(unit, [](DropIndexOp) { return true; })) {
    SubRef path = DropIndexOp(op).path();
    const Table *source = origins.table(path.table);
    const Index *index = source ? source->index(path.sub) : nullptr;
    bool loosens = index && index->unique && !willBeUnique(origins, path.table, *index) &&
                   !isLeftOut(origins, path.table, *index);
    PhaseKind phase = loosens ? PhaseKind::Expand : PhaseKind::Contract;
    std::string_view why = loosens ? "refuses what the new code may write"
                           : index && index->unique
                               ? "the old code counts on it until then"
                               : "serves the queries of the old code until then";
    Recipe r(unit, op);
    if (!loosens)
      r.deploy("does without the dropped indexes");
    KeyReferences references = referencesTo(r, origins, path.table, index);
    bool concurrently = !origins.isSmall(path.table) && !(source && source->partitionBy);
    references.drop(phase);
    r.add<DropIndexOp>(phase, why, path, concurrently && !references.any());
    references.makeAgain(phase);
  }
}

} // namespace schemac
