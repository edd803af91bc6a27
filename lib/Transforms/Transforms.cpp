//===- Transforms.cpp - The registry of passes ----------------------------===//
#include "Transforms/Passes.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {
#define PASS(CLASS, NAME, SUMMARY)                                                                 \
  class CLASS##Pass : public Pass {                                                                \
  public:                                                                                          \
    std::string_view name() const override { return NAME; }                                        \
    void run(PlanUnit &unit) override { run##CLASS(unit); }                                        \
  };
#include "schemac/Transforms/Passes.def"
} // namespace

#define PASS(CLASS, NAME, SUMMARY)                                                                 \
  std::unique_ptr<Pass> create##CLASS##Pass() { return std::make_unique<CLASS##Pass>(); }
#include "schemac/Transforms/Passes.def"

static constexpr PassInfo Infos[] = {
#define PASS(CLASS, NAME, SUMMARY) {NAME, SUMMARY, create##CLASS##Pass},
#include "schemac/Transforms/Passes.def"
};

std::span<const PassInfo> allPasses() { return Infos; }

/// The name of the whole pipeline in a list of passes.
static constexpr std::string_view WholePipeline = "plan";

bool parsePipeline(std::string_view text, std::string_view dialect, PassManager &pm,
                   std::string &error) {
  while (!text.empty()) {
    std::string_view name = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), name.size() + 1));
    auto it = std::ranges::find(Infos, name, &PassInfo::name);
    if (it != std::end(Infos)) {
      pm.add(it->create());
    } else if (name == WholePipeline) {
      buildPlanPipeline(pm, dialect);
    } else {
      error = fmt::format("no pass is called '{}'", name);
      return false;
    }
  }
  return true;
}

} // namespace schemac
