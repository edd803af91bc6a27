//===- Pass.cpp - Running a pipeline --------------------------------------===//
#include "schemac/Pass/Pass.h"

namespace schemac {

Pass::~Pass() = default;

bool PassManager::run(PlanUnit &unit) {
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
