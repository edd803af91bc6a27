//===- StepUses.h - What a step gives, needs and takes away -----*- C++ -*-===//
#pragma once

#include "schemac/IR/Plan.h"
#include "schemac/IR/SchemaIndex.h"

namespace schemac {

/// What steps can depend on.
enum class ThingKind : uint8_t {
  Relation,   ///< a table, view, index, primary key or unique constraint, by its name
  Type,       ///< an enum
  Label,      ///< of an enum
  Column,     ///< by its name
  ColumnType, ///< the type that a column has in the end
  Constraint,
  Trigger,
  PrimaryKey, ///< that a table has one: there is only one place
  UniqueOver, ///< that something makes these columns unique; several keys may
  ShimOver    ///< that a view shows the columns of a table
};

struct Thing {
  ThingKind kind;
  QName object;
  Name sub;
  size_t columns = 0; ///< of UniqueOver: a hash of the set
  friend bool operator==(const Thing &, const Thing &) = default;
};
struct ThingHash {
  size_t operator()(const Thing &t) const {
    return ((std::hash<QName>()(t.object) * 31 + std::hash<Name>()(t.sub)) * 31 + t.columns) * 16 +
           size_t(t.kind);
  }
};

/// How steps have to do with one thing, each list in the order of the steps.
struct ThingUse {
  std::vector<unsigned> providers;
  std::vector<unsigned> removers;   ///< by dropping
  std::vector<unsigned> renamers;   ///< it goes on under another name
  std::vector<unsigned> requirers;  ///< by its name, at their time
  std::vector<unsigned> requireNew; ///< the thing as it is in the end
  std::vector<unsigned> users;      ///< which undo a use of it: before it is dropped
  std::vector<unsigned> needGone;   ///< it must not be there any more
};
using ThingUses = std::unordered_map<Thing, ThingUse, ThingHash>;

/// Collects the uses of all \p steps, which begin in the state \p before.
ThingUses collectUses(std::span<const Op> steps, const Schema &before);

/// Whether \p thing is there in \p state.
bool isThere(const Thing &thing, const Schema &state);

} // namespace schemac
