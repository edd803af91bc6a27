//===- FunctionExchange.cpp - A function under what rests on it -----------===//
//
// Before:  drop_function @f remade, create_function @f … remade, with an index, a default … over it
// After:   expand   { create_function @f_schemac_new … }
//          migrate  { create_index @t.@i_schemac_new (f_schemac_new(a)) concurrently }
//          switch   { in one transaction: the two functions and the two indexes change names, the
//                     default, policies, triggers and rules are said again }
//          contract { what is still over the former function goes, and then the function }
//
// A server keeps what rests on a function by its identity, so that all of it follows a rename: the
// former index serves until the names change hands, and is there for a way back until contract.
//
//===----------------------------------------------------------------------===//
#include "Transforms/FunctionExchange.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Sql.h"
#include "schemac/IR/FunctionCalls.h"
#include "schemac/IR/Signatures.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

bool hasCallers(const PlanUnit &unit, const Function &old, const Function &now) {
  return (unit.from && !callersOf(*unit.from, old.bare()).empty()) ||
         (unit.to && !callersOf(*unit.to, now.bare()).empty());
}

/// Another step of the plan makes or changes it.
static bool changesBesides(const PlanUnit &unit, const Origins &origins, const FunctionCaller &c) {
  auto touches = [&](const Op &op) {
    if (op.fields.empty())
      return false;
    if (auto *sub = std::get_if<SubRef>(&op.fields[0]))
      return origins.norm(sub->table) == c.object &&
             (!c.part || sub->sub == c.part ||
              (op.fields.size() > 1 && std::holds_alternative<Name>(op.fields[1]) &&
               std::get<Name>(op.fields[1]) == c.part));
    if (auto *name = std::get_if<QName>(&op.fields[0]))
      return !c.part && origins.norm(*name) == c.object;
    return false;
  };
  return origins.isNew(c.object) && origins.targetTable(c.object)
             ? true
             : std::ranges::any_of(unit.plan.phases, [&](const Phase &phase) {
                 return std::ranges::any_of(phase.steps, touches);
               });
}

bool callersChange(const PlanUnit &unit, const Origins &origins, const Function &now) {
  return std::ranges::all_of(callersOf(*unit.to, now.bare()), [&](const FunctionCaller &c) {
    return changesBesides(unit, origins, c);
  });
}

std::string acceptsBoth(const Function &old, const Function &now) {
  std::string name = sql::quote(now.name);
  return old.name == now.name
             ? fmt::format("works with the function {} as it was and as it will be", name)
             : fmt::format("works with the function {} and with {} in its place",
                           sql::quote(old.name), name);
}

namespace {

using Caller = FunctionCaller;

class Exchange {
public:
  Exchange(Recipe &r, const Origins &origins, const Function &old, const Function &now)
      : r(r), context(r.unit.context), origins(origins), old(old), now(now),
        second(standIn(context, now.called)), leaving(former(context, old.called)) {}
  void run();

private:
  std::string_view obstacle(const Caller &c) const;
  bool check(const std::vector<Caller> &callers) const;
  void prepare(const Caller &c);
  void stepAside(const Caller &c);
  void sayAgain(const Caller &c);
  void finish(const Caller &c);

  const Table *table(const Caller &c) const { return origins.targetTable(c.object); }
  const Constraint &constraint(const Caller &c) const { return *table(c)->constraint(c.part); }
  const Index &index(const Caller &c) const;
  bool isPartitioned(const Caller &c) const { return table(c) && table(c)->partitionBy; }
  bool small(const Caller &c) const { return origins.isSmall(c.object); }
  SubRef path(const Caller &c) const { return {c.object, c.part}; }
  SubRef aside(const Caller &c) const { return {c.object, standIn(context, c.part)}; }
  Function called(const Function &f, Name name) const;
  /// \p e over the new function under its first name.
  Expr overSecond(Expr e) const { return renameFunctionIn(context, e, now.bare(), second); }
  std::vector<IndexElem> overSecond(std::vector<IndexElem> elems) const {
    for (IndexElem &e : elems)
      e.expr = overSecond(e.expr);
    return elems;
  }

  Recipe &r;
  Context &context;
  const Origins &origins;
  const Function &old, &now;
  Name second, leaving;
};

} // namespace

Function Exchange::called(const Function &f, Name name) const {
  Function other = f;
  other.called = name;
  other.name.name = context.name(functionSignature(other));
  return other;
}

const Index &Exchange::index(const Caller &c) const {
  if (const Table *t = table(c))
    return *t->index(c.part);
  return *std::ranges::find(r.unit.to->views().find(c.object)->indexes, c.part, &Index::name);
}

//===--- what cannot follow -----------------------------------------------===//

/// Why the part cannot be made again over the new function; empty when it can.
std::string_view Exchange::obstacle(const Caller &c) const {
  if (changesBesides(r.unit, origins, c))
    return "it changes in the same plan, and one of the two has to come first";
  switch (c.kind) {
  case Caller::PartitionKey:
    return "a table with rows cannot be partitioned by something else";
  case Caller::Generated:
    if (r.unit.plan.version && r.unit.plan.version < 17)
      return "before PostgreSQL 17 a generated column keeps its expression";
    return small(c) ? "" : "another expression writes every row while nobody can read or write";
  case Caller::Exclusion:
    return small(c) ? "" : "its index is built while nobody can read or write the table";
  case Caller::Index:
    return isPartitioned(c) && !small(c)
               ? "the index of a partitioned table is built while all of it waits"
               : "";
  case Caller::DomainCheck:
    return "rows of the domain would be proved again while writes wait";
  default:
    return "";
  }
}

