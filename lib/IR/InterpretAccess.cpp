//===- InterpretAccess.cpp - What steps on comments and privileges do -----===//
#include "StepInterpreter.h"
#include "schemac/IR/Access.h"
#include <algorithm>

namespace schemac {

static bool hasPart(const Table &table, PartKind kind, Name part) {
  switch (kind) {
  case PartKind::None:
    return true;
  case PartKind::Column:
    return table.column(part);
  case PartKind::Constraint:
    return table.constraint(part);
  case PartKind::Index:
    return table.index(part);
  case PartKind::Trigger:
    return table.trigger(part);
  case PartKind::Policy:
    return table.policy(part);
  }
  return false;
}

/// What a view shows is not known here, so its columns are not looked for.
static bool hasPart(const View &view, PartKind kind, Name part) {
  return kind != PartKind::Index ||
         std::ranges::find(view.indexes, part, &Index::name) != view.indexes.end();
}

void StepInterpreter::forgetParts(Table &table) {
  std::erase_if(table.partComments,
                [&](const PartComment &c) { return !hasPart(table, c.kind, c.part); });
  std::erase_if(table.grants, [&](const Grant &g) { return g.column && !table.column(g.column); });
}

const Entity *StepInterpreter::needTarget(const Target &target) {
  const Entity *found = nullptr;
  bool whole = true;
  forEachKind([&]<class T>() {
    if (kindId<T>() != target.kind)
      return;
    const T *entity = state.find<T>(norm(target.object));
    found = entity;
    if constexpr (std::is_same_v<T, Table> || std::is_same_v<T, View>)
      whole = !entity || hasPart(*entity, target.part, target.sub);
    if constexpr (std::is_same_v<T, Domain>)
      whole = !entity || target.part == PartKind::None || entity->check(target.sub);
  });
  if (!found)
    missing(targetWord({target.kind, PartKind::None, {}, {}}), target.object.str());
  else if (!whole)
    missing(targetWord(target), targetName(target));
  return whole ? found : nullptr;
}

Entity *StepInterpreter::editTarget(const Target &target) {
  Entity *found = nullptr;
  forEachKind([&]<class T>() {
    if (kindId<T>() == target.kind)
      found = state.edit<T>(norm(target.object));
  });
  return found;
}

bool StepInterpreter::operator()(SetCommentOp step) {
  const Target &target = step.target();
  if (!needTarget(target))
    return false;
  Entity &entity = *editTarget(target);
  if (target.part == PartKind::None)
    entity.comment = step.text();
  else
    setPartComment(entity, target.part, target.sub, step.text());
  return true;
}

/// Of `public`, which every database has, no state holds who has what: see isOfPublic().
bool StepInterpreter::isBeside(const Target &target) const {
  return target.kind == KindId::Namespace && !norm(target.object.name);
}

bool StepInterpreter::operator()(GrantOp step) {
  const Target &target = step.target();
  if (!isBeside(target) && !needTarget(target))
    return false;
  if (target.part != PartKind::None && target.part != PartKind::Column)
    return refused(targetName(target), "only objects and columns have privileges");
  if (step.withGrantOption() && step.role().str() == "public")
    return refused(targetName(target), "a grant option cannot be given to everybody");
  if (isBeside(target) || isEverybodys(target.kind, step.role()))
    return true;
  addGrants(editTarget(target)->grants, step, target.sub);
  return true;
}

bool StepInterpreter::operator()(RevokeOp step) {
  const Target &target = step.target();
  if (isBeside(target))
    return true;
  if (!needTarget(target))
    return false;
  removeGrants(editTarget(target)->grants, step, target.sub);
  return true;
}

bool StepInterpreter::operator()(SetOwnerOp step) {
  const Target &target = step.target();
  if (!needTarget(target))
    return false;
  if (target.part != PartKind::None)
    return refused(targetName(target), "its owner is that of its table");
  Entity &entity = *editTarget(target);
  entity.owner = step.role();
  // What it was granted before is its own now.
  std::erase_if(entity.grants, [&](const Grant &g) { return g.role == entity.owner && !g.column; });
  return true;
}

} // namespace schemac
