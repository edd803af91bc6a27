//===- LowerExclusion.cpp - Exclusion constraints -------------------------===//
//
// There is no NOT VALID, no CONCURRENTLY and no USING INDEX for them: the index is built while
// nobody can read or write the table. So that is for small tables; a large one is exchanged for a
// new one that has the constraint (LowerRewrite) where nothing else of it changes.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/PlainWay.h"
#include "Transforms/Recipe.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/core.h>

namespace schemac {

void runLowerExclusion(PlanUnit &unit) {
  Origins origins(unit);
  auto wanted = [&](AddExclusionOp add) { return !origins.isNew(add.path().table); };
  for (const Op &op : takeSteps<AddExclusionOp>(unit, wanted)) {
    AddExclusionOp add(op);
    if (!origins.isSmall(add.path().table)) {
      DiagBuilder d = unit.diags.report(op.range, diag::err_exclusion_build, add.path().sub.str(),
                                        add.path().table.str());
      noteBeside(d, unit, add.path().table);
      notePlainWay(std::move(d), origins, add.path().table);
      continue;
    }
    Recipe r(unit, op);
    bool tight = tightens(origins, add.path().table, add.def());
    if (tight)
      r.deploy(fmt::format("writes no rows that '{}' would refuse", add.path().sub.str()));
    r.keep(placeOf(tight || origins.isDivided(add.path().table)), op, WhySmall);
  }
}

} // namespace schemac
