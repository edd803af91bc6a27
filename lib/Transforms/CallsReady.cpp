//===- CallsReady.cpp - What calls a function that is not there yet -------===//
//
// A function with a body in the SQL standard's form is made behind the tables and views that the
// body reads. What calls it in a default, a rule, an index, a trigger or a policy comes behind it.
//
//===----------------------------------------------------------------------===//
#include "Transforms/CallsReady.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

namespace {

void collect(const Column &c, std::vector<Expr> &out) {
  out.push_back(c.defaultExpr);
  out.push_back(c.generated());
}

void collect(const std::vector<IndexElem> &elems, std::vector<Expr> &out) {
  for (const IndexElem &e : elems)
    out.push_back(e.expr);
}

void collect(const Constraint &c, std::vector<Expr> &out) {
  out.push_back(c.check);
  if (c.kind == ConstraintKind::Exclusion)
    collect(c.more().elems, out);
}

void collect(const Index &i, std::vector<Expr> &out) {
  out.push_back(i.where);
  collect(i.elems, out);
}

void collect(const Table &t, std::vector<Expr> &out) {
  for (const Column &c : t.columns)
    collect(c, out);
  for (const Constraint &c : t.constraints)
    collect(c, out);
  for (const Index &i : t.indexes)
    collect(i, out);
}

void collect(const Policy &p, std::vector<Expr> &out) {
  out.push_back(p.usingExpr);
  out.push_back(p.withCheck);
}

/// What a server resolves when it makes the object.
std::vector<Expr> resolvedBy(const Op &op) {
  std::vector<Expr> out;
  if (auto create = dynOp<CreateTableOp>(op))
    collect(create->table(), out);
  else if (auto add = dynOp<AddColumnOp>(op))
    collect(add->def(), out);
  else if (auto set = dynOp<SetDefaultOp>(op))
    out.push_back(set->value());
  else if (auto expression = dynOp<SetExpressionOp>(op))
    out.push_back(expression->value());
  else if (auto check = dynOp<AddCheckOp>(op))
    collect(check->def(), out);
  else if (auto exclusion = dynOp<AddExclusionOp>(op))
    collect(exclusion->def(), out);
  else if (auto index = dynOp<CreateIndexOp>(op))
    collect(index->def(), out);
  else if (auto policy = dynOp<CreatePolicyOp>(op))
    collect(policy->def(), out);
  else if (auto changed = dynOp<AlterPolicyOp>(op))
    collect(changed->def(), out);
  else if (auto trigger = dynOp<CreateTriggerOp>(op); trigger && trigger->def().action)
    out.push_back(trigger->def().action->when);
  else if (auto view = dynOp<CreateViewOp>(op))
    out.push_back(view->view().query);
  else if (auto replaced = dynOp<ReplaceViewOp>(op))
    out.push_back(replaced->view().query);
  std::erase_if(out, [](Expr e) { return !e; });
  return out;
}

} // namespace

bool callsAreReady(const Op &op, const Schema &state, const Schema &target) {
  std::vector<Expr> resolved;
  bool collected = false;
  for (QName name : target.index().treeBodies()) {
    const Function &f = *target.functions().find(name);
    if (state.functions().find(name))
      continue;
    if (!collected)
      resolved = resolvedBy(op), collected = true;
    if (resolved.empty())
      return true;
    auto calls = [&](Expr e) { return callsFunction(e, f.bare()); };
    if (std::ranges::any_of(resolved, calls) && state.index().overloads(f.bare()).empty())
      return false;
  }
  return true;
}

} // namespace schemac
