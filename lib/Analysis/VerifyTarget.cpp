//===- VerifyTarget.cpp - The plan leads to its target --------------------===//
#include "Differences.h"
#include "PlanWalk.h"
#include "schemac/Analysis/Verify.h"

namespace schemac {

/// Enough to see what is wrong; more would hide it.
static constexpr unsigned MaxDifferences = 10;

/// The last step that has to do with \p name, to say where the plan went astray.
static const PlanStep *lastStepOn(const std::vector<PlanStep> &steps, QName name) {
  for (auto it = steps.rbegin(); it != steps.rend(); ++it)
    for (const Field &f : it->op->fields) {
      auto *sub = std::get_if<SubRef>(&f);
      auto *object = std::get_if<QName>(&f);
      auto *body = std::get_if<std::shared_ptr<const Table>>(&f);
      if ((sub && sub->table == name) || (object && *object == name) ||
          (body && (*body)->name == name))
        return &*it;
    }
  return nullptr;
}

bool verifyTarget(const Plan &plan, const Schema &from, const Schema &to, Context &context,
                  DiagEngine &diags) {
  Schema state = from;
  std::vector<PlanStep> steps = planSteps(plan);
  for (const PlanStep &step : steps)
    if (!applyStep(step, state, context, diags))
      return false;
  unsigned differences = 0;
  forEachDifference(state, to, [&](const Difference &d) {
    if (++differences > MaxDifferences)
      return;
    const PlanStep *step = lastStepOn(steps, d.name);
    SourceRange range = d.range.isValid() || !step ? d.range : step->op->range;
    DiagBuilder report = diags.report(range, diag::err_plan_target, d.kind, d.name.str(), d.what);
    if (step)
      report.note(step->note(), step->op->range);
  });
  return !differences;
}

} // namespace schemac
