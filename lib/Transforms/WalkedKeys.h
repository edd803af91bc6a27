//===- WalkedKeys.h - Keys by which rows are counted off --------*- C++ -*-===//
//
// A backfill in batches goes through its table by a key. Without the index behind it each batch
// would read the whole table, rows that have no value there would be passed over, and many of one
// value would have no end. So the key goes when nothing walks by it any more.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"

namespace schemac {

class WalkedKeys {
public:
  /// Reads them off the steps of \p unit before the gate, while its plan is still whole.
  WalkedKeys(const PlanUnit &unit, const Origins &origins);

  enum class When { Never, InThisPhase, InALaterOne };
  /// When a step of another change walks by the key that \p op takes away in \p state.
  When walkedAfter(const Op &op, const Schema &state) const;

  /// Those of \p kind are to run now.
  void enter(PhaseKind kind) { now = kind; }
  /// Notes that \p op has run.
  void ran(const Op &op);

private:
  struct Walk {
    QName table;
    std::vector<Name> key;
    unsigned change;
    PhaseKind phase;
  };
  std::vector<Walk> walks; ///< of steps that have not run yet
  PhaseKind now = PhaseKind::Expand;
  const Origins &origins;
};

} // namespace schemac
