//===- Rules.cpp - Every rule on every step of the diff -------------------===//
#include "schemac/Rules/Rules.h"
#include "Rules/Custom/RunCustom.h"
#include "Rules/Rule.h"
#include "Rules/RuleTable.h"
#include "schemac/Analysis/Estimate.h"
#include "schemac/Analysis/StatementCost.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Queries.h"
#include <algorithm>
#include <list>

namespace schemac {

static constexpr ListedRule<RuleContext &, const Op &> AllRules[] = {
#define MIGRATION_RULE(CLASS, NAME)
#define STATE_RULE(CLASS, NAME)
#define RULE(CLASS, NAME) {#CLASS, check##CLASS, diagnosticOf(NAME)},
#include "schemac/Rules/Rules.def"
};

RuleContext::RuleContext(const PlanUnit &unit, const Dialect &dialect, const RuleOptions &options)
    : unit(unit), diags(unit.diags), dialect(dialect), options(options), state(*unit.from),
      rules(wantedRules(AllRules, diags, dialect)) {
  for (const Phase &phase : unit.direct.phases)
    for (const Op &op : phase.steps) {
      changes[op.change].push_back(&op);
      // One that is dropped and made anew is in use until then.
      if (auto create = dynOp<CreateTableOp>(op); create && !unit.from->table(create->table().name))
        created.insert(create->table().name);
    }
}

void RuleContext::run() {
  beginForeign({});
  for (const Phase &phase : unit.direct.phases)
    for (const Op &op : phase.steps)
      if (!step(op))
        return;
  endForeign();
}

void RuleContext::beginForeign(SourceRange range) {
  for (const auto &rules : options.foreign)
    if (auto run = rules->begin({*unit.from, *unit.to, dialect, range}, diags))
      foreign.push_back(std::move(run));
}

void RuleContext::endForeign() {
  for (const auto &run : foreign)
    run->end();
  foreign.clear();
}

bool RuleContext::step(const Op &op) {
  for (auto *check : rules)
    check(*this, op);
  if (!options.custom.empty() || !foreign.empty()) {
    CustomScope scope{dialect, state};
    scope.op = &op;
    scope.table = table(tableOf(op));
    scope.isNew = isNew(tableOf(op));
    runCustomRules(options, scope, diags);
    for (const auto &run : foreign)
      run->step(scope);
  }
  // A step that cannot be applied is reported by those who plan it.
  if (!applyBeside(op, state, unit.context)) {
    if (circumstance.empty())
      foreign.clear();
    return false;
  }
  noteNew(op);
  return true;
}

/// What is new stays new under another name.
void RuleContext::noteNew(const Op &op) {
  if (auto rename = dynOp<RenameTableOp>(op); rename && isNew(rename->table()))
    created.insert({rename->table().ns, rename->to()});
  else if (auto move = dynOp<MoveTableOp>(op); move && isNew(move->table()))
    created.insert({move->to(), move->table().name});
  else if (auto create = dynOp<CreateTableOp>(op))
    created.insert(create->table().name);
  else if (auto add = dynOp<AddColumnOp>(op))
    newColumns.insert(add->column().str());
  else if (auto column = dynOp<RenameColumnOp>(op); column && isNew(column->column()))
    newColumns.insert(SubRef{column->column().table, column->to()}.str());
  else if (auto make = dynOp<CreateEnumOp>(op))
    newEnums.insert(make->name());
  else if (auto other = dynOp<RenameEnumOp>(op); other && isNewEnum(other->name()))
    newEnums.insert({other->name().ns, other->to()});
}

const Constraint *RuleContext::replacedKey(const AddForeignKeyOp &add) const {
  const Table *before = unit.from->table(add.path().table);
  if (!before)
    return nullptr;
  for (const Phase &phase : unit.direct.phases)
    for (const Op &op : phase.steps)
      if (auto drop = dynOp<DropConstraintOp>(op); drop && drop->path().table == before->name)
        if (const Constraint *old = before->constraint(drop->path().sub);
            old && old->kind == ConstraintKind::ForeignKey && old->columns == add.def().columns)
          return old;
  return nullptr;
}

bool changesZone(Type from, Type to) {
  auto zoned = [](Type t) { return t.is(TypeKind::TimestampTz) || t.is(TypeKind::TimeTz); };
  auto plain = [](Type t) {
    return t.is(TypeKind::Timestamp) || t.is(TypeKind::Time) || t.is(TypeKind::Date);
  };
  return (zoned(from) && plain(to)) || (plain(from) && zoned(to));
}

StepCost RuleContext::cost(const Op &op) const {
  std::string_view text = sameStatement.empty() ? "" : diags.sourceManager().text(op.range);
  return costInStatement(dialect, op, sameStatement, state, unit.direct.version, text);
}

bool RuleContext::isHeavy(const Op &op) const {
  StepCost c = cost(op);
  if (c.work == Work::Catalog || c.work == Work::Batches ||
      blocks(c.strongest()) == Blocks::Nothing)
    return false;
  return !fits(op);
}

/// The table that a foreign key refers to is only looked up by its index, for each row of its own:
/// on 1.5 M rows nothing is done in 1 ms when there are none, and in 2 s when there are as many.
static bool isLookedUp(const Op &op, QName table) {
  auto add = dynOp<AddForeignKeyOp>(op);
  auto validate = dynOp<ValidateConstraintOp>(op);
  return (add && table != add->path().table) || (validate && table != validate->path().table);
}

bool RuleContext::readsInUse(const Op &op, const StepCost &c) const {
  return std::any_of(c.reads.begin(), c.reads.end(),
                     [&](QName n) { return !quiet(n) && !isLookedUp(op, n); });
}

bool RuleContext::fits(const Op &op) const {
  StepCost c = cost(op);
  std::vector<const Table *> tables;
  for (QName name : c.reads)
    if (const Table *t = table(name); t && !isNew(name) && !t->isEmpty() && !isLookedUp(op, name))
      tables.push_back(t);
  // What is locked and not worked through has no rows here, and its own limits.
  std::list<Table> others;
  for (const LockUse &use : c.locks)
    if (const Table *t = table(use.relation); t && !isNew(use.relation) && !t->isEmpty() &&
                                              std::ranges::find(tables, t) == tables.end() &&
                                              blocks(use.mode) != Blocks::Nothing) {
      others.emplace_back().rows = 0;
      others.back().traffic = t->traffic;
    }
  for (const Table &t : others)
    tables.push_back(&t);
  return fitsBudget(unit.options.budget, tables, c.work, c.strongest());
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

void runRules(const PlanUnit &unit, const RuleOptions &options) {
  const Dialect *dialect = findDialect(unit.direct.dialect.str());
  if (!unit.from || !unit.to || !dialect)
    return;
  RuleContext(unit, *dialect, options).run();
  runStateRules(unit.from, *unit.to, options, unit.diags);
}

} // namespace schemac
