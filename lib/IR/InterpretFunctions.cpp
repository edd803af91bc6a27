//===- InterpretFunctions.cpp - What steps on functions do ----------------===//
//
// A server does not look into the body of a function when it makes it (the emitter turns that off)
// or when something that the body names is dropped. What is declared with a function in it, it
// knows.
//
//===----------------------------------------------------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

/// \p declared as a state has it.
Function StepInterpreter::bodyOf(const Function &declared) const {
  Function f = declared;
  f.name = norm(f.name);
  f.returns = f.returns ? norm(f.returns) : Type();
  for (auto *list : {&f.args, &f.table})
    for (FunctionArg &a : *list)
      a.type = norm(a.type);
  return f;
}

bool StepInterpreter::operator()(CreateFunctionOp step) {
  Function f = bodyOf(step.function());
  if (!needNamespace(f.name.ns))
    return false;
  if (state.functions().find(f.name))
    return exists("function", f.name.str());
  for (const auto *list : {&f.args, &f.table})
    for (const FunctionArg &a : *list)
      if (!needType(a.type))
        return false;
  if (f.returns && !needType(f.returns))
    return false;
  state.put(std::move(f));
  return true;
}

bool StepInterpreter::operator()(ReplaceFunctionOp step) {
  Function f = bodyOf(step.function());
  const Function *old = state.functions().find(f.name);
  if (!old)
    return missing("function", f.name.str());
  if (!sameInterface(*old, f))
    return refused(f.name.str(), "its arguments or its result do not stay as they are");
  f.comment = old->comment, f.grants = old->grants;
  state.put(std::move(f));
  return true;
}

/// The part of \p table that calls a function \p name; empty when none does.
static std::string callerIn(const Table &table, QName name) {
  auto calls = [&](Expr sql) { return mentionsName(sql, name.name); };
  for (const Trigger &t : table.triggers)
    if (t.action && (t.action->function == name || calls(t.action->when)))
      return fmt::format("trigger '{}'", SubRef{table.name, t.name}.str());
  for (const Column &c : table.columns)
    if (calls(c.defaultExpr) || calls(c.generated()))
      return fmt::format("column '{}'", SubRef{table.name, c.name}.str());
  for (const Constraint &c : table.constraints)
    if (calls(c.check))
      return fmt::format("constraint '{}'", SubRef{table.name, c.name}.str());
  for (const Index &i : table.indexes)
    if (calls(i.where) ||
        std::any_of(i.elems.begin(), i.elems.end(), [&](auto &e) { return calls(e.expr); }))
      return fmt::format("index '{}'", SubRef{table.name, i.name}.str());
  return {};
}

bool StepInterpreter::operator()(DropFunctionOp step) {
  const Function *f = state.functions().find(norm(step.function()));
  if (!f)
    return missing("function", step.function().str());
  QName bare = f->bare();
  for (const Function &other : state.functions())
    if (&other != f && other.bare() == bare) { // a call may well mean the other one
      state.remove<Function>(f->name);
      return true;
    }
  if (!unusedByViews(bare))
    return false;
  for (const Table &t : state.tables())
    if (std::string caller = callerIn(t, bare); !caller.empty())
      return refused(f->name.str(), caller + " needs it");
  state.remove<Function>(f->name);
  return true;
}

} // namespace schemac
