//===- PassNames.cpp - Passes that a command line names -------------------===//
#include "PassNames.h"
#include "schemac/Transforms/Transforms.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

std::string checkPrintAfter(const CommandLine &line) {
  std::vector<std::string_view> names{"all"};
  for (const PassInfo &pass : allPasses())
    names.push_back(pass.name);
  for (const std::string &name : line.all("print-after"))
    if (!std::ranges::count(names, name)) {
      auto near = nearest(name, names);
      return fmt::format("--print-after: no pass is called '{}'; {}", name,
                         near ? fmt::format("did you mean '{}'?", *near)
                              : "'schemac list passes' has them all");
    }
  return {};
}

} // namespace schemac
