//===- StatementFacts.cpp - What was found out of a statement -------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>

namespace schemac {

bool StatementFacts::startsWith(std::initializer_list<std::string_view> words) const {
  size_t i = 0;
  for (std::string_view word : words)
    if (i >= tokens.size() || !tokens[i++].isWord(word))
      return false;
  return true;
}

bool StatementFacts::has(std::initializer_list<std::string_view> words) const {
  auto same = [](const SqlToken &t, std::string_view word) { return t.isWord(word); };
  return std::search(tokens.begin(), tokens.end(), words.begin(), words.end(), same) !=
         tokens.end();
}

bool StatementFacts::chains() const {
  bool ends = kind() == MigrationStatement::Commit || kind() == MigrationStatement::Rollback;
  return ends && has({"and", "chain"});
}

LockMode StatementFacts::strongest() const {
  LockMode mode = LockMode::None;
  for (const MigrationStep &step : steps)
    mode = std::max(mode, step.cost.strongest());
  return mode;
}

const MigrationStep *StatementFacts::holder() const {
  auto holds = [](const MigrationStep &s) { return !s.held.empty(); };
  auto it = std::ranges::find_if(steps, holds);
  return it != steps.end() ? &*it : utility && holds(*utility) ? &*utility : nullptr;
}

std::vector<const MigrationStep *> StatementFacts::allSteps() const {
  std::vector<const MigrationStep *> out;
  for (const auto *list : {&steps, &supposed})
    for (const MigrationStep &step : *list)
      out.push_back(&step);
  return out;
}

bool StatementFacts::heavy() const {
  return (utility && utility->heavy) ||
         std::any_of(steps.begin(), steps.end(), [](auto &s) { return s.heavy; });
}

} // namespace schemac
