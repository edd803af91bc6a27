//===- StandAside.cpp - Views out of the way of a change ------------------===//
//
// A server refuses to change or drop a column while a view shows it or a function with a body in
// the SQL standard's form reads it. So these, and those over them, are dropped before the first
// step that they are in the way of, and made again after the last. All of it serves one change, and
// so it is one transaction wherever the steps between are.
//
// One that itself changes in this phase is made in its new form: it would not be valid twice,
// before and after.
//
//===----------------------------------------------------------------------===//
#include "Transforms/StandAside.h"
#include "Transforms/CallsReady.h"
#include "Transforms/InTheWay.h"
#include "Transforms/Origins.h"
#include "Transforms/PlainWay.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/Signatures.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <array>

namespace schemac {

bool onlyMakesViews(const Chain &chain) {
  return std::ranges::any_of(
      chain, [](const Op &op) { return CreateViewOp::classof(op) || ReplaceViewOp::classof(op); });
}

/// Whether the tables and views that a policy may read are there.
static bool policyIsReady(const Policy &p, const Schema &state, const Schema &target) {
  auto waitsFor = [&](const auto &wanted, const auto &there) {
    return std::ranges::any_of(std::array{p.usingExpr, p.withCheck}, [&](Expr e) {
      for (const auto &object : wanted)
        if (e && !there.find(object.name) && mayMention(e, object.name))
          return true;
      return false;
    });
  };
  return !waitsFor(target.tables(), state.tables()) && !waitsFor(target.views(), state.views());
}

/// Whether the functions that the checks and the default of a domain call are there.
static bool domainIsReady(const Domain &d, const Schema &state, const Schema &target) {
  for (const Function &f : target.functions()) {
    auto calls = [&](Expr e) { return e && callsFunction(e, f.bare()); };
    if (!state.functions().find(f.name) &&
        (calls(d.defaultExpr) || std::ranges::any_of(d.checks, calls, &Constraint::check)))
      return false;
  }
  return true;
}

bool isReady(const PlanUnit &unit, const Op &op, const Schema &state) {
  if (unit.to && !callsAreReady(op, state, *unit.to))
    return false;
  if (auto create = dynOp<CreateDomainOp>(op); create && unit.to)
    return domainIsReady(create->domain(), state, *unit.to);
  if (auto create = dynOp<CreatePolicyOp>(op); create && unit.to)
    return policyIsReady(create->def(), state, *unit.to);
  if (auto alter = dynOp<AlterPolicyOp>(op); alter && unit.to)
    return policyIsReady(alter->def(), state, *unit.to);
  const View *view = viewMade(op);
  const Function *f = functionMade(op);
  if (f && unit.to && hasTreeBody(*f))
    return bodyIsReady(*f, state, *unit.to);
  if (!view || !unit.to)
    return true;
  bool star = hasStar(view->query);
  for (const Table &t : unit.to->tables()) {
    const Table *now = mayMention(view->query, t.name) ? state.table(t.name) : nullptr;
    for (const Column &c : t.columns)
      if (now && !now->column(c.name) && (star || mayNameColumn(view->query, c.name)))
        return false;
  }
  return true;
}

//===--- standing aside ---------------------------------------------------===//

namespace {
class Aside {
public:
  Aside(PlanUnit &unit, const Origins &origins, PhaseKind phase, std::vector<Chain> &chains,
        Chain &chain, const Schema &state)
      : unit(unit), origins(origins), phase(phase), chains(chains), chain(chain), state(state) {}
  bool run();

private:
  size_t stepsInTheWay();
  bool canBeMade() const;
  bool callsFit(const View &view, const Schema &now) const;
  std::vector<Trigger> triggersInTheWay(const Op &op, const Schema &from) const;
  bool takesMoreAside(const Op &op, Schema &trial);
  std::vector<Op> inOrder(std::vector<Op> made) const;
  Op made(Op op, std::string_view why) const {
    op.change = chain.front().change;
    op.why = unit.context.name(why);
    return op;
  }
  bool isDroppedLater(const Standing &s);
  Op makeAgain(const Standing &s, bool &gone);
  Op makeAgain(QName view, bool &gone);
  Op functionAgain(QName function, bool &gone);
  template <class Made, class Drops>
  std::optional<Op> fromOtherChains(QName name, bool &gone, Made made, Drops drops);
  Op makeAgain(const Trigger &trigger);
  bool isAside(Name trigger) const {
    return std::ranges::any_of(triggers, [&](const Trigger &t) { return t.name == trigger; });
  }
  void checkSize(const View &view) const;

