//===- InTheWay.cpp - What a server refuses to change a thing under -------===//
#include "Transforms/InTheWay.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <set>

namespace schemac {

const View *viewMade(const Op &op) {
  if (auto create = dynOp<CreateViewOp>(op))
    return &create->view();
  auto replace = dynOp<ReplaceViewOp>(op);
  return replace ? &replace->view() : nullptr;
}

const Function *functionMade(const Op &op) {
  if (auto create = dynOp<CreateFunctionOp>(op))
    return &create->function();
  auto replace = dynOp<ReplaceFunctionOp>(op);
  return replace ? &replace->function() : nullptr;
}

/// What \p op is about, if it is one of the steps; they call it by its kind.
template <class... Step> static QName nameIn(const Op &op) {
  QName name;
  auto take = [&](auto step) {
    if (!step)
      return;
    if constexpr (requires { step->name(); })
      name = step->name();
    else if constexpr (requires { step->table(); })
      name = step->table();
    else if constexpr (requires { step->view(); })
      name = step->view();
    else
      name = step->function();
  };
  (take(dynOp<Step>(op)), ...);
  return name;
}

Subject subjectOf(const Op &op, const Origins &origins, const Schema &state) {
  auto column = [&](const SubRef &c, std::vector<Name> more = {}) {
    more.push_back(c.sub);
    QName table = origins.norm(c.table);
    std::vector<QName> givers = rowsOf(state, table);
    givers.erase(givers.begin());
    std::vector<QName> partitions = partitionsBelow(state, table);
    givers.insert(givers.end(), partitions.begin(), partitions.end());
    return Subject{table, std::move(more), std::move(givers)};
  };
  if (auto step = dynOp<DropColumnOp>(op))
    return column(step->column());
  if (auto step = dynOp<SetTypeOp>(op))
    return column(step->column());
  if (auto step = dynOp<RenameColumnOp>(op))
    return column(step->column(), {step->to()});
  if (auto step = dynOp<SetCollationOp>(op))
    return column(step->column());
  if (QName name =
          nameIn<DropTypeOp, RenameTypeOp, MoveTypeOp, DropEnumOp, RenameEnumOp, MoveEnumOp,
                 DropTableOp, RenameTableOp, MoveTableOp, DropViewOp, RenameViewOp>(op))
    return {origins.norm(name), {}, {}, DropViewOp::classof(op)};
  if (QName function = nameIn<DropFunctionOp, RenameFunctionOp, MoveFunctionOp>(op)) {
    const Function *f = state.functions().find(origins.norm(function));
    return {f ? f->bare() : QName(), {}};
  }
  return {};
}

Subject madeBy(const Op &op, const Origins &origins) {
  if (const View *view = viewMade(op))
    return {origins.norm(view->name), {}, {}, true};
  if (auto step = dynOp<CreateFunctionOp>(op))
    return {step->function().bare(), {}};
  if (auto step = dynOp<RenameFunctionOp>(op))
    return {origins.norm(QName{step->function().ns, step->to()}), {}};
  if (auto step = dynOp<RenameViewOp>(op))
    return {origins.norm(QName{step->view().ns, step->to()}), {}, {}, true};
  if (auto step = dynOp<RenameEnumOp>(op))
    return {origins.norm(QName{step->name().ns, step->to()}), {}, {}, true};
  if (auto step = dynOp<RenameTypeOp>(op))
    return {origins.norm(QName{step->name().ns, step->to()}), {}};
  if (auto step = dynOp<CreateShimOp>(op))
    return {origins.norm(step->view()), {}};
  if (auto step = dynOp<AddColumnOp>(op))
    return {origins.norm(step->column().table), {step->column().sub}};
  return {};
}

static bool concerns(const Subject &subject, QName object, const View &view) {
  if (!object || !mayMention(view.query, object))
    return false;
  return subject.columns.empty() || std::ranges::any_of(subject.columns, [&](Name c) {
           return mayUseColumn(view, object, c);
         });
}

bool concerns(const Subject &subject, const View &view) {
  return concerns(subject, subject.object, view) ||
         std::ranges::any_of(subject.givers,
                             [&](QName giver) { return concerns(subject, giver, view); });
}

bool concerns(const Subject &subject, const Function &f) {
  if (subject.type && hasInSignature(f, subject.object))
    return true;
  if (!subject.object || f.bare() == subject.object || !hasTreeBody(f) ||
      !bodyNeeds(f.body, subject.object))
    return false;
  return subject.columns.empty() || hasStar(f.body) ||
         std::ranges::any_of(subject.columns, [&](Name c) { return mayNameColumn(f.body, c); });
}

bool concerns(const Subject &subject, const Trigger &trigger) {
  return trigger.action && std::ranges::any_of(subject.columns, [&](Name c) {
           return usesColumn(trigger, c, subject.object.name);
         });
}

bool concerns(const Subject &subject, const Schema &state, const Standing &s) {
  return s.isView ? concerns(subject, *state.views().find(s.name))
                  : concerns(subject, *state.functions().find(s.name));
}

//===--- views and functions over each other -------------------------------===//

namespace {
class Dependents {
public:
  explicit Dependents(const Schema &state) : state(state) {}
  void add(const Standing &s);
  std::vector<Standing> take() { return std::move(out); }

private:
  const Schema &state;
  std::set<Standing> seen;
  std::vector<Standing> out;
};
} // namespace

void Dependents::add(const Standing &s) {
  if (!seen.insert(s).second)
    return;
  QName called = s.isView ? s.name : state.functions().find(s.name)->bare();
  for (QName v : viewsOver(state, called))
    add({true, v});
  for (QName f : bodiesOver(state, called))
    add({false, f});
  for (QName f : s.isView ? functionsOver(state, s.name) : std::vector<QName>())
    add({false, f});
  out.push_back(s);
}

std::vector<Standing> standingInTheWay(const Op &op, const Schema &state, const Origins &origins,
                                       bool leaves) {
  Subject subject = subjectOf(op, origins, state);
  subject.type |= leaves;
  Dependents all(state);
  // Of a table that gets another name, the views follow.
  bool follow = RenameTableOp::classof(op) || MoveTableOp::classof(op);
  for (QName v : state.index().withQuery())
    if (Standing s{true, v}; !follow && !(v == subject.object) && concerns(subject, state, s))
      all.add(s);
  std::vector<QName> functions;
  for (const Function &f : state.functions())
    if (concerns(subject, f))
      functions.push_back(f.name);
  std::sort(functions.begin(), functions.end());
  for (QName f : functions)
    all.add({false, f});
  return all.take();
}

std::optional<CalledBody> calledInTheWay(const Op &op, const Schema &state, const Origins &origins,
                                         bool leaves) {
  for (const Standing &s : standingInTheWay(op, state, origins, leaves)) {
    const Function *f = s.isView ? nullptr : state.functions().find(s.name);
    if (!f)
      continue;
    if (std::vector<FunctionCaller> callers = callersOf(state, f->bare()); !callers.empty())
      return CalledBody{f, callers.front()};
  }
  return std::nullopt;
}

} // namespace schemac
