//===- InterpretViews.cpp - What steps on views with a query do -----------===//
#include "StepInterpreter.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include <algorithm>

namespace schemac {

//===--- what must be there -----------------------------------------------===//

bool StepInterpreter::needRelationsOf(const View &view) {
  for (const QueryRelation &r : relationsRead(view.query))
    if (!isReadable(state, r, &context))
      return missing("relation", r.ns.empty() ? r.name : r.ns + "." + r.name);
  return true;
}

const View *StepInterpreter::needView(QName name) {
  const View *view = state.views().find(norm(name));
  if (!view)
    missing("view", name.str());
  return view;
}

bool StepInterpreter::needQuery(const View &view) {
  if (view.shimOf)
    return refused(view.name.str(), "it keeps the former name of a table");
  return view.query || refused(view.name.str(), "it is only declared here");
}

bool StepInterpreter::unusedByViews(QName name) {
  return needNoView(name, viewsOver(state, name)) &&
         needNoBody(name.str(), bodiesOver(state, name));
}

bool StepInterpreter::typeUnusedByViews(QName name) {
  return needNoView(name, viewsOverType(state, name)) &&
         needNoBody(name.str(), bodiesOver(state, name));
}

bool StepInterpreter::needNoBody(std::string_view name, const std::vector<QName> &users) {
  return users.empty() || refused(name, fmt::format("function '{}' needs it", users.front().str()));
}

bool StepInterpreter::needNoView(QName name, const std::vector<QName> &users) {
  return users.empty() ||
         refused(name.str(), fmt::format("view '{}' needs it", users.front().str()));
}

//===--- the steps --------------------------------------------------------===//

/// \p view as a state has it.
View StepInterpreter::bodyOf(const View &declared) const {
  View view = declared;
  view.name = norm(view.name);
  view.renamedFrom = Name();
  return view;
}

bool StepInterpreter::operator()(CreateViewOp step) {
  View view = bodyOf(step.view());
  if (!view.query)
    return refused(view.name.str(), "it has no query");
  if (!needNamespace(view.name.ns) || !relationFree(view.name) || !typeFree(view.name) ||
      !needRelationsOf(view))
    return false;
  for (const Index &i : view.indexes)
    if (!relationFree({view.name.ns, i.name}))
      return false;
  pinStar(view, state);
  state.put(std::move(view));
  return true;
}

bool StepInterpreter::operator()(ReplaceViewOp step) {
  View view = bodyOf(step.view());
  const View *old = needView(view.name);
  if (!old || !needQuery(*old) || !needRelationsOf(view))
    return false;
  bool said = step.sameColumns() && !old->materialized && !view.materialized;
  if (!said && !extendsView(*old, view))
    return refused(view.name.str(), "its columns do not stay as they are");
  if (said)
    pinStar(view, state);
  view.comment = old->comment, view.grants = old->grants;
  view.partComments = old->partComments;
  state.put(std::move(view));
  return true;
}

bool StepInterpreter::operator()(DropViewOp step) {
  const View *view = needView(step.view());
  if (!view || !needQuery(*view) || !unusedByViews(view->name) ||
      !typeUnused(view->name)) // its rows are a type
    return false;
  state.remove<View>(view->name);
  return true;
}

bool StepInterpreter::operator()(RenameViewOp step) {
  const View *view = needView(step.view());
  if (!view || !needQuery(*view))
    return false;
  View renamed = *view;
  renamed.name.name = step.to();
  QName from = view->name, to = renamed.name;
  Followers followers;
  if (!relationFree(to) || !typeFree(to) ||
      !followersOf(from, false, asRelation(from, to), followers))
    return false;
  state.remove<View>(from);
  state.put(std::move(renamed));
  put(std::move(followers));
  renameInPolicies(from, to);
  renameInSignatures(TypeKind::Composite, from, to);
  return true;
}

bool identifiesRows(const View &view) {
  return std::any_of(view.indexes.begin(), view.indexes.end(), [](const Index &i) {
    bool plain = std::all_of(i.elems.begin(), i.elems.end(),
                             [](const IndexElem &e) { return bool(e.column); });
    return i.unique && plain && !i.where && !i.invalid;
  });
}

bool StepInterpreter::operator()(RefreshViewOp step) {
  const View *view = needView(step.view());
  if (!view || !needQuery(*view) || !needRelationsOf(*view))
    return false;
  std::string name = view->name.str();
  if (!view->materialized)
    return refused(name, "it is not materialized");
  if (step.concurrently() && step.noData())
    return refused(name, "a view is not emptied concurrently");
  if (step.concurrently() && view->noData)
    return refused(name, "it has never been filled, so it cannot be refreshed concurrently");
  if (step.concurrently() && !identifiesRows(*view))
    return refused(name, "no unique index over columns of all rows tells its rows apart");
  if (view->noData != step.noData())
    state.edit<View>(view->name)->noData = step.noData();
  return true;
}

} // namespace schemac
