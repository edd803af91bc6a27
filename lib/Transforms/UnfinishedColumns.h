//===- UnfinishedColumns.h - What waits for a column ------------*- C++ -*-===//
//
// An expression over a column means what the column's type makes of it: `n > 0` is refused of a
// text. And what is kept of its values is right when all of them are there. So what the target
// builds over a column waits until the column is as the target has it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"

namespace schemac {

class UnfinishedColumns {
public:
  /// Reads them off the steps of \p unit, whose plan is still whole.
  UnfinishedColumns(const PlanUnit &unit, const Origins &origins);

  /// Whether \p op makes something over a column that has another kind of type in \p state than in
  /// the target, or keeps values of one that is still to be filled. What belongs to the change of
  /// the column itself does not wait for it.
  bool awaitedBy(const Op &op, const Schema &state) const;

  /// Notes that \p op has run.
  void ran(const Op &op);

private:
  struct Retyped {
    SubRef column; ///< as the target names it
    Type type;     ///< of the target
    unsigned change;
  };
  struct Filled {
    SubRef column;
    bool isNew;
    unsigned change;
  };
  std::vector<Retyped> retyped;
  std::vector<Filled> filled; ///< by steps that have not run yet
  const Origins &origins;
};

} // namespace schemac
