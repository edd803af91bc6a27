//===- Pass.cpp - Running a pipeline --------------------------------------===//
#include "schemac/Pass/Pass.h"
#include "schemac/IR/SchemaIndex.h"

namespace schemac {

Pass::~Pass() = default;

bool PassManager::run(PlanUnit &unit) {
  // Passes interpret copies of the source: they share its index when it is there.
  if (unit.from)
    unit.from->index();
  for (const auto &pass : passes) {
    unsigned before = unit.diags.numErrors();
    pass->run(unit);
    if (afterPass)
      afterPass(*pass, unit);
    if (unit.diags.numErrors() != before)
      return false;
  }
  return true;
}

} // namespace schemac
