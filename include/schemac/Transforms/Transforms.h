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

/// The pipeline of `schemac plan` for a dialect.
void buildPlanPipeline(PassManager &pm, std::string_view dialect);
/// The same without what is only for the way back: its steps, their guards and their proof. What it
/// makes of a change is the way forward of the plan.
void buildForwardPipeline(PassManager &pm, std::string_view dialect);

/// Why the rows that \p op changes (a change_rows) cannot be changed in batches with the same
/// outcome, also when the batches are interrupted and run again; empty when they can.
std::string whyNotInBatches(const Op &op, const Schema &before, Context &context);

/// Adds the passes of a comma-separated list; false and \p error when a name is not known.
/// `plan` is all of them, for \p dialect.
bool parsePipeline(std::string_view text, std::string_view dialect, PassManager &pm,
                   std::string &error);

} // namespace schemac
