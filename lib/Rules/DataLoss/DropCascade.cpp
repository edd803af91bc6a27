//===- DropCascade.cpp - drop-cascade -------------------------------------------------===//
//
// What goes with it is nowhere in the text, and depends on what others made meanwhile. Reported
// when something does go; what the state does not know of is not.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// What a step of a DROP takes away; empty for other steps.
static std::string alsoDropped(const Op &op) {
  if (auto drop = dynOp<DropTableOp>(op))
    return drop->table().str();
  if (auto drop = dynOp<DropViewOp>(op))
    return drop->view().str();
  if (auto drop = dynOp<DropConstraintOp>(op))
    return drop->path().str();
  if (auto drop = dynOp<DropIndexOp>(op))
    return drop->path().str();
  if (auto drop = dynOp<DropColumnOp>(op))
    return drop->column().str();
  if (auto drop = dynOp<DropTriggerOp>(op))
    return drop->path().str();
  if (auto drop = dynOp<DropFunctionOp>(op))
    return drop->function().str();
  return {};
}

/// Whether the text of the statement has the name of what the step drops.
static bool isNamed(const StatementFacts &s, const Op &op) {
  std::string name = alsoDropped(op);
  name = name.substr(0, name.find('('));
  std::string last = name.substr(name.rfind('.') == std::string::npos ? 0 : name.rfind('.') + 1);
  for (const SqlToken &t : s.tokens)
    if (t.isName() && t.name() == last)
      return true;
  return false;
}

void checkDropCascade(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (!s.has("cascade") || !s.has("drop") || s.steps.size() < 2 ||
        s.startsWith({"drop", "schema"})) // which is a finding by itself
      continue;
    std::vector<std::string> more;
    for (const MigrationStep &step : s.steps)
      if (std::string name = alsoDropped(*step.op); !name.empty() && !isNamed(s, *step.op))
        more.push_back(std::move(name));
    if (!more.empty())
      rule.diags.report(s.range(), diag::warn_drop_cascade, quotedList(more));
  }
}

} // namespace schemac
