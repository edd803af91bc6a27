//===- InterpretFunctions.cpp - What steps on functions do ----------------===//
//
// A server does not look into the body of a function when it makes it (the emitter turns that off)
// or when something that the body names is dropped, unless it is in the SQL standard's form. What
// is declared with a function in it, it knows.
//
//===----------------------------------------------------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/FunctionCalls.h"
#include "schemac/IR/Limits.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/Signatures.h"
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

/// What a body in the standard's form reads must be there.
bool StepInterpreter::needBody(const Function &f) {
  if (!hasTreeBody(f))
    return true;
  for (const std::string &statement : treeBodyStatements(f.body.str()))
    for (const QueryRelation &r : relationsRead(context.expr(statement)))
      if (!isReadable(state, r, &context))
        return missing("relation", r.ns.empty() ? r.name : r.ns + "." + r.name);
  return needVersion(14, f.name.str(), "a body in the SQL standard's form");
}

bool StepInterpreter::operator()(CreateFunctionOp step) {
  Function f = bodyOf(step.function());
  if (!needNamespace(f.name.ns))
    return false;
  if (state.functions().find(f.name))
    return exists("function", f.name.str());
  if (std::string fault = limitFault(state.dialect, f); !fault.empty())
    return refused(f.name.str(), fault);
  for (const auto *list : {&f.args, &f.table})
    for (const FunctionArg &a : *list)
      if (!needType(a.type))
        return false;
  if ((f.returns && !needType(f.returns)) || !needBody(f))
    return false;
  state.put(std::move(f));
  return true;
}

/// A replacement may give a name or a default to an argument that has none, and take none away. The
/// names of several that come out are columns of the result; one that comes out alone is none.
static bool mayReplace(Function old, const Function &f) {
  auto comesOut = [](const FunctionArg &a) {
    return a.mode == ArgMode::Out || a.mode == ArgMode::InOut;
  };
  bool alone = std::ranges::count_if(old.args, comesOut) == 1;
  for (size_t i = 0; i < old.args.size() && i < f.args.size(); ++i) {
    FunctionArg &a = old.args[i];
    bool isColumn = comesOut(a) && !alone;
    if ((!isColumn && !a.name) || (a.mode == ArgMode::Out && alone))
      a.name = f.args[i].name;
    a.defaultExpr = a.defaultExpr ? a.defaultExpr : f.args[i].defaultExpr;
  }
  return sameInterface(old, f);
}

bool StepInterpreter::operator()(ReplaceFunctionOp step) {
  Function f = bodyOf(step.function());
  const Function *old = state.functions().find(f.name);
  if (!old)
    return missing("function", f.name.str());
  if (!mayReplace(*old, f))
    return refused(f.name.str(), "its arguments or its result do not stay as they are");
  if (!needBody(f))
    return false;
  f.comment = old->comment, f.grants = old->grants;
  state.put(std::move(f));
  return true;
}

bool StepInterpreter::operator()(DropFunctionOp step) {
  const Function *f = state.functions().find(norm(step.function()));
  if (!f)
    return missing("function", step.function().str());
  QName bare = f->bare();
  if (state.index().overloads(bare).size() > 1) { // a call may well mean the other one
    state.remove<Function>(f->name);
    return true;
  }
  std::vector<FunctionCaller> callers = callersOf(state, bare);
  QName here{Name(), bare.name}; // which a call without a schema means, where it is there
  if (bare.ns && !state.index().overloads(here).empty()) {
    QName masked{Name(), context.name("schemac_masked")};
    for (QName v : viewsOver(state, bare))
      if (mayNeed(moveFunctionIn(context, state.views().find(v)->query, here, masked), bare))
        return needNoView(bare, {v});
    std::vector<FunctionCaller> others = callersOf(state, here);
    std::erase_if(callers, [&](const FunctionCaller &c) {
      return std::ranges::any_of(others, [&](const FunctionCaller &o) {
        return o.kind == c.kind && o.object == c.object && o.part == c.part;
      });
    });
  } else if (!unusedByViews(bare)) {
    return false;
  }
  if (!callers.empty())
    return refused(f->name.str(), describeCaller(callers.front()) + " needs it");
  state.remove<Function>(f->name);
  return true;
}

/// Where another one has the name, too, nobody knows which of them is called.
bool StepInterpreter::giveName(const Function &of, QName to) {
  const Function *f = &of;
  Function renamed = *f;
  renamed.called = to.name;
  renamed.name = {to.ns, context.name(functionSignature(renamed))};
  if (state.functions().find(renamed.name))
    return exists("function", renamed.name.str());
  QName bare = f->bare();
  std::vector<FunctionCaller> callers = callersOf(state, bare);
  Followers followers;
  for (const Function &other : state.functions()) {
    if (&other == f || !(other.bare() == bare))
      continue;
    if (!callers.empty())
      return refused(f->name.str(), fmt::format("{} may call it or '{}'",
                                                describeCaller(callers.front()), other.name.str()));
    if (!unusedByViews(bare))
      return false;
  }
  // By a name that nobody has: without a schema the later one may seem to mean the former.
  QName between{bare.ns, context.name("schemac_moving")};
  auto rename = [&](Expr e) { return moveFunctionIn(context, e, bare, between); };
  if (!followersOf(bare, false, rename, followers))
    return false;
  for (View &v : followers.views)
    v.query = moveFunctionIn(context, v.query, between, to);
  for (Function &body : followers.functions)
    body.body = moveFunctionIn(context, body.body, between, to);
  QName former = f->name;
  state.remove<Function>(former);
  state.put(std::move(renamed));
  for (const FunctionCaller &c : callers)
    redirectCalls(state, context, c, bare, to);
  put(std::move(followers));
  return true;
}

bool StepInterpreter::operator()(RenameFunctionOp step) {
  const Function *f = state.functions().find(norm(step.function()));
  if (!f)
    return missing("function", step.function().str());
  return giveName(*f, {f->name.ns, step.to()});
}

bool StepInterpreter::operator()(MoveFunctionOp step) {
  const Function *f = state.functions().find(norm(step.function()));
  if (!f)
    return missing("function", step.function().str());
  QName to{norm(step.to()), f->called};
  if (f->name.ns == to.ns)
    return true;
  return needNamespace(to.ns) && giveName(*f, to);
}

} // namespace schemac
