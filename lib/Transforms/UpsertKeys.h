//===- UpsertKeys.h - Keys that upserts name by their columns ---*- C++ -*-===//
//
// INSERT … ON CONFLICT (columns) needs a unique key over exactly these columns, whatever it is
// called and whether it takes NULL for equal. Where one takes the place of another in the same
// phase, the one that goes waits for it: in between every such statement would fail.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"

namespace schemac {

class UpsertKeys {
public:
  /// Reads the keys that are made off the steps of \p unit, while its plan is still whole.
  UpsertKeys(const PlanUnit &unit, const Origins &origins);

  /// Whether a step of another change in this phase makes a key over the columns of the one that
  /// \p op takes away in \p state.
  bool isReplacedAfter(const Op &op, const Schema &state) const;

  /// Those of \p kind are to run now.
  void enter(PhaseKind kind) { now = kind; }
  /// Notes that \p op has run.
  void ran(const Op &op);

private:
  struct Key {
    QName table;
    std::vector<Name> columns; ///< sorted
    unsigned change = 0;
    PhaseKind phase = PhaseKind::Expand;
    bool isOver(const Key &other) const { return table == other.table && columns == other.columns; }
  };
  std::optional<Key> madeBy(const Op &op) const;
  std::optional<Key> takenBy(const Op &op, const Schema &state) const;

  std::vector<Key> made; ///< by steps that have not run yet
  PhaseKind now = PhaseKind::Expand;
  const Origins &origins;
};

} // namespace schemac