  PlanUnit &unit;
  const Origins &origins;
  PhaseKind phase;
  std::vector<Chain> &chains;
  Chain &chain;
  const Schema &state;
  QName table;                    ///< of the first step
  std::vector<Trigger> triggers;  ///< of the author, on the table of the first step
  std::vector<Standing> standing; ///< those that depend before what they depend on
  Schema after;                   ///< the state when they can be made again
};
} // namespace

/// Whether functions take the types that columns of the view have \p now: while types exchange
/// their names, a column has one already that the function gets with its own new form.
bool Aside::callsFit(const View &view, const Schema &now) const {
  auto fits = [&](const Function &f, Type was, Type is) {
    if (was == is || !hasInSignature(f, was.named()))
      return true;
    for (const Function &other : now.functions())
      if (other.bare() == f.bare() && hasInSignature(other, is.named()))
        return true;
    return false;
  };
  for (const Function &f : state.functions()) {
    if (f.args.empty() || !callsFunction(view.query, f.bare()))
      continue;
    for (const Table &t : state.tables()) {
      const Table *later = mayMention(view.query, t.name) ? now.table(t.name) : nullptr;
      for (const Column &c : t.columns) {
        const Column *is = later ? later->column(c.name) : nullptr;
        Type was = definedIn(c.type), made = is ? definedIn(is->type) : Type();
        if (was && made && mayUseColumn(view, t.name, c.name) && !fits(f, was, made))
          return false;
      }
    }
  }
  return true;
}

/// Whether what stands aside can be made again, as far as it could be before: a name that it reads
/// may be on its way from one column to another.
bool Aside::canBeMade() const {
  std::vector<Op> waiting;
  for (const Standing &s : standing)
    if (const View *view = s.isView ? state.views().find(s.name) : nullptr)
      waiting.push_back(CreateViewOp::make({}, *view, true));
    else if (const Function *f = s.isView ? nullptr : state.functions().find(s.name))
      waiting.push_back(CreateFunctionOp::make({}, *f, true));
  // One after the other, as some of them call others.
  Schema trial = after;
  while (!waiting.empty()) {
    auto next = std::ranges::find_if(waiting, [&](const Op &op) {
      const View *view = viewMade(op);
      return (isReady(unit, op, trial) || !isReady(unit, op, state)) &&
             (!view || callsFit(*view, trial));
    });
    if (next == waiting.end())
      return false;
    apply(*next, trial, unit.context, nullptr);
    waiting.erase(next);
  }
  return true;
}

static bool drop(const Standing &s, Schema &from, Context &context) {
  Op op = s.isView ? DropViewOp::make({}, s.name, true) : DropFunctionOp::make({}, s.name, true);
  return apply(op, from, context, nullptr);
}

/// The author's triggers on the table that the step is in the way of, and that do not stand aside
/// yet.
std::vector<Trigger> Aside::triggersInTheWay(const Op &op, const Schema &from) const {
  Subject subject = subjectOf(op, origins, from);
  const Table *t =
      subject.object == table && !subject.columns.empty() ? from.table(table) : nullptr;
  std::vector<Trigger> out;
  if (t)
    std::ranges::copy_if(t->triggers, std::back_inserter(out), [&](const Trigger &trigger) {
      return !isAside(trigger.name) && concerns(subject, trigger);
    });
  return out;
}

/// Whether other views, functions and triggers are all that is in the way of a further step, which
/// then has run: they stand aside as well.
bool Aside::takesMoreAside(const Op &op, Schema &trial) {
  bool leaves = leavesItsPlace(unit, origins, op);
  std::vector<Standing> all = standingInTheWay(op, trial, origins, leaves);
  std::vector<Trigger> more = triggersInTheWay(op, trial);
  if ((all.empty() && more.empty()) || calledInTheWay(op, trial, origins, leaves))
    return false;
  for (const Standing &s : all)
    if (!drop(s, trial, unit.context))
      return false;
  if (!more.empty()) {
    std::ranges::copy(more, std::back_inserter(triggers));
    std::erase_if(trial.edit<Table>(table)->triggers,
                  [&](const Trigger &t) { return isAside(t.name); });
  }
  all.insert(all.end(), standing.begin(), standing.end());
  Schema check = state;
  for (const Standing &s : all)
    if (!drop(s, check, unit.context))
      return false;
  standing = std::move(all);
  return apply(op, trial, unit.context, nullptr);
}

/// One may be over another only in the form that it gets now.
std::vector<Op> Aside::inOrder(std::vector<Op> made) const {
  std::vector<Op> out;
  Schema trial = after;
  while (!made.empty()) {
    auto next = std::ranges::find_if(made, [&](const Op &op) {
      return isReady(unit, op, trial) && apply(op, trial, unit.context, nullptr);
    });
    if (next == made.end())
      next = made.begin();
    out.push_back(std::move(*next));
    made.erase(next);
  }
  return out;
}

/// How many steps of the chain must have run before the views can be made again; 0 when something
/// else is in the way of the first.
size_t Aside::stepsInTheWay() {
  Schema trial = state;
  for (const Standing &s : standing)
    if (s.isView)
      trial.remove<View>(s.name);
    else
      trial.remove<Function>(s.name);
  if (Table *t = triggers.empty() ? nullptr : trial.edit<Table>(table))
    std::erase_if(t->triggers, [&](const Trigger &x) { return isAside(x.name); });
  after = trial;
  size_t last = 0;
  for (size_t i = 0; i < chain.size(); ++i) {
    bool heavy = origins.dialect() &&
                 origins.dialect()->cost(chain[i], trial, unit.plan.version).work != Work::Catalog;
    bool held = last && last == i && !canBeMade(); // what stands aside waits for this step
    if (!apply(chain[i], trial, unit.context, nullptr) &&
        !(held && takesMoreAside(chain[i], trial)))
      break;
    Subject subject = subjectOf(chain[i], origins, state);
    subject.type |= leavesItsPlace(unit, origins, chain[i]);
    bool touches = std::ranges::any_of(standing, [&](const Standing &s) {
      return concerns(subject, state, s) || concerns(madeBy(chain[i], origins), state, s);
    });
    touches |= std::ranges::any_of(triggers, [&](const Trigger &t) {
      return subject.object == table && concerns(subject, t);
    });
    if (!touches && !held)
      continue;
    last = i + 1, after = trial;
    if (heavy && SetTypeOp::classof(chain[i]))
      break; // its names are as before, and nothing more is to happen under its lock
  }
  return last;
}

/// Nobody can read a materialized view while it is filled again.
void Aside::checkSize(const View &view) const {
  if (!view.materialized || view.noData)
    return;
  for (const Table &t : state.tables())
    if (mayMention(view.query, t.name) && !origins.isSmall(t.name)) {
      notePlainWay(unit.diags.report(view.range, diag::err_materialized_under, view.name.str(),
                                     t.name.str()),
                   origins, t.name);
      return;
    }
}

/// The step of this phase that gives the object its form in the target, which is made now instead.
/// \p gone: it is dropped for good in this phase.
template <class Made, class Drops>
std::optional<Op> Aside::fromOtherChains(QName name, bool &gone, Made made, Drops drops) {
  for (Chain &other : chains) {
    if (&other == &chain)
      continue;
    for (size_t i = 0; i < other.size(); ++i) {
      auto dropped = drops(other[i]);
      if (dropped && origins.norm(dropped->first) == name && !dropped->second) {
        gone = true;
        other.erase(other.begin() + i);
        return Op();
      }
      auto *target = made(other[i]);
      if (!target || !(origins.norm(target->name) == name) || !isReady(unit, other[i], after))
        continue;
      Op step = other[i];
      std::erase_if(other, [&](const Op &op) {
        auto d = drops(op);
        return made(op) == target || (d && origins.norm(d->first) == name);
      });
      return step;
    }
  }
  return std::nullopt;
}

/// Which object a step drops, and whether it is made again.
using Dropped = std::optional<std::pair<QName, bool>>;

Op Aside::makeAgain(QName name, bool &gone) {
  auto drops = [](const Op &op) {
    auto drop = dynOp<DropViewOp>(op);
    return drop ? Dropped({drop->view(), drop->remade()}) : Dropped();
  };
  if (std::optional<Op> op = fromOtherChains(name, gone, viewMade, drops))
    return gone ? *op : CreateViewOp::make(op->range, *viewMade(*op), true);
  return CreateViewOp::make(chain.front().range, *state.views().find(name), true);
}

Op Aside::functionAgain(QName name, bool &gone) {
  auto drops = [](const Op &op) {
    auto drop = dynOp<DropFunctionOp>(op);
    return drop ? Dropped({drop->function(), drop->remade()}) : Dropped();
  };
  if (std::optional<Op> op = fromOtherChains(name, gone, functionMade, drops))
    return gone ? *op : CreateFunctionOp::make(op->range, *functionMade(*op), true);
  return CreateFunctionOp::make(chain.front().range, *state.functions().find(name), true);
}

/// Behind the gate nobody uses what the plan drops. The step leaves its phase, as this one drops
/// it.
bool Aside::isDroppedLater(const Standing &s) {
  if (phase < PhaseKind::Switch)
    return false;
  auto drops = [&](const Op &op) {
    auto view = dynOp<DropViewOp>(op);
    auto function = dynOp<DropFunctionOp>(op);
    return s.isView
               ? view && !view->remade() && origins.norm(view->view()) == s.name
               : function && !function->remade() && origins.norm(function->function()) == s.name;
  };
  for (Phase &later : unit.plan.phases)
    if (later.kind > phase && std::erase_if(later.steps, drops))
      return true;
  return false;
}

Op Aside::makeAgain(const Standing &s, bool &gone) {
  if (isDroppedLater(s)) {
    gone = true;
    return Op();
  }
  if (!s.isView)
    return functionAgain(s.name, gone);
  checkSize(*state.views().find(s.name));
  return makeAgain(s.name, gone);
}

/// As the target declares it, when this phase changes it, else as it is.
Op Aside::makeAgain(const Trigger &trigger) {
  SubRef path{table, trigger.name};
  for (Chain &other : chains)
    for (size_t i = 0; &other != &chain && i < other.size(); ++i) {
      auto create = dynOp<CreateTriggerOp>(other[i]);
      auto replace = dynOp<ReplaceTriggerOp>(other[i]);
      if (!(create && create->path() == path) && !(replace && replace->path() == path))
        continue;
      Op op = create ? other[i] : CreateTriggerOp::make(other[i].range, path, replace->def());
      std::erase_if(other, [&](const Op &o) {
        auto d = dynOp<DropTriggerOp>(o);
        auto c = dynOp<CreateTriggerOp>(o);
        auto r = dynOp<ReplaceTriggerOp>(o);
        return (d && d->path() == path) || (c && c->path() == path) || (r && r->path() == path);
      });
      return op;
    }
  return CreateTriggerOp::make(chain.front().range, path, trigger);
}

bool Aside::run() {
  bool leaves = leavesItsPlace(unit, origins, chain.front());
  standing = standingInTheWay(chain.front(), state, origins, leaves);
  if (calledInTheWay(chain.front(), state, origins, leaves))
    return false;
  Subject subject = subjectOf(chain.front(), origins, state);
  table = subject.object;
  triggers = triggersInTheWay(chain.front(), state);
  size_t count = standing.empty() && triggers.empty() ? 0 : stepsInTheWay();
  if (!count)
    return false;
  Chain result;
  std::vector<Op> again;
  for (const Standing &s : standing) {
    bool gone = false;
    Op create = makeAgain(s, gone);
    Op drop = s.isView ? DropViewOp::make(chain.front().range, s.name, !gone)
                       : DropFunctionOp::make(chain.front().range, s.name, !gone);
    result.push_back(made(std::move(drop), "in the way of what changes under it"));
    if (!gone)
      again.push_back(
          made(std::move(create), "made again in the same transaction, with its grants"));
  }
  for (const Trigger &t : triggers) {
    result.push_back(made(DropTriggerOp::make(chain.front().range, SubRef{table, t.name}),
                          "in the way of what changes under it"));
    again.insert(again.begin(), made(makeAgain(t), "made again in the same transaction"));
  }
  result.insert(result.end(), chain.begin(), chain.begin() + count);
  std::ranges::reverse(again);
  std::ranges::move(inOrder(std::move(again)), std::back_inserter(result));
  result.insert(result.end(), chain.begin() + count, chain.end());
  chain = std::move(result);
  return true;
}

/// Whether the target has another function that calls of the one that goes mean from then on. As
/// the two are there side by side, only a server knows which of them a view calls.
static bool leavesCalls(const PlanUnit &unit, const Origins &origins, DropFunctionOp drop) {
  const Function *old =
      unit.from ? unit.from->functions().find(origins.norm(drop.function())) : nullptr;
  if (!old)
    return false;
  for (const Function &f : unit.to->functions())
    if (f.bare() == old->bare() && !unit.from->functions().find(f.name) && takeAsMany(*old, f))
      return true;
  return false;
}

bool leavesItsPlace(const PlanUnit &unit, const Origins &origins, const Op &op) {
  if (!unit.to)
    return false;
  if (auto drop = dynOp<DropFunctionOp>(op))
    return leavesCalls(unit, origins, *drop);
  if (auto rename = dynOp<RenameFunctionOp>(op)) {
    QName now = origins.norm(QName{rename->function().ns, rename->to()});
    for (const Function &f : unit.to->functions())
      if (f.bare() == now)
        return false;
    return true;
  }
  if (auto rename = dynOp<RenameEnumOp>(op))
    return !unit.to->enumType(origins.norm(QName{rename->name().ns, rename->to()}));
  auto rename = dynOp<RenameViewOp>(op);
  return rename && !unit.to->views().find(origins.norm(QName{rename->view().ns, rename->to()}));
}

bool letViewsStandAside(PlanUnit &unit, const Origins &origins, PhaseKind phase,
                        std::vector<Chain> &chains, Chain &chain, const Schema &state) {
  return Aside(unit, origins, phase, chains, chain, state).run();
}

} // namespace schemac
