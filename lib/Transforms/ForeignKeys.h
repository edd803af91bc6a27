//===- ForeignKeys.h - How a foreign key is added or exchanged --*- C++ -*-===//
#pragma once

#include "Transforms/ByPartition.h"
#include "Transforms/Recipe.h"
#include <fmt/core.h>

namespace schemac {

/// Deleting or changing a referenced row does something instead of being refused.
inline bool acts(FkAction action) {
  return action != FkAction::NoAction && action != FkAction::Restrict;
}

inline bool sameReference(const Constraint &a, const Constraint &b) {
  return a.columns == b.columns && a.refTable.name == b.refTable.name &&
         a.refColumns == b.refColumns;
}

/// What becomes of an action, of a delete or an update of the referenced row.
struct ActionShift {
  FkAction before, now;
  bool newCodeRelies() const { return acts(now) && !acts(before); }
  bool oldCodeRelies() const { return acts(before) && now != before; }
};

/// A changed action comes before the gate when new code may rely on it, and after it when old code
/// may rely on the former one: where both do, too, as only the new code can be asked to wait.
inline PhaseKind phaseForAction(const Constraint &before, const Constraint &now) {
  ActionShift onDelete{before.onDelete, now.onDelete}, onUpdate{before.onUpdate, now.onUpdate};
  if (onDelete.oldCodeRelies() || onUpdate.oldCodeRelies())
    return PhaseKind::Contract;
  bool newCodeRelies = onDelete.newCodeRelies() || onUpdate.newCodeRelies();
  bool onlyOnUpdate = now.onDelete == before.onDelete;
  return newCodeRelies || onlyOnUpdate ? PhaseKind::Expand : PhaseKind::Contract;
}

/// What is asked of the code when the actions change after the gate.
inline std::string withoutFormerActions(const Constraint &before, const Constraint &now) {
  bool comesLate = ActionShift{before.onDelete, now.onDelete}.newCodeRelies() ||
                   ActionShift{before.onUpdate, now.onUpdate}.newCodeRelies();
  return fmt::format("does not rely on what '{}' did to referencing rows{}", before.name.str(),
                     comesLate ? ", nor yet on what it will do" : "");
}

/// Binds new rows at once, and old ones when nobody waits for it: in `migrate` when it is added
/// before.
void addNotValid(Recipe &r, PhaseKind phase, const SubRef &path, Constraint def);

/// Before 18 a partitioned table has no foreign key that is not valid.
inline bool takesNotValid(const PlanUnit &unit, const Origins &origins, QName table) {
  return unit.plan.version >= 18 || !isPartitioned(origins, table);
}

inline constexpr std::string_view WhyActions =
    "the key with the new action takes its place in the same transaction";

} // namespace schemac
