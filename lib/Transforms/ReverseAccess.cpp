//===- ReverseAccess.cpp - Taking back comments, privileges and owners ----===//
#include "Transforms/Reverser.h"
#include "schemac/IR/Access.h"
#include <algorithm>

namespace schemac {

/// The object of \p target in \p state.
static const Entity *entityOf(const Schema &state, const Target &target) {
  const Entity *found = nullptr;
  forEachKind([&]<class T>() {
    if (kindId<T>() == target.kind)
      found = state.find<T>(target.object);
  });
  return found;
}

Undo Reverser::operator()(SetCommentOp step) {
  Target target = step.target();
  target.object = origins.norm(target.object);
  const Entity *entity = entityOf(before, target);
  if (!entity)
    return {};
  Name text = target.part == PartKind::None ? entity->comment
                                            : partComment(*entity, target.part, target.sub);
  return undoRename(make<SetCommentOp>(step.target(), text));
}

/// Back to the grants of the state before: also to those on columns that went with the whole.
static Undo undoGrants(const Op &op, const Entity *entity, Target target, const Op &step) {
  if (!entity)
    return {};
  Entity was, is;
  was.name = target.object;
  was.grants = is.grants = entity->grants;
  is.name = was.name;
  Undo undo;
  if (auto grant = dynOp<GrantOp>(step))
    addGrants(is.grants, *grant, target.sub);
  else
    removeGrants(is.grants, RevokeOp(step), target.sub);
  for (Op &back : accessChanges(is, was, target.kind, op.range)) {
    back.change = op.change;
    undo.steps.push_back(std::move(back));
  }
  return undo;
}

Undo Reverser::undoAccess(const Target &target, const Op &step) {
  if (!isOfPublic(step))
    return undoGrants(op, entityOf(before, target), target, step);
  Namespace was = publicAfter(unit.closed, before.version, unit.context);
  return undoGrants(op, &was, target, step);
}

Undo Reverser::operator()(GrantOp step) {
  Target target = step.target();
  target.object = origins.norm(target.object);
  if (isEverybodys(target.kind, step.role()))
    return undoRename(make<RevokeOp>(step.privileges(), step.target(), step.role(), false));
  return undoAccess(target, step.op);
}

Undo Reverser::operator()(RevokeOp step) {
  Target target = step.target();
  target.object = origins.norm(target.object);
  if (isEverybodys(target.kind, step.role()))
    return undoRename(make<GrantOp>(step.privileges(), step.target(), step.role(), false));
  return undoAccess(target, step.op);
}

Undo Reverser::operator()(SetOwnerOp step) {
  Target target = step.target();
  target.object = origins.norm(target.object);
  const Entity *entity = entityOf(before, target);
  if (!entity || !entity->owner)
    return {{}, ReverseClass::Irreversible, "the schema does not say who owned it before"};
  return undoRename(make<SetOwnerOp>(step.target(), entity->owner));
}

} // namespace schemac
