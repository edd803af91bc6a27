//===- OrderSteps.cpp - Steps run when what they need is there ------------===//
//
// The steps of one change keep their order: recipes are right by themselves. Between changes the
// interpreter is asked: a change whose next step would be refused waits until the others have gone
// on. So does a change that makes a primary key of a column that another one still has to require:
// the server would scan for NULL under its strongest lock, and one after which updates of a
// published table would fail until another has run, and what is built over a column that
// another changes or fills, one that takes away a key by which another walks, and one that takes
// away a key by which code upserts while another brings the same. What cannot run in its phase at
// all (a key on something that comes after the gate, a drop of something still used) waits for the
// next one.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Gate.h"
#include "Transforms/InTheWay.h"
#include "Transforms/Passes.h"
#include "Transforms/Sql.h"
#include "Transforms/StandAside.h"
#include "Transforms/UnfinishedColumns.h"
#include "Transforms/UpsertKeys.h"
#include "Transforms/WalkedKeys.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/ReplicaIdentity.h"
#include "schemac/IR/Sir.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <climits>
#include <fmt/core.h>
#include <map>
#include <set>

namespace schemac {

namespace {
/// Runs the plan in the interpreter, phase by phase, and writes down the order that worked.
class Scheduler {
public:
  explicit Scheduler(PlanUnit &unit)
      : unit(unit), origins(unit), unfinished(unit, origins), walked(unit, origins),
        upserts(unit, origins), state(*unit.from) {}
  void run();

private:
  bool isReadUntil(const std::vector<Op> &steps, const Op &shim) const;
  std::vector<Chain> chainsOf(Phase &phase);
  bool advance(std::vector<Chain> &chains, Chain &chain, std::vector<Op> &done, bool patient);
  bool isWalked(const Op &op, bool patient) const;
  bool advanceAll(std::vector<Chain> &chains, std::vector<Op> &done, bool views, bool patient);
  bool opensGap(const Op &op);
  bool isAwaited(const Chain &chain) const;
  bool awaitsRequired(const Chain &chain, const std::vector<Chain> &all) const;
  bool awaitsPartition(const Chain &chain, const std::vector<Chain> &all) const;
  bool restsOnWhatGoes(const Chain &chain, const std::vector<Chain> &all) const;
  std::vector<QName> functionsToCome(const std::vector<Chain> &chains) const;
  std::vector<Op> schedule(std::vector<Chain> &chains);
  void askAboutLate();
  void reportStuck();

