//===- Replacing.h - A step and the drop it goes with -----------*- C++ -*-===//
#pragma once

#include "Transforms/Recipe.h"
#include <optional>

namespace schemac {

/// A new index or constraint, and the drop of what it replaces when the definition of one changed.
struct Replacement {
  Op add;
  std::optional<Op> drop;
};

/// Takes the steps of kind \p Add for which \p wanted holds, each with the drop of kind \p Drop
/// that is of the same change and table.
template <class Add, class Drop, class Fn>
std::vector<Replacement> takeReplacements(PlanUnit &unit, Fn wanted) {
  std::vector<Replacement> result;
  for (Op &op : takeSteps<Add>(unit, wanted))
    result.push_back({std::move(op), std::nullopt});
  std::unordered_map<unsigned, std::vector<Replacement *>> byChange;
  for (Replacement &r : result)
    if (r.add.change)
      byChange[r.add.change].push_back(&r);
  auto partner = [&](const Op &op) -> Replacement * {
    auto it = Drop::classof(op) ? byChange.find(op.change) : byChange.end();
    if (it == byChange.end())
      return nullptr;
    for (Replacement *r : it->second)
      if (!r->drop && Add(r->add).path().table == Drop(op).path().table)
        return r;
    return nullptr;
  };
  for (Op &op : takeSteps(unit, [&](const Op &op) { return partner(op) != nullptr; }))
    if (Replacement *r = partner(op))
      r->drop = std::move(op);
  return result;
}

} // namespace schemac
