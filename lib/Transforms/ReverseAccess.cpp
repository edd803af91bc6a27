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
static Undo undoGrants(const Op &op, const Schema &before, Target target, const Op &step) {
  const Entity *entity = entityOf(before, target);
  if (!entity)
    return {};
  Entity was, is;
  was.name = target.object;
  was.grants = is.grants = entity->grants;
  is.name = was.name;
  Undo undo;
  if (auto grant = dynOp<GrantOp>(step)) {
    for (Name p : grant->privileges())
      addGrant(is.grants, {grant->role(), p, target.sub, grant->withGrantOption()});
  } else {
    RevokeOp revoke(step);
    for (Name p : revoke.privileges()) {
      Grant taken{revoke.role(), p, target.sub, false};
      if (!revoke.optionOnly())
        removeGrant(is.grants, taken);
      for (Grant &g : is.grants)
        if (g.role == taken.role && g.privilege == p && (!taken.column || g.column == taken.column))
          g.withGrantOption = false;
    }
  }
  for (Op &back : accessChanges(is, was, target.kind, op.range)) {
    back.change = op.change;
    undo.steps.push_back(std::move(back));
  }
  return undo;
}

Undo Reverser::operator()(GrantOp step) {
  Target target = step.target();
  target.object = origins.norm(target.object);
  if (isEverybodys(target.kind, step.role()))
    return undoRename(make<RevokeOp>(step.privileges(), step.target(), step.role(), false));
  return undoGrants(op, before, target, step.op);
}

Undo Reverser::operator()(RevokeOp step) {
  Target target = step.target();
  target.object = origins.norm(target.object);
  if (isEverybodys(target.kind, step.role()))
    return undoRename(make<GrantOp>(step.privileges(), step.target(), step.role(), false));
  return undoGrants(op, before, target, step.op);
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
