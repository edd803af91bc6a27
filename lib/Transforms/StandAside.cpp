//===- StandAside.cpp - Views out of the way of a change ------------------===//
//
// A server refuses to change or drop a column while a view shows it. So the views over it, and the
// views over these, are dropped before the first step that they are in the way of, and made again
// after the last. All of it serves one change, and so it is one transaction wherever the steps
// between are.
//
// A view that itself changes in this phase is made in its new form: it would not be valid twice,
// before and after.
//
//===----------------------------------------------------------------------===//
#include "Transforms/StandAside.h"
#include "Transforms/Origins.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>

namespace schemac {

bool onlyMakesViews(const Chain &chain) {
  return std::ranges::any_of(
      chain, [](const Op &op) { return CreateViewOp::classof(op) || ReplaceViewOp::classof(op); });
}

/// The view that \p op makes; null when it makes none.
static const View *viewMade(const Op &op) {
  if (auto create = dynOp<CreateViewOp>(op))
    return &create->view();
  auto replace = dynOp<ReplaceViewOp>(op);
  return replace ? &replace->view() : nullptr;
}

bool viewIsReady(const PlanUnit &unit, const Op &op, const Schema &state) {
  const View *view = viewMade(op);
  if (!view || !unit.to)
    return true;
  bool star = hasStar(view->query);
  for (const Table &t : unit.to->tables()) {
    const Table *now = mayMention(view->query, t.name) ? state.table(t.name) : nullptr;
    for (const Column &c : t.columns)
      if (now && !now->column(c.name) && (star || mentionsName(view->query, c.name)))
        return false;
  }
  return true;
}

//===--- what is in the way -----------------------------------------------===//

namespace {
/// What a step names that a view may depend on: a relation or type, and the columns of it.
struct Subject {
  QName object;
  std::vector<Name> columns;
};
} // namespace

static Subject subjectOf(const Op &op, const Origins &origins, const Schema &state) {
  auto column = [&](const SubRef &c, std::vector<Name> more = {}) {
    more.push_back(c.sub);
    return Subject{origins.norm(c.table), std::move(more)};
  };
  if (auto step = dynOp<DropColumnOp>(op))
    return column(step->column());
  if (auto step = dynOp<SetTypeOp>(op))
    return column(step->column());
  if (auto step = dynOp<RenameColumnOp>(op))
    return column(step->column(), {step->to()});
  if (auto step = dynOp<SetCollationOp>(op))
    return column(step->column());
  if (auto step = dynOp<DropTypeOp>(op))
    return {origins.norm(step->name()), {}};
  if (auto step = dynOp<RenameTypeOp>(op))
    return {origins.norm(step->name()), {}};
  if (auto step = dynOp<MoveTypeOp>(op))
    return {origins.norm(step->name()), {}};
  if (auto step = dynOp<DropFunctionOp>(op)) {
    const Function *f = state.functions().find(origins.norm(step->function()));
    return {f ? f->bare() : QName(), {}};
  }
  if (auto step = dynOp<RenameFunctionOp>(op)) {
    const Function *f = state.functions().find(origins.norm(step->function()));
    return {f ? f->bare() : QName(), {}};
  }
  if (auto step = dynOp<DropTableOp>(op))
    return {origins.norm(step->table()), {}};
  if (auto step = dynOp<DropViewOp>(op))
    return {origins.norm(step->view()), {}};
  if (auto step = dynOp<RenameViewOp>(op))
    return {origins.norm(step->view()), {}};
  if (auto step = dynOp<DropEnumOp>(op))
    return {origins.norm(step->name()), {}};
  if (auto step = dynOp<RenameEnumOp>(op))
    return {origins.norm(step->name()), {}};
  if (auto step = dynOp<MoveEnumOp>(op))
    return {origins.norm(step->name()), {}};
  return {};
}

/// What must be there before views over it can be made again.
static Subject madeBy(const Op &op, const Origins &origins) {
  if (const View *view = viewMade(op))
    return {origins.norm(view->name), {}};
  if (auto step = dynOp<CreateFunctionOp>(op))
    return {step->function().bare(), {}};
  if (auto step = dynOp<RenameFunctionOp>(op))
    return {origins.norm(QName{step->function().ns, step->to()}), {}};
  if (auto step = dynOp<RenameViewOp>(op))
    return {origins.norm(QName{step->view().ns, step->to()}), {}};
  if (auto step = dynOp<RenameEnumOp>(op))
    return {origins.norm(QName{step->name().ns, step->to()}), {}};
  if (auto step = dynOp<RenameTypeOp>(op))
    return {origins.norm(QName{step->name().ns, step->to()}), {}};
  if (auto step = dynOp<AddColumnOp>(op))
    return {origins.norm(step->column().table), {step->column().sub}};
  return {};
}

static bool concerns(const Subject &subject, const View &view) {
  if (!subject.object || !mayMention(view.query, subject.object))
    return false;
  return subject.columns.empty() || std::ranges::any_of(subject.columns, [&](Name c) {
           return mayUseColumn(view, subject.object, c);
         });
}

static bool uses(const Trigger &trigger, const Subject &subject) {
  return trigger.action && std::ranges::any_of(subject.columns, [&](Name c) {
           return usesColumn(trigger, c, subject.object.name);
         });
}

static std::vector<QName> viewsInTheWay(const Op &op, const Schema &state, const Origins &origins) {
  Subject subject = subjectOf(op, origins, state);
  std::vector<QName> views;
  for (QName v : state.index().withQuery())
    if (!(v == subject.object) && concerns(subject, *state.views().find(v)))
      views.push_back(v);
  return withDependents(state, views);
}

//===--- standing aside ---------------------------------------------------===//

namespace {
class Aside {
public:
  Aside(PlanUnit &unit, const Origins &origins, std::vector<Chain> &chains, Chain &chain,
        const Schema &state)
      : unit(unit), origins(origins), chains(chains), chain(chain), state(state) {}
  bool run();

private:
  size_t stepsInTheWay();
  Op made(Op op, std::string_view why) const {
    op.change = chain.front().change;
    op.why = unit.context.name(why);
    return op;
  }
  Op makeAgain(QName view, bool &gone);
  Op makeAgain(const Trigger &trigger);
  bool isAside(Name trigger) const {
    return std::ranges::any_of(triggers, [&](const Trigger &t) { return t.name == trigger; });
  }
  void checkSize(const View &view) const;

