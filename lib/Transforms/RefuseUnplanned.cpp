//===- RefuseUnplanned.cpp - What the dialect has no recipe for -----------===//
//
// A dialect says which steps it plans. Any other change is refused at the declaration that causes
// it: a statement that nobody has measured is no plan.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Passes.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Transforms/Diags.h"
#include <set>

namespace schemac {

/// The object that the step is on: a table or view, or a function by its signature.
static QName objectOf(const Op &op) {
  if (auto create = dynOp<CreateFunctionOp>(op))
    return create->function().name;
  if (auto replace = dynOp<ReplaceFunctionOp>(op))
    return replace->function().name;
  if (auto drop = dynOp<DropFunctionOp>(op))
    return drop->function();
  auto comment = dynOp<SetCommentOp>(op);
  return comment && comment->target().kind == KindId::Function ? comment->target().object
                                                               : tableOf(op);
}

/// What the step is on: "users.email", "users".
static std::string subjectOf(const Op &op) {
  for (const Field &f : op.fields) {
    if (auto *sub = std::get_if<SubRef>(&f))
      return sub->str();
    if (auto *target = std::get_if<Target>(&f))
      return targetName(*target);
    if (auto *name = std::get_if<Name>(&f); name && *name)
      return name->string();
  }
  return objectOf(op).str();
}

/// "set type"
static std::string wordsOf(const Op &op) {
  std::string words(op.mnemonic());
  for (char &c : words)
    c = c == '_' ? ' ' : c;
  return words;
}

/// What the plan makes or drops: nobody uses what is not there.
static std::set<QName> madeOrDropped(const Plan &plan) {
  std::set<QName> out;
  for (const Phase &phase : plan.phases)
    for (const Op &op : phase.steps)
      if (CreateTableOp::classof(op) || DropTableOp::classof(op) || CreateViewOp::classof(op) ||
          DropViewOp::classof(op) || CreateFunctionOp::classof(op) || DropFunctionOp::classof(op))
        out.insert(objectOf(op));
  return out;
}

/// Whether the function has the name of one that goes: where a name is one function, whatever its
/// arguments, that is another body or other arguments for it.
static bool replacesOne(const PlanUnit &unit, CreateFunctionOp create) {
  if (create.remade() || !unit.from)
    return create.remade();
  for (const Function &f : unit.from->functions())
    if (f.bare() == create.function().bare())
      return true;
  return false;
}

void runRefuseUnplanned(PlanUnit &unit) {
  const Dialect *dialect = findDialect(unit.plan.dialect.str());
  if (!dialect || dialect->plansChanges())
    return;
  const auto &refusal =
      dialect->plans(OpKind::CreateTable) ? diag::err_not_planned : diag::err_nothing_planned;
  std::set<QName> ours = madeOrDropped(unit.plan);
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (auto view = dynOp<CreateViewOp>(op); view && view->remade())
        unit.diags.report(op.range, refusal, "replace view", subjectOf(op), dialect->display());
      else if (auto function = dynOp<CreateFunctionOp>(op);
               function && replacesOne(unit, *function))
        unit.diags.report(op.range, refusal, "replace function", subjectOf(op), dialect->display());
      else if (!dialect->plans(op.kind) || !ours.count(objectOf(op)))
        unit.diags.report(op.range, refusal, wordsOf(op), subjectOf(op), dialect->display());
}

} // namespace schemac
