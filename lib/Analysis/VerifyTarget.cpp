//===- VerifyTarget.cpp - The plan leads to its target --------------------===//
#include "Differences.h"
#include "PlanWalk.h"
#include "schemac/Analysis/Verify.h"
#include "schemac/IR/OwnedSequences.h"
#include <map>

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

namespace {

/// Names of sequences behind columns are no part of what two states are compared by: a database may
/// have other ones than any schema says. Those of columns that the plan has put in the place of
/// others are its own business.
class MovedSequences {
public:
  /// \p step is applied to \p state next.
  void before(const Op &step, const Schema &state);
  void forEachMisnamed(const Schema &state, const Schema &to,
                       const std::function<void(const Difference &)> &found) const;

private:
  /// By the name now: whether it had the name that its column gave it.
  std::map<std::pair<Name, std::string>, bool> moved;
};

} // namespace

void MovedSequences::before(const Op &step, const Schema &state) {
  if (auto move = dynOp<MoveSerialOp>(step)) {
    const Table *table = state.table(move->column().table);
    const Column *giver = table ? table->column(move->column().sub) : nullptr;
    if (giver)
      moved.try_emplace({table->name.ns, ownedSequenceName(*table, *giver)}, !giver->sequence());
  } else if (auto rename = dynOp<RenameSequenceOp>(step)) {
    if (auto it = moved.find({rename->name().ns, rename->name().name.string()});
        it != moved.end()) {
      bool byColumn = it->second;
      moved.erase(it);
      moved[{rename->name().ns, rename->to().string()}] = byColumn;
    }
  }
}

void MovedSequences::forEachMisnamed(const Schema &state, const Schema &to,
                                     const std::function<void(const Difference &)> &found) const {
  if (moved.empty())
    return;
  for (const Table &wanted : to.tables())
    for (const Column &c : wanted.columns) {
      const Table *table = state.table(wanted.name);
      const Column *now = table ? table->column(c.name) : nullptr;
      std::string is = now ? ownedSequenceName(*table, *now) : std::string();
      auto it = moved.find({wanted.name.ns, is});
      std::string name = ownedSequenceName(wanted, c);
      bool isStated = it != moved.end() && (it->second || c.sequence());
      if (isStated && !name.empty() && is != name)
        found({"table", wanted.name,
               fmt::format("has the sequence '{}' behind column '{}' instead of '{}'", is,
                           c.name.str(), name),
               c.range});
    }
}

bool verifyTarget(const Plan &plan, const Schema &from, const Schema &to, Context &context,
                  DiagEngine &diags) {
  Schema state = from;
  std::vector<PlanStep> steps = planSteps(plan);
  MovedSequences sequences;
  for (const PlanStep &step : steps) {
    sequences.before(*step.op, state);
    if (!applyStep(step, state, context, diags))
      return false;
  }
  unsigned differences = 0;
  auto report = [&](const Difference &d) {
    if (++differences > MaxDifferences)
      return;
    const PlanStep *step = lastStepOn(steps, d.name);
    SourceRange range = d.range.isValid() || !step ? d.range : step->op->range;
    DiagBuilder told = diags.report(range, diag::err_plan_target, d.kind, d.name.str(), d.what);
    if (step)
      told.note(step->note(), step->op->range);
  };
  forEachDifference(state, to, report);
  forEachAccessDifference(state, to, report);
  sequences.forEachMisnamed(state, to, report);
  return !differences;
}

} // namespace schemac
