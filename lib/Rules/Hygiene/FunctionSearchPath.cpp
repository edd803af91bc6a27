//===- FunctionSearchPath.cpp - function-search-path ----------------------------------===//
//
// Whoever calls it decides which tables, functions and operators its names mean.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include <algorithm>

namespace schemac {

void checkFunctionSearchPath(StateContext &rule) {
  for (const Function &f : rule.state.functions()) {
    bool pinned = std::any_of(f.settings.begin(), f.settings.end(),
                              [](auto &s) { return s.first.str() == "search_path"; });
    if (f.securityDefiner && !pinned)
      rule.diags.report(f.range, diag::warn_function_search_path, f.name.str());
  }
}

} // namespace schemac
