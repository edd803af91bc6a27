//===- Explain.cpp - The notes of a hazard: what it would do, what is done instead
//---------------===//

#include "Rules/Rule.h"
#include "schemac/Analysis/Estimate.h"
#include "schemac/IR/Interpreter.h"

namespace schemac {

std::string RuleContext::size(QName name) const {
  const Table *t = table(name);
  if (!t || t->rows < 0)
    return {};
  if (t->rows < 1'000'000)
    return fmt::format(" (about {} k rows)", (t->rows + 500) / 1000);
  return fmt::format(" (about {:.1f} M rows)", double(t->rows) / 1e6);
}

static std::string_view workPhrase(Work work) {
  switch (work) {
  case Work::Catalog:
    return "changes the catalog";
  case Work::Scan:
    return "reads every row";
  case Work::IndexBuild:
    return "reads every row and writes an index";
  case Work::Rewrite:
    return "writes every row and every index anew";
  case Work::Batches:
    return "writes rows in batches";
  }
  return "";
}

void RuleContext::notePlain(DiagBuilder &d, const Op &op) const {
  StepCost cost = this->cost(op);
  std::string locks;
  for (const LockUse &lock : cost.locks) {
    if (blocks(lock.mode) == Blocks::Nothing)
      continue;
    locks += fmt::format("{}{} on '{}'", locks.empty() ? "" : " and ", lockName(lock.mode),
                         lock.relation.str());
    d.lock(lock.relation.str(), std::string(lockName(lock.mode)));
  }
  // Work on the catalog is over at once; it only has to get its lock.
  if (locks.empty() || cost.work == Work::Catalog)
    return;
  std::string_view who = blocks(cost.strongest()) == Blocks::All ? "reads and writes" : "writes";
  d.note(fmt::format("as one statement it {} while it holds {}; {} wait", workPhrase(cost.work),
                     locks, who));
}

/// "add check not valid", "create index concurrently".
static std::string stepName(const Op &op) {
  std::string name;
  for (char c : op.mnemonic())
    name += c == '_' ? ' ' : c;
  auto notValid = [&](const auto &add) { name += add && add->def().notValid ? " not valid" : ""; };
  notValid(dynOp<AddCheckOp>(op));
  notValid(dynOp<AddForeignKeyOp>(op));
  if (auto create = dynOp<CreateIndexOp>(op))
    name += create->concurrently() ? " concurrently" : "";
  if (auto drop = dynOp<DropIndexOp>(op))
    name += drop->concurrently() ? " concurrently" : "";
  return name;
}

bool RuleContext::isHeavy(const Op &op, const Schema &before) const {
  StepCost cost = dialect.cost(op, before, unit.plan.version);
  bool lasts =
      cost.work == Work::Scan || cost.work == Work::IndexBuild || cost.work == Work::Rewrite;
  if (!lasts || blocks(cost.strongest()) == Blocks::Nothing)
    return false;
  std::vector<const Table *> tables;
  for (QName relation : cost.reads)
    tables.push_back(before.table(relation));
  return tables.empty() || !fitsBudget(unit.options.budget, tables, cost.work, cost.strongest());
}

const RuleContext::Outcome *RuleContext::outcomeOf(unsigned change) const {
  if (!outcomes) {
    outcomes.emplace();
    Schema before = *unit.from;
    unsigned number = 0;
    bool known = true;
    for (const Phase &phase : unit.plan.phases)
      for (const Op &op : phase.steps) {
        Outcome &o = (*outcomes)[op.change];
        ++number;
        if (op.step() != StepKind::Guard && op.step() != StepKind::Verify)
          o.steps.emplace_back(number, stepName(op));
        o.heavy |= known && isHeavy(op, before);
        known = known && apply(op, before, unit.context, nullptr);
      }
  }
  auto it = outcomes->find(change);
  return it == outcomes->end() ? nullptr : &it->second;
}

/// What the step makes, an index or a constraint; null for other steps.
static const SubRef *madeBy(const Op &op) {
  bool makes = CreateIndexOp::classof(op) || AddPrimaryKeyOp::classof(op) ||
               AddUniqueOp::classof(op) || AddForeignKeyOp::classof(op) || AddCheckOp::classof(op);
  return makes ? &std::get<SubRef>(op.fields[0]) : nullptr;
}

/// The name that what is called \p part has before the step gives it that.
static Name formerName(const Op &op, const SubRef &part) {
  auto isPart = [&](const SubRef &path, Name to) {
    return path.table == part.table && to == part.sub;
  };
  if (auto index = dynOp<RenameIndexOp>(op); index && isPart(index->path(), index->to()))
    return index->path().sub;
  if (auto rename = dynOp<RenameConstraintOp>(op); rename && isPart(rename->path(), rename->to()))
    return rename->path().sub;
  if (auto key = dynOp<AddPrimaryKeyOp>(op); key && key->path() == part)
    return key->def().usingIndex;
  if (auto key = dynOp<AddUniqueOp>(op); key && key->path() == part)
    return key->def().usingIndex;
  return {};
}

/// Whether the step makes the part together with its table.
static bool comesWith(const Op &op, const SubRef &part) {
  auto create = dynOp<CreateTableOp>(op);
  return create && create->table().name == part.table &&
         (create->table().index(part.sub) || create->table().constraint(part.sub));
}

/// A part that moves with columns, or with a table that takes the place of another, is made by
/// their steps, under another name at first.
std::optional<RuleContext::Outcome> RuleContext::outcomeWithColumns(const Op &op) const {
  const SubRef *made = madeBy(op);
  if (!made)
    return std::nullopt;
  std::vector<std::pair<unsigned, const Op *>> steps;
  unsigned number = 0;
  for (const Phase &phase : unit.plan.phases)
    for (const Op &step : phase.steps)
      steps.emplace_back(++number, &step);
  SubRef part = *made;
  Outcome out;
  const Op *maker = nullptr;
  for (size_t i = steps.size(); i-- > 0 && !maker;) {
    const Op &step = *steps[i].second;
    const SubRef *path = step.fields.empty() ? nullptr : std::get_if<SubRef>(&step.fields[0]);
    Name former = formerName(step, part);
    bool isOn = path && *path == part && (madeBy(step) || ValidateConstraintOp::classof(step));
    if (auto rename = dynOp<RenameTableOp>(step);
        rename && QName{rename->table().ns, rename->to()} == part.table)
      part.table = rename->table();
    bool withTable = comesWith(step, part);
    if (!former && !isOn && !withTable)
      continue;
    out.steps.insert(out.steps.begin(), {steps[i].first, stepName(step)});
    if (former)
      part.sub = former;
    else if (madeBy(step) || withTable)
      maker = &step;
  }
  if (!maker || maker->change == op.change)
    return std::nullopt;
  const Outcome *columns = outcomeOf(maker->change);
  out.heavy = columns && columns->heavy;
  return out;
}

/// "step 3", "steps 5, 6, 11–15"
static std::string numbers(const std::vector<std::pair<unsigned, std::string>> &steps) {
  std::string list;
  unsigned groups = 0;
  for (size_t i = 0; i < steps.size(); ++i, ++groups) {
    size_t end = i;
    while (end + 1 < steps.size() && steps[end + 1].first == steps[end].first + 1)
      ++end;
    list += fmt::format("{}{}", list.empty() ? "" : ", ", steps[i].first);
    if (end > i)
      list += fmt::format("{}{}", end == i + 1 ? ", " : "–", steps[end].first);
    i = end;
  }
  if (groups > 3)
    return fmt::format("{} of the steps {}–{}", steps.size(), steps.front().first,
                       steps.back().first);
  return (steps.size() == 1 ? "step " : "steps ") + list;
}

/// Statements, each on a line of its own, can take the place of the one that is there.
void RuleContext::noteAdvice(DiagBuilder &d, const Op &op) const {
  std::string safe = options.advise ? options.advise(op, state) : "";
  if (safe.empty())
    return;
  d.note(fmt::format("without making anybody wait: {}", safe));
  if (!rewritable.isValid() || safe.front() != '\n')
    return;
  safe.erase(0, 1);
  safe.pop_back(); // the last semicolon is that of the statement
  d.fix(FixKind::Unsafe, "write it in steps that nobody waits for", {{rewritable, safe}});
}

void RuleContext::noteOutcome(DiagBuilder &d, const Op &op) const {
  if (unit.plan.phases.empty()) {
    noteAdvice(d, op);
    return;
  }
  std::optional<Outcome> moved = outcomeWithColumns(op);
  const Outcome *o = moved ? &*moved : op.change ? outcomeOf(op.change) : nullptr;
  if (!o || o->steps.empty() || unit.plan.findPhase(PhaseKind::Change))
    return;
  if (o->steps.size() == 1 && o->steps[0].second == stepName(op)) {
    d.note(fmt::format("it stays one statement ({}){}", numbers(o->steps),
                       o->heavy ? "; run it when little is written" : ""));
    return;
  }
  std::string chain;
  constexpr size_t most = 6;
  for (size_t i = 0; i < o->steps.size() && i < most; ++i)
    chain += (i ? " → " : "") + o->steps[i].second;
  if (o->steps.size() > most)
    chain += " → …";
  d.note(fmt::format("lowered to {} ({}); {}", chain, numbers(o->steps),
                     o->heavy ? "one of them still makes others wait"
                              : "nothing long runs under a lock that others wait for"));
}

void RuleContext::explain(DiagBuilder &d, const Op &op) const {
  if (!circumstance.empty())
    d.note(circumstance);
  notePlain(d, op);
  noteOutcome(d, op);
}

} // namespace schemac
