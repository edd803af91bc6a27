//===- NameExchange.h - Names that change places ----------------*- C++ -*-===//
//
// A rename to a name that is in use is two steps of one change, by way of a third name. No code
// knows that one: the whole way is told once, at its end.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Rules/Rule.h"

namespace schemac {

/// What another rename of the change of \p op tells by \p match, a null name when none does.
template <class Rename> Name ofSameChange(const RuleContext &rule, const Op &op, auto match) {
  if (rule.byHand() || !op.change)
    return {};
  for (const Op *other : rule.changeOf(op))
    if (auto rename = dynOp<Rename>(*other))
      if (Name found = match(*rename))
        return found;
  return {};
}

} // namespace schemac