bool Exchange::check(const std::vector<Caller> &callers) const {
  for (const Caller &c : callers)
    if (std::string_view why = obstacle(c); !why.empty()) {
      r.unit.diags
          .report(now.range, diag::err_function_part, now.name.str(), describeCaller(c), why)
          .note("under another name the new function stands beside the old one until contract");
      return false;
    }
  return true;
}

//===--- step by step -----------------------------------------------------===//

void Exchange::prepare(const Caller &c) {
  if (c.kind == Caller::Index) {
    Index built = index(c);
    built.name = aside(c).sub;
    built.elems = overSecond(built.elems);
    built.where = overSecond(built.where);
    bool concurrently = !isPartitioned(c) && !small(c);
    r.add<CreateIndexOp>(built.unique ? PhaseKind::Switch : PhaseKind::Migrate,
                         "over what the function will give; built while writers go on", aside(c),
                         built, concurrently);
  }
  if (c.kind == Caller::Exclusion) {
    Constraint built = constraint(c);
    built.name = aside(c).sub;
    built.edit().elems = overSecond(built.more().elems);
    built.edit().where = overSecond(built.more().where);
    r.add<AddExclusionOp>(PhaseKind::Switch, "over what the function will give; the table is small",
                          aside(c), built);
  }
}

/// Triggers and checks go before the names change, as their names are free again then.
void Exchange::stepAside(const Caller &c) {
  if (c.kind == Caller::Trigger)
    r.add<DropTriggerOp>(PhaseKind::Switch, "made again over the new function", path(c));
  if (c.kind == Caller::Check || c.kind == Caller::Exclusion)
    r.add<DropConstraintOp>(PhaseKind::Switch, "the new one binds rows in the same transaction",
                            path(c));
}

void Exchange::sayAgain(const Caller &c) {
  constexpr std::string_view Again = "as declared, now over the new function";
  constexpr PhaseKind Switch = PhaseKind::Switch;
  switch (c.kind) {
  case Caller::Default:
    r.add<SetDefaultOp>(Switch, Again, path(c), table(c)->column(c.part)->defaultExpr);
    return;
  case Caller::Check: {
    Constraint fence = constraint(c);
    fence.notValid |= !fence.notEnforced;
    r.add<AddCheckOp>(Switch, "binds new rows at once; old rows are not scanned", path(c), fence);
    return;
  }
  case Caller::Exclusion:
    r.add<RenameConstraintOp>(Switch, "takes over the name", aside(c), c.part);
    return;
  case Caller::Index:
    r.add<RenameIndexOp>(Switch, "the old index steps aside", path(c), former(context, c.part));
    r.add<RenameIndexOp>(Switch, "the new index takes over the name", aside(c), c.part);
    return;
  case Caller::Trigger:
    r.add<CreateTriggerOp>(Switch, Again, path(c), *table(c)->trigger(c.part));
    return;
  case Caller::Policy:
    r.add<AlterPolicyOp>(Switch, Again, path(c), *table(c)->policy(c.part));
    return;
  case Caller::DomainDefault:
    r.add<SetDomainDefaultOp>(Switch, Again, c.object,
                              r.unit.to->find<Domain>(c.object)->defaultExpr);
    return;
  case Caller::Argument:
    r.add<ReplaceFunctionOp>(Switch, Again, *r.unit.to->functions().find(c.object));
    return;
  case Caller::Generated:
  case Caller::PartitionKey:
  case Caller::DomainCheck:
  case Caller::Statistics:
    return;
  }
}

/// What keeps the former function alive goes, and what only costs time is done.
void Exchange::finish(const Caller &c) {
  constexpr PhaseKind Contract = PhaseKind::Contract;
  if (c.kind == Caller::Check && !constraint(c).notValid && !constraint(c).notEnforced)
    r.add<ValidateConstraintOp>(Contract, "checks old rows while readers and writers go on",
                                path(c));
  if (c.kind == Caller::Index)
    r.add<DropIndexOp>(Contract, "the new index serves instead",
                       SubRef{c.object, former(context, c.part)}, !isPartitioned(c) && !small(c));
  if (c.kind == Caller::Generated)
    r.add<SetExpressionOp>(Contract, "the values of the new function; the table is small", path(c),
                           table(c)->column(c.part)->generated());
  if (c.kind == Caller::Statistics) {
    r.add<DropStatisticsOp>(Contract, "over the former function", c.object);
    r.add<CreateStatisticsOp>(Contract, "the same over the new one; ANALYZE fills them",
                              *r.unit.to->find<ExtendedStatistics>(c.object));
  }
}

void Exchange::run() {
  std::vector<Caller> callers = callersOf(*r.unit.to, now.bare());
  if (!check(callers))
    return;
  Function made = called(now, second), gone = called(old, leaving);
  auto each = [&](void (Exchange::*step)(const Caller &)) {
    for (const Caller &c : callers)
      (this->*step)(c);
  };
  r.deploy(acceptsBoth(old, now));
  r.add<CreateFunctionOp>(PhaseKind::Expand, "new: nobody calls it yet", made);
  each(&Exchange::prepare);
  each(&Exchange::stepAside);
  r.add<RenameFunctionOp>(PhaseKind::Switch, "steps aside with what rests on it", old.name, leaving,
                          true);
  r.add<RenameFunctionOp>(PhaseKind::Switch, "gives what the target declares", made.name,
                          now.called, true);
  each(&Exchange::sayAgain);
  each(&Exchange::finish);
  r.add<DropFunctionOp>(PhaseKind::Contract, "nothing rests on it any more", gone.name);
}

void exchangeFunction(Recipe &r, const Origins &origins, const Function &old, const Function &now) {
  Exchange(r, origins, old, now).run();
}

} // namespace schemac
