//===- VerifyReverse.cpp - Every prefix of the plan can be undone ---------===//
//
// By induction: when the reverse of each step, run right after it, gives back exactly the state
// before it, then the reverses of any prefix in reverse order give back the source. Past a step
// that cannot be undone, the way back ends behind it, as its reason says. One kind is special: a
// label added to an enum stays, and everything before it can still be undone around it. That is
// proved by walking all the way back.
//
//===----------------------------------------------------------------------===//
#include "Differences.h"
#include "PlanWalk.h"
#include "schemac/Analysis/Verify.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {
namespace {

class ReverseVerifier {
public:
  ReverseVerifier(const Plan &plan, const Schema &from, Context &context, DiagEngine &diags)
      : from(from), state(from), context(context), diags(diags), steps(planSteps(plan)) {}
  bool run();

private:
  bool explained(const PlanStep &step);
  bool restores(const PlanStep &step, const Journal &forward);
  Schema sourceWithParts() const;
  bool wayBack();
  std::optional<std::string> undo(const Op &op, const Op **failed);
  void bringBackParts(const Op &op, const Journal &forward);
  bool isGone(const Op &op) const;
  void refused(const PlanStep &step, const Op &op, const std::string &why);

  const Schema &from;
  Schema state;
  Context &context;
  DiagEngine &diags;
  std::vector<PlanStep> steps;
};

/// A step says whether it can be undone, and what is lost with it.
bool ReverseVerifier::explained(const PlanStep &step) {
  const Op &op = *step.op;
  if (op.reverseClass == ReverseClass::Unknown)
    diags.report(op.range, diag::err_reverse_missing, step.number, step.label()).note(step.note());
  else if (op.reverseClass != ReverseClass::Lossless && op.reason.str().empty())
    diags.report(op.range, diag::err_reverse_unreasoned, step.number, step.label())
        .note(step.note());
  else
    return true;
  return false;
}

void ReverseVerifier::refused(const PlanStep &step, const Op &op, const std::string &why) {
  diags.report(step.op->range, diag::err_reverse_refused, step.number, step.label(), why)
      .note(step.note())
      .note("its reverse: " + printOp(op));
}

/// Runs the reverse of \p op. What was validated stays valid on a server, and nothing relies on its
/// not being so: undoing a validation is forgetting that it was made.
std::optional<std::string> ReverseVerifier::undo(const Op &op, const Op **failed) {
  auto why = applyQuietly(op.reverse, state, context, diags, failed);
  if (auto validate = dynOp<ValidateConstraintOp>(op); validate && !why) {
    SubRef path = validate->path();
    Table *table = state.edit<Table>(path.table);
    if (Constraint *constraint = table ? table->constraint(path.sub) : nullptr)
      constraint->notValid = true;
  }
  if (auto validate = dynOp<ValidateNotNullOp>(op); validate && !why) {
    Table *table = state.edit<Table>(validate->column().table);
    if (Column *column = table ? table->column(validate->column().sub) : nullptr)
      column->notNullNotValid = true;
  }
  return why;
}

/// The part of a partition goes with the index or key of the parent, whose own reverse drops it.
static bool isPart(const Op &op) {
  auto index = dynOp<CreateIndexOp>(op);
  return op.kind == OpKind::CreateIndexPart || op.kind == OpKind::AttachKeyPart ||
         (index && index->only() && index->def().partOf);
}

/// An index, key or foreign key that took over those of partitions takes them along when it goes.
/// For them the way back has no more to do, so the proof goes on as if they were there.
void ReverseVerifier::bringBackParts(const Op &op, const Journal &forward) {
  if (op.kind != OpKind::AddForeignKey && op.kind != OpKind::AddUnique &&
      op.kind != OpKind::AddPrimaryKey && op.kind != OpKind::CreateIndex)
    return;
  for (QName t : forward.touched<Table>())
    if (const Table *was = forward.was<Table>(t); was && was->partitionOf)
      state.put(Table(*was));
}

/// What a step gave to a partition went with the one of the whole that took it over.
bool ReverseVerifier::isGone(const Op &op) const {
  SubRef made;
  if (auto rename = dynOp<RenameConstraintOp>(op))
    made = {rename->path().table, rename->to()};
  else if (auto rename = dynOp<RenameIndexOp>(op))
    made = {rename->path().table, rename->to()};
  else if (op.kind == OpKind::AddForeignKey || op.kind == OpKind::AddUnique ||
           op.kind == OpKind::AddPrimaryKey || op.kind == OpKind::CreateIndex)
    made = std::get<SubRef>(op.fields[0]);
  const Table *table = made.sub ? state.table(made.table) : nullptr;
  return table && table->partitionOf && !table->constraint(made.sub) && !table->index(made.sub);
}

/// \p forward has what the step changed. The state is afterwards as it was.
bool ReverseVerifier::restores(const PlanStep &step, const Journal &forward) {
  const Op &op = *step.op;
  if (isPart(op) && op.reverse.empty())
    return true;
  Journal back, both = forward;
  const Op *failed = nullptr;
  state.setJournal(&back);
  auto why = undo(op, &failed);
  bringBackParts(op, forward);
  state.setJournal(nullptr);
  both.append(back);
  bool same = !why && both.restored(state);
  if (why) {
    refused(step, *failed, *why);
  } else if (!same) {
    Journal::Change change = both.firstChange(state);
    std::string what = "differs";
    if (change.is)
      what = describeTable(*change.is, *change.was).what;
    else if (!change.isThere)
      what = "is missing";
    else if (!change.wasThere)
      what = "is left over";
    diags
        .report(op.range, diag::err_reverse_differs, step.number, step.label(), change.kind,
                change.name.str(), what)
        .note(step.note());
  }
  back.undo(state);
  return same;
}

static bool leavesLabel(const PlanStep &step) {
  return step.op->kind == OpKind::AddEnumValue &&
         step.op->reverseClass == ReverseClass::Irreversible;
}

/// The index of which the step makes a part; without a name when it makes none.
static SubRef wholeOf(const Op &op, const Schema &state) {
  auto part = dynOp<CreateIndexPartOp>(op);
  auto index = dynOp<CreateIndexOp>(op);
  Name of = part ? part->of() : index ? index->def().partOf : Name();
  const Table *table = of ? state.table(std::get<SubRef>(op.fields[0]).table) : nullptr;
  return table && table->partitionOf ? SubRef{table->partitionOf, of} : SubRef();
}

/// What a whole index has, its parts do not say.
static void forgetPartsOf(Schema &state, const SubRef &whole) {
  for (QName child : state.index().childrenOf(whole.table)) {
    auto isPart = [&](const Index &i) { return i.partOf == whole.sub; };
    const std::vector<Index> &all = state.table(child)->indexes;
    auto part = std::ranges::find_if(all, isPart);
    if (part == all.end())
      continue;
    forgetPartsOf(state, {child, part->name});
    std::erase_if(state.edit<Table>(child)->indexes, isPart);
  }
}

/// The source, but for indexes of partitioned tables that waited for parts and got them: a part
/// cannot be taken off again, and nothing relies on its missing.
Schema ReverseVerifier::sourceWithParts() const {
  Schema out = from;
  for (const PlanStep &step : steps) {
    SubRef path = wholeOf(*step.op, out);
    const Table *table = path.sub ? out.table(path.table) : nullptr;
    const Index *whole = table ? table->index(path.sub) : nullptr;
    if (!whole || !whole->invalid)
      continue;
    while (whole && whole->partOf && table->partitionOf) { // with it that of its parent
      path = {table->partitionOf, whole->partOf};
      table = out.table(path.table);
      whole = table->index(path.sub);
    }
    if (!whole)
      continue;
    out.edit<Table>(path.table)->index(path.sub)->invalid = false;
    forgetPartsOf(out, path);
  }
  return out;
}

/// From the end of the plan to the source, around labels that stay.
bool ReverseVerifier::wayBack() {
  std::vector<QName> extended;
  for (auto it = steps.rbegin(); it != steps.rend(); ++it) {
    if (leavesLabel(*it)) {
      extended.push_back(AddEnumValueOp(*it->op).name());
      continue;
    }
    const Op *failed = nullptr;
    if (isPart(*it->op) || isGone(*it->op))
      continue;
    if (auto why = undo(*it->op, &failed)) {
      refused(*it, *failed, *why);
      return false;
    }
  }
  bool same = true;
  forEachDifference(state, sourceWithParts(), [&](const Difference &d) {
    bool label =
        d.kind == "enum" && std::find(extended.begin(), extended.end(), d.name) != extended.end();
    if (label || !same)
      return;
    same = false;
    const PlanStep &first = steps.front();
    diags.report(d.range.isValid() ? d.range : first.op->range, diag::err_reverse_differs,
                 first.number, first.label(), d.kind, d.name.str(), d.what);
  });
  return same;
}

bool ReverseVerifier::run() {
  bool proved = true, wall = false, labels = false;
  for (const PlanStep &step : steps) {
    Journal forward;
    state.setJournal(&forward);
    bool applied = applyStep(step, state, context, diags);
    state.setJournal(nullptr);
    if (!applied)
      return false;
    proved &= explained(step);
    labels |= leavesLabel(step);
    if (step.op->reverseClass == ReverseClass::Irreversible)
      wall |= !leavesLabel(step);
    else if (step.op->reverseClass != ReverseClass::Unknown)
      proved &= restores(step, forward);
  }
  return proved && (wall || !labels || wayBack());
}

} // namespace

bool verifyReverse(const Plan &plan, const Schema &from, Context &context, DiagEngine &diags) {
  return ReverseVerifier(plan, from, context, diags).run();
}

} // namespace schemac