  PlanUnit &unit;
  Origins origins; ///< read before the steps are taken out of the plan
  UnfinishedColumns unfinished;
  WalkedKeys walked;
  UpsertKeys upserts;
  Schema state;
  PhaseKind now = PhaseKind::Expand;
  std::vector<Op> late; ///< what could not run in the phase before
  bool waits = true;    ///< else nothing is left to wait for
};
} // namespace

/// Whether one of \p steps replaces or drops a function whose text still reads \p shim.
bool Scheduler::isReadUntil(const std::vector<Op> &steps, const Op &shim) const {
  Name name = DropShimOp(shim).view().name;
  return std::ranges::any_of(steps, [&](const Op &op) {
    QName of;
    if (auto replace = dynOp<ReplaceFunctionOp>(op))
      of = replace->function().name;
    else if (auto drop = dynOp<DropFunctionOp>(op))
      of = drop->function();
    const Function *standing = of ? state.functions().find(origins.norm(of)) : nullptr;
    return standing && mentionsName(standing->body, name);
  });
}

/// Chains in the order of their changes, as the diff numbered them by dependency. Shims go first,
/// as they pin the columns of their tables, or last when a function reads them until its change.
std::vector<Chain> Scheduler::chainsOf(Phase &phase) {
  std::vector<Op> steps = std::move(late);
  late.clear();
  std::ranges::move(phase.steps, std::back_inserter(steps));
  std::vector<bool> last;
  for (const Op &op : steps)
    last.push_back(DropShimOp::classof(op) && isReadUntil(steps, op));
  std::map<std::pair<unsigned, unsigned>, Chain> chains;
  unsigned alone = 0;
  for (size_t i = 0; i < steps.size(); ++i) {
    constexpr unsigned Last = UINT_MAX;
    unsigned change = DropShimOp::classof(steps[i]) ? (last[i] ? Last : 0) : steps[i].change;
    bool ofChange = change && change != Last;
    chains[{change, ofChange ? 0 : ++alone}].push_back(std::move(steps[i]));
  }
  std::vector<Chain> result;
  for (auto &[key, chain] : chains)
    result.push_back(std::move(chain));
  return result;
}

/// Whether \p op takes a key away that another change still walks by. What that one waits for
/// itself goes on when nothing else does.
bool Scheduler::isWalked(const Op &op, bool patient) const {
  WalkedKeys::When when = walked.walkedAfter(op, state);
  return (when == WalkedKeys::When::InThisPhase && patient) ||
         (when == WalkedKeys::When::InALaterOne && waits);
}

/// Whether the first step waits for a column. What is dropped to be made anew waits with that: in
/// between, nobody would find it.
bool Scheduler::isAwaited(const Chain &chain) const {
  auto drop = dynOp<DropViewOp>(chain.front());
  bool anew = drop && drop->remade();
  return unfinished.awaitedBy(chain.front(), state) ||
         (anew && std::ranges::any_of(chain, [&](const Op &op) {
            auto create = dynOp<CreateViewOp>(op);
            return create && create->remade() && create->view().name == drop->view() &&
                   unfinished.awaitedBy(op, state);
          }));
}

/// Runs \p chain as far as it goes; true when at least one step ran. Views in its way stand aside
/// at once, as a chain is an exchange that nothing else may come into.
bool Scheduler::advance(std::vector<Chain> &chains, Chain &chain, std::vector<Op> &done,
                        bool patient) {
  size_t before = done.size();
  while (!chain.empty() && isReady(unit, chain.front(), state)) {
    if (waits && (opensGap(chain.front()) || isAwaited(chain)))
      break;
    if (isWalked(chain.front(), patient) ||
        (patient && upserts.isReplacedAfter(chain.front(), state)))
      break;
    if (leavesItsPlace(unit, origins, chain.front()) &&
        letViewsStandAside(unit, origins, now, chains, chain, state))
      continue;
    if (!apply(chain.front(), state, unit.context, nullptr)) {
      if (!letViewsStandAside(unit, origins, now, chains, chain, state))
        break;
      continue;
    }
    unfinished.ran(chain.front());
    walked.ran(chain.front());
    upserts.ran(chain.front());
    done.push_back(std::move(chain.front()));
    chain.pop_front();
  }
  return done.size() != before;
}

/// The tables that are published in a way that refuses their updates, which the target does not.
static std::set<std::pair<QName, QName>> gapsOf(const Schema &state, const Schema &target) {
  std::set<std::pair<QName, QName>> gaps;
  for (const Publication &p : state.publications())
    for (const PublishedTable &t : p.tables)
      if (!identityGap(state, p, t).empty()) {
        const Publication *wanted = target.find<Publication>(p.name);
        const PublishedTable *same = wanted ? wanted->table(t.table) : nullptr;
        if (!same || identityGap(target, *wanted, *same).empty())
          gaps.insert({p.name, t.table});
      }
  return gaps;
}

bool Scheduler::opensGap(const Op &op) {
  bool concerns = op.kind == OpKind::PublishTable || op.kind == OpKind::SetPublication ||
                  op.kind == OpKind::CreatePublication || op.kind == OpKind::SetReplicaIdentity;
  if (!concerns || !unit.to)
    return false;
  auto before = gapsOf(state, *unit.to);
  Journal journal;
  state.setJournal(&journal);
  bool ran = apply(op, state, unit.context, nullptr);
  auto after = gapsOf(state, *unit.to);
  state.setJournal(nullptr);
  journal.undo(state);
  return ran && !std::ranges::includes(before, after);
}

static bool isRequired(const Op &op, QName table, const std::vector<Name> &columns) {
  auto required = dynOp<SetNotNullOp>(op);
  return required && required->column().table == table &&
         std::ranges::count(columns, required->column().sub);
}

/// Whether another change is going to require a column of a primary key that \p chain makes.
bool Scheduler::awaitsRequired(const Chain &chain, const std::vector<Chain> &all) const {
  for (const Op &op : chain)
    if (auto key = dynOp<AddPrimaryKeyOp>(op))
      for (const Chain &other : all)
        if (&other != &chain && std::ranges::any_of(other, [&](const Op &o) {
              return isRequired(o, key->path().table, key->def().columns);
            }))
          return true;
  return false;
}

/// Whether \p chain goes on with an index of a table that gets a new partition from
/// another one: that is to have its part of it, and is attached without. A table that was there
/// before is attached when it has all that the whole has; a key it has from the start.
bool Scheduler::awaitsPartition(const Chain &chain, const std::vector<Chain> &all) const {
  auto index = dynOp<CreateIndexOp>(chain.front());
  QName table = index ? index->path().table : QName();
  return table && std::ranges::any_of(all, [&](const Chain &other) {
           return &other != &chain && std::ranges::any_of(other, [&](const Op &op) {
             auto attach = dynOp<AttachPartitionOp>(op);
             return attach && attach->parent() == table &&
                    !unit.from->table(origins.sourceName(attach->table()));
           });
         });
}

/// Whether \p chain begins with a foreign key for which there is an index that another one drops:
/// of several over the same columns a server takes the oldest, and refuses to drop it then.
bool Scheduler::restsOnWhatGoes(const Chain &chain, const std::vector<Chain> &all) const {
  auto add = dynOp<AddForeignKeyOp>(chain.front());
  const Table *t = add ? state.table(origins.norm(add->def().refTable)) : nullptr;
  if (!t)
    return false;
  auto serves = [&](const Index &i) {
    return i.unique && !i.where &&
           std::ranges::is_permutation(i.elems, add->def().refColumns, {}, &IndexElem::column);
  };
  auto goes = [&](const Op &op) {
    auto drop = dynOp<DropIndexOp>(op);
    const Index *i =
        drop && origins.norm(drop->path().table) == t->name ? t->index(drop->path().sub) : nullptr;
    return i && serves(*i);
  };
  return std::ranges::any_of(t->indexes, serves) && // most rest on a key
         std::ranges::any_of(
             all, [&](const Chain &c) { return &c != &chain && std::ranges::any_of(c, goes); });
}

/// The functions that \p chains make once they can: those wait for a view whose rows
/// are their arguments or their result, and another view may call them.
std::vector<QName> Scheduler::functionsToCome(const std::vector<Chain> &chains) const {
  std::vector<QName> out;
  for (const Chain &chain : chains)
    for (const Op &op : chain)
      if (auto create = dynOp<CreateFunctionOp>(op))
        out.push_back(origins.norm(create->function().bare()));
  return out;
}

static bool callsAny(const Chain &chain, const std::vector<QName> &functions) {
  return std::ranges::any_of(chain, [&](const Op &op) {
    const View *view = viewMade(op);
    return view &&
           std::ranges::any_of(functions, [&](QName f) { return callsFunction(view->query, f); });
  });
}

/// Goes once through the chains that make views, or through the others; true when a step ran.
bool Scheduler::advanceAll(std::vector<Chain> &chains, std::vector<Op> &done, bool views,
                           bool patient) {
  bool progress = false;
  std::vector<QName> coming;
  if (views && patient)
    coming = functionsToCome(chains);
  for (Chain &chain : chains)
    if (onlyMakesViews(chain) == views &&
        (!patient || (!awaitsRequired(chain, chains) && !awaitsPartition(chain, chains) &&
                      !restsOnWhatGoes(chain, chains))) &&
        !callsAny(chain, coming))
      progress |= advance(chains, chain, done, patient);
  std::erase_if(chains, [](const Chain &c) { return c.empty(); });
  return progress;
}

/// Views are made when what they are over is as it will be, so everything else goes first.
std::vector<Op> Scheduler::schedule(std::vector<Chain> &chains) {
  std::vector<Op> done;
  for (bool progress = true, patient = true; progress || patient;) {
    patient = progress; // without progress, once more for those that wait for nothing
    progress = advanceAll(chains, done, false, patient) || advanceAll(chains, done, true, patient);
  }
  return done;
}

/// Of an object with a body, its name is enough.
static std::string headOf(const Op &op) {
  std::string text = printOp(op);
  return text.substr(0, text.find(" {\n"));
}

/// Of all that is stuck, the first that something holds back: what lacks something may lack it for
/// that reason.
void Scheduler::reportStuck() {
  const Op *first = nullptr;
  std::string reason;
  for (const Op &op : late) {
    DiagEngine why(unit.diags.sourceManager());
    Schema trial = state;
    apply(op, trial, unit.context, &why);
    const Diagnostic *d = why.pending().empty() ? nullptr : &why.pending().front();
    bool isRoot = d && d->info->code == diag::err_step_refused.code;
    if (first && !isRoot)
      continue;
    first = &op;
    reason = d ? d->message : "";
    if (isRoot)
      break;
  }
  if (auto held = calledInTheWay(*first, state, origins)) {
    unit.diags
        .report(held->function->range, diag::err_body_called, held->function->name.str(),
                headOf(*first), describeCaller(held->caller))
        .note("the step is here", first->range);
    return;
  }
  unit.diags.report(first->range, diag::err_cannot_order, headOf(*first), reason);
}

/// The application is told of what it reads and the gate does not find.
void Scheduler::askAboutLate() {
  for (const Op &op : late) {
    if (!unfinished.awaitedBy(op, state))
      continue;
    std::string what;
    if (const View *view = viewMade(op))
      what = fmt::format("view {}", sql::quote(view->name));
    else if (const Function *function = functionMade(op))
      what = fmt::format("function {}", sql::quote(function->bare()));
    if (!what.empty())
      addToGate(unit.plan, unit.context,
                fmt::format("reads {} only when the phases after it are through", what), {},
                op.range);
  }
}

void Scheduler::run() {
  for (PhaseKind kind :
       {PhaseKind::Expand, PhaseKind::Migrate, PhaseKind::Switch, PhaseKind::Contract}) {
    if (kind == PhaseKind::Switch)
      askAboutLate();
    if (!unit.plan.findPhase(kind) && late.empty())
      continue;
    now = kind;
    walked.enter(kind);
    upserts.enter(kind);
    Phase &phase = unit.plan.phase(kind);
    std::vector<Chain> chains = chainsOf(phase);
    phase.steps = schedule(chains);
    if (kind == PhaseKind::Contract && !chains.empty()) {
      waits = false;
      std::ranges::move(schedule(chains), std::back_inserter(phase.steps));
    }
    for (Chain &chain : chains)
      std::ranges::move(chain, std::back_inserter(late));
  }
  if (!late.empty())
    reportStuck();
  settleGate(unit);
}

void runOrderSteps(PlanUnit &unit) {
  if (unit.from)
    Scheduler(unit).run();
}

} // namespace schemac
