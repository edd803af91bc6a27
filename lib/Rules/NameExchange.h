//===- NameExchange.h - Names that change places ----------------*- C++ -*-===//
//
// A rename to a name that is in use is two steps of one change, by way of a third name. No code
// knows that one: the whole way is told once, at its end.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Rules/Rule.h"
#include <optional>
#include <string_view>

namespace schemac {

/// Whether a plan made the column, or set it aside: no application names it.
inline bool isHelperName(Name name) {
  std::string_view text = name.str();
  return text.ends_with("_schemac_new") || text.ends_with("_schemac_old");
}

/// Whether a migration written by hand gives the name to another column before it ends, so that
/// who asks for it finds one.
inline bool isTakenAgain(const RuleContext &rule, const SubRef &column) {
  const Table *after = rule.byHand() ? rule.unit.to->table(column.table) : nullptr;
  return after && after->column(column.sub);
}

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
