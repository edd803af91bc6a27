//===- LowerFunction.cpp - Functions that get another result --------------===//
//
// Before:  drop_function @f remade, create_function @f … remade
// After:   switch { drop_function @f remade, create_function @f … remade }, in one transaction
//
// There cannot be two of one name and the same argument types, and where there are two that a call
// fits both, it finds neither: so the deployed code must work with both. Views over it stand aside,
// as order-steps finds them in the way. Where a default, a rule, an index, a policy or a trigger
// rests on it, both exist for a while: FunctionExchange.cpp.
//
// Before:  move_function @f to @app
// After:   expand   { in one transaction: move_function @f to @app, create_function @f … }
//          contract { drop_function @f }
//
// What calls it follows, as a server knows it by its identity; a second one of the former name
// serves the code that calls that.
//
//===----------------------------------------------------------------------===//
#include "Transforms/FunctionExchange.h"
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/Signatures.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

/// What \p op drops of those that its change makes again; null when the plan says none.
static const Op *dropOf(const std::vector<Op> &drops, const Op &op) {
  auto drop = std::ranges::find(drops, op.change, &Op::change);
  return drop == drops.end() ? nullptr : &*drop;
}

/// Whether the former arguments are arguments of the new one, too: then nobody who calls it needs
/// both.
static bool takesTheFormer(const PlanUnit &unit, const Dialect &dialect, const Function &old,
                           const Function &now) {
  auto types = [](const Function &f) {
    std::vector<Type> list;
    for (const FunctionArg &a : f.args)
      if (a.mode != ArgMode::Out)
        list.push_back(a.type);
    return list;
  };
  auto fits = [&](Type from, Type to) {
    Fit change = fit(dialect, {*unit.from, from}, {*unit.to, to});
    return change == Fit::Equal || change == Fit::Wider;
  };
  std::vector<Type> before = types(old), after = types(now);
  before.resize(std::min(before.size(), after.size()));
  return std::equal(before.begin(), before.end(), after.begin(), fits);
}

/// With arguments of other types the new one stands beside the old one for a while, unless
/// something rests on it that no step makes again: that would stay with the old one.
static bool standBeside(const PlanUnit &unit, const Origins &origins, const Function &old,
                        const Function &now) {
  return old.name != now.name && !takeTheSame(old, now) && origins.dialect() &&
         !takesTheFormer(unit, *origins.dialect(), old, now) && callersChange(unit, origins, now);
}

/// A change that comes after all others of a phase: what still rests on a function, as what has
/// been exchanged does, is on its way out in one of them.
static unsigned behindAll(const Plan &plan) {
  unsigned last = 0;
  for (const Phase &phase : plan.phases)
    for (const Op &op : phase.steps)
      last = std::max(last, op.change);
  return last + 1;
}

/// A second one, of the former name, is as good as the first for as long as the old code is there:
/// not where what it reads would hang on it. It is whose the first one is, whoever declared that.
static void standIn(PlanUnit &unit, Recipe &r, const Function &f, QName moved) {
  Function second = f;
  stripAccess(second);
  r.add<CreateFunctionOp>(PhaseKind::Expand, "the old code calls it by this name", second, false,
                          moved);
  Op back = CreateFunctionOp::make(r.range, second, false, moved);
  Recipe last(unit, r.range, behindAll(unit.plan));
  back.change = last.change;
  Op &drop =
      last.add<DropFunctionOp>(PhaseKind::Contract, "the old code may need it until then", f.name);
  drop.reverse = {std::move(back)};
  drop.reverseClass = ReverseClass::Lossless;
}

static void lowerMove(PlanUnit &unit, const Op &op) {
  Recipe r(unit, op);
  MoveFunctionOp move(op);
  const Function *f = unit.from ? unit.from->functions().find(move.function()) : nullptr;
  constexpr std::string_view Why = "catalog only; what calls it follows";
  if (f && f->returnsTrigger) {
    r.keep(PhaseKind::Expand, op, Why);
  } else if (f && !hasTreeBody(*f)) {
    r.keep(PhaseKind::Expand, op, Why);
    standIn(unit, r, *f, {move.to(), f->name.name});
  } else {
    Name called = f ? f->called : move.function().name;
    r.deploy(fmt::format("finds the function {} in either schema, as by its search_path",
                         sql::quote(called)));
    r.keep(PhaseKind::Switch, op, Why);
  }
}

void runLowerFunction(PlanUnit &unit) {
  for (const Op &op : takeSteps<MoveFunctionOp>(unit, [](MoveFunctionOp) { return true; }))
    lowerMove(unit, op);
  std::vector<Op> drops =
      takeSteps<DropFunctionOp>(unit, [](DropFunctionOp step) { return step.remade(); });
  std::vector<Op> creates =
      takeSteps<CreateFunctionOp>(unit, [](CreateFunctionOp step) { return step.remade(); });
  Origins origins(unit);
  for (const Op &op : creates) {
    Recipe r(unit, op);
    const Function &now = CreateFunctionOp(op).function();
    const Op *drop = dropOf(drops, op);
    QName before = drop ? DropFunctionOp(*drop).function() : now.name;
    const Function *old = unit.from ? unit.from->functions().find(before) : nullptr;
    if (old && unit.to && standBeside(unit, origins, *old, now)) {
      r.add<CreateFunctionOp>(PhaseKind::Expand, "new: what calls it comes later", now);
      Recipe(unit, op.range, behindAll(unit.plan))
          .add<DropFunctionOp>(PhaseKind::Contract, "the old code may need it until then", before);
      continue;
    }
    if (old && unit.to && hasCallers(unit, *old, now)) {
      exchangeFunction(r, origins, *old, now);
      continue;
    }
    r.deploy(acceptsBoth(old ? *old : now, now));
    if (drop)
      r.keep(PhaseKind::Switch, *drop, "in one transaction with what takes its place");
    r.keep(PhaseKind::Switch, op, "gives what the target declares");
  }
}

} // namespace schemac
