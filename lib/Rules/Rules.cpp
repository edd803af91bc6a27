//===- Rules.cpp - Every rule on every step of the diff
//-------------------------------------------===//

#include "schemac/Rules/Rules.h"
#include "Rules/Rule.h"
#include "schemac/Analysis/Estimate.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Queries.h"

namespace schemac {

static constexpr void (*AllRules[])(RuleContext &, const Op &) = {
#define RULE(CLASS, NAME) check##CLASS,
#include "schemac/Rules/Rules.def"
};

RuleContext::RuleContext(const PlanUnit &unit, const Dialect &dialect)
    : unit(unit), diags(unit.diags), dialect(dialect), state(*unit.from) {
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
      // A step that cannot be applied is reported by those who plan it.
      if (!applyBeside(op, state, unit.context))
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
