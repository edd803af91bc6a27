//===- Rules.cpp - Every rule on every step of the diff
//-------------------------------------------===//

#include "schemac/Rules/Rules.h"
#include "Rules/Rule.h"
#include "schemac/Analysis/Estimate.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Queries.h"
#include <algorithm>

namespace schemac {

static constexpr void (*AllRules[])(RuleContext &, const Op &) = {
#define RULE(CLASS, NAME) check##CLASS,
#include "schemac/Rules/Rules.def"
};

/// Views and declared triggers are in the way of plain steps, and a plan takes them out of it: for
/// the rules they are not there.
static void forgetDependents(Schema &state) {
  for (QName view : viewsWithQuery(state))
    state.remove<View>(view);
  std::vector<QName> withTriggers;
  for (const Table &t : state.tables())
    if (std::any_of(t.triggers.begin(), t.triggers.end(), [](auto &x) { return x.action; }))
      withTriggers.push_back(t.name);
  for (QName t : withTriggers)
    std::erase_if(state.edit<Table>(t)->triggers, [](auto &x) { return x.action; });
}
static bool isOnDependent(const Op &op) {
  return CreateViewOp::classof(op) || ReplaceViewOp::classof(op) || DropViewOp::classof(op) ||
         RenameViewOp::classof(op) || CreateTriggerOp::classof(op) || DropTriggerOp::classof(op);
}

RuleContext::RuleContext(const PlanUnit &unit, const Dialect &dialect)
    : unit(unit), diags(unit.diags), dialect(dialect), state(*unit.from) {
  forgetDependents(state);
  for (const Phase &phase : unit.direct.phases)
    for (const Op &op : phase.steps) {
      changes[op.change].push_back(&op);
      if (auto create = dynOp<CreateTableOp>(op))
        created.insert(create->table().name);
    }
}

void RuleContext::run() {
  for (const Phase &phase : unit.direct.phases)
    for (const Op &op : phase.steps) {
      for (auto *check : AllRules)
        check(*this, op);
      if (isOnDependent(op))
        continue;
      // A step that cannot be applied is reported by those who plan it.
      if (!apply(op, state, unit.context, nullptr))
        return;
    }
}

bool RuleContext::quiet(QName name) const {
  const Table *t = table(name);
  if (!t || isNew(name))
    return true;
  return t->isEmpty() ||
         fitsBudget(unit.options.budget, {&t, 1}, Work::Rewrite, LockMode::AccessExclusive);
}

bool RuleContext::empty(QName name) const {
  const Table *t = table(name);
  return !t || isNew(name) || t->isEmpty();
}

std::vector<const Op *> RuleContext::changeOf(const Op &op) const {
  auto it = changes.find(op.change);
  return op.change && it != changes.end() ? it->second : std::vector<const Op *>{&op};
}

std::string nameList(const std::vector<Name> &names) {
  std::string list;
  for (Name n : names)
    list += (list.empty() ? "" : ", ") + n.string();
  return list;
}

void runRules(const PlanUnit &unit) {
  const Dialect *dialect = findDialect(unit.direct.dialect.str());
  if (unit.from && unit.to && dialect)
    RuleContext(unit, *dialect).run();
}

} // namespace schemac
