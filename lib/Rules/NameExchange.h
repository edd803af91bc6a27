//===- NameExchange.h - Names that change places ----------------*- C++ -*-===//
//
// A rename to a name that is in use is two steps of one change, by way of a third name. No code
// knows that one: the whole way is told once, at its end.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Rules/Rule.h"
#include <optional>

namespace schemac {

/// What the thing that \p op renames was called before its change began; nothing when another step
/// of the change renames it on. \p path: what a rename is of; \p leaf: the part of that which
/// changes.
template <class Rename>
std::optional<Name> firstName(const RuleContext &rule, const Op &op, auto path, auto leaf) {
  auto after = [&](Rename r) {
    auto renamed = path(r);
    leaf(renamed) = r.to();
    return renamed;
  };
  auto from = path(Rename(op));
  Name first = leaf(from);
  if (rule.byHand() || !op.change)
    return first;
  for (const Op *other : rule.changeOf(op))
    if (auto r = dynOp<Rename>(*other)) {
      auto was = path(*r);
      if (was == after(Rename(op)))
        return std::nullopt;
      if (after(*r) == from)
        first = leaf(was);
    }
  return first;
}

} // namespace schemac
