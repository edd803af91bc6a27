//===- Transforms.h - The passes and the default pipeline -------*- C++ -*-===//
#pragma once

#include "schemac/Pass/Pass.h"
#include <span>

namespace schemac {

struct PassInfo {
  std::string_view name, summary;
  std::unique_ptr<Pass> (*create)();
};
std::span<const PassInfo> allPasses();

#define PASS(CLASS, NAME, SUMMARY) std::unique_ptr<Pass> create##CLASS##Pass();
#include "schemac/Transforms/Passes.def"

/// The pipeline of `schemac plan`, for the plan's dialect.
void buildPlanPipeline(PassManager &pm);

/// Adds the passes of a comma-separated list; false and \p error when a name is not known.
bool parsePipeline(std::string_view text, PassManager &pm, std::string &error);

} // namespace schemac
