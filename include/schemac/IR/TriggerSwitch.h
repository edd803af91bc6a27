//===- TriggerSwitch.h - Triggers that are on or off ------------*- C++ -*-===//
//
// ALTER TABLE … DISABLE TRIGGER and its like change nothing else of a trigger: weaker locks and no
// version of CREATE OR REPLACE TRIGGER are needed.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Table.h"

namespace schemac {

/// Whether \p now is \p old, switched on or off.
inline bool onlySwitched(const Trigger &old, const Trigger &now) {
  if (!old.action || !now.action || old.action->enabled == now.action->enabled)
    return false;
  TriggerAction action = *now.action;
  action.enabled = old.action->enabled;
  return old.name == now.name && old.kind == now.kind && action == *old.action;
}

} // namespace schemac