  PlanUnit &unit;
  const Origins &origins;
  std::vector<Chain> &chains;
  Chain &chain;
  const Schema &state;
  QName table;                   ///< of the first step
  std::vector<Trigger> triggers; ///< of the author, on the table of the first step
  std::vector<QName> views;      ///< those that depend before what they depend on
  Schema after;                  ///< the state when they can be made again
};
} // namespace

/// How many steps of the chain must have run before the views can be made again; 0 when something
/// else is in the way of the first.
size_t Aside::stepsInTheWay() {
  Schema trial = state;
  for (QName v : views)
    trial.remove<View>(v);
  if (Table *t = triggers.empty() ? nullptr : trial.edit<Table>(table))
    std::erase_if(t->triggers, [&](const Trigger &x) { return isAside(x.name); });
  after = trial;
  size_t last = 0;
  for (size_t i = 0; i < chain.size(); ++i) {
    bool heavy = origins.dialect() &&
                 origins.dialect()->cost(chain[i], trial, unit.plan.version).work != Work::Catalog;
    if (!apply(chain[i], trial, unit.context, nullptr))
      break;
    Subject subject = subjectOf(chain[i], origins, state);
    bool touches = std::ranges::any_of(views, [&](QName v) {
      const View &view = *state.views().find(v);
      return concerns(subject, view) || concerns(madeBy(chain[i], origins), view);
    });
    touches |= std::ranges::any_of(
        triggers, [&](const Trigger &t) { return subject.object == table && uses(t, subject); });
    if (!touches)
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
      unit.diags.report(view.range, diag::err_materialized_under, view.name.str(), t.name.str());
      return;
    }
}

/// The step that makes the view again. \p gone: it is dropped for good in this phase.
Op Aside::makeAgain(QName name, bool &gone) {
  for (Chain &other : chains) {
    if (&other == &chain)
      continue;
    for (size_t i = 0; i < other.size(); ++i) {
      const View *target = viewMade(other[i]);
      auto drop = dynOp<DropViewOp>(other[i]);
      bool drops = drop && origins.norm(drop->view()) == name;
      if (drops && !drop->remade()) {
        gone = true;
        other.erase(other.begin() + i);
        return {};
      }
      if (!target || !(origins.norm(target->name) == name) || !viewIsReady(unit, other[i], after))
        continue;
      Op create = CreateViewOp::make(other[i].range, *target, true);
      std::erase_if(other, [&](const Op &op) {
        auto d = dynOp<DropViewOp>(op);
        return viewMade(op) == target || (d && origins.norm(d->view()) == name);
      });
      return create;
    }
  }
  const View &view = *state.views().find(name);
  return CreateViewOp::make(chain.front().range, view, true);
}

/// As the target declares it, when this phase changes it, else as it is.
Op Aside::makeAgain(const Trigger &trigger) {
  SubRef path{table, trigger.name};
  for (Chain &other : chains)
    for (size_t i = 0; &other != &chain && i < other.size(); ++i)
      if (auto create = dynOp<CreateTriggerOp>(other[i]); create && create->path() == path) {
        Op op = other[i];
        std::erase_if(other, [&](const Op &o) {
          auto d = dynOp<DropTriggerOp>(o);
          auto c = dynOp<CreateTriggerOp>(o);
          return (d && d->path() == path) || (c && c->path() == path);
        });
        return op;
      }
  return CreateTriggerOp::make(chain.front().range, path, trigger);
}

bool Aside::run() {
  views = viewsInTheWay(chain.front(), state, origins);
  Subject subject = subjectOf(chain.front(), origins, state);
  table = subject.object;
  if (const Table *t = subject.columns.empty() ? nullptr : state.table(table))
    for (const Trigger &trigger : t->triggers)
      if (uses(trigger, subject))
        triggers.push_back(trigger);
  size_t count = views.empty() && triggers.empty() ? 0 : stepsInTheWay();
  if (!count)
    return false;
  Chain result;
  std::vector<Op> again;
  for (QName v : views) {
    checkSize(*state.views().find(v));
    bool gone = false;
    Op create = makeAgain(v, gone);
    result.push_back(made(DropViewOp::make(chain.front().range, v, !gone),
                          "in the way of what changes under it"));
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
  std::ranges::move(again.rbegin(), again.rend(), std::back_inserter(result));
  result.insert(result.end(), chain.begin() + count, chain.end());
  chain = std::move(result);
  return true;
}

bool letViewsStandAside(PlanUnit &unit, const Origins &origins, std::vector<Chain> &chains,
                        Chain &chain, const Schema &state) {
  return Aside(unit, origins, chains, chain, state).run();
}

} // namespace schemac
