//===- LowerFunction.cpp - Functions that get another result --------------===//
//
// Before:  drop_function @f remade, create_function @f … remade
// After:   switch { drop_function @f remade, create_function @f … remade }, in one transaction
//
// There cannot be two of one name and the same argument types, so the deployed code must work with
// both. Views over it stand aside, as order-steps finds them in the way. Where a default, a rule,
// an index, a policy or a trigger rests on it, both exist for a while: FunctionExchange.cpp.
//
//===----------------------------------------------------------------------===//
#include "Transforms/FunctionExchange.h"
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include <fmt/core.h>

namespace schemac {

void runLowerFunction(PlanUnit &unit) {
  std::vector<Op> drops =
      takeSteps<DropFunctionOp>(unit, [](DropFunctionOp step) { return step.remade(); });
  std::vector<Op> creates =
      takeSteps<CreateFunctionOp>(unit, [](CreateFunctionOp step) { return step.remade(); });
  Origins origins(unit);
  for (const Op &op : creates) {
    Recipe r(unit, op);
    const Function &now = CreateFunctionOp(op).function();
    const Function *old = unit.from ? unit.from->functions().find(now.name) : nullptr;
    if (old && unit.to && hasCallers(unit, *old, now)) {
      exchangeFunction(r, origins, *old, now);
      continue;
    }
    r.deploy(fmt::format("works with the function {} as it was and as it will be",
                         sql::quote(CreateFunctionOp(op).function().name)));
    for (const Op &drop : drops)
      if (drop.change == op.change)
        r.keep(PhaseKind::Switch, drop, "in one transaction with what takes its place");
    r.keep(PhaseKind::Switch, op, "gives what the target declares");
  }
}

} // namespace schemac
