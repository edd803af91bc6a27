//===- KeyReferences.h - Foreign keys on a key that goes --------*- C++ -*-===//
//
// A foreign key rests on one index, and nothing moves it to another. What rests on a key that goes,
// and stays itself, is dropped with it and made again in the same transaction, on whatever else
// keeps the columns unique.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"

namespace schemac {

class KeyReferences {
public:
  /// Those of the target that were there before and refer to \p columns of \p table.
  KeyReferences(Recipe &r, const Origins &origins, QName table, const std::vector<Name> &columns);

  bool any() const { return !keys.empty(); }
  const SubRef &first() const { return keys.front().first; }
  void drop(PhaseKind phase) const;
  void makeAgain(PhaseKind phase) const;

private:
  Recipe &r;
  const Origins &origins;
  std::vector<std::pair<SubRef, Constraint>> keys;
};

/// Those that rest on \p index: none when the source has a primary key of the same columns, which
/// is older as a rule.
KeyReferences referencesTo(Recipe &r, const Origins &origins, QName table, const Index *index);

} // namespace schemac
