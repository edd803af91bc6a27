//===- Sequence.h - Sequences as objects of their own -----------*- C++ -*-===//
//
// The sequence behind a serial or identity column is part of the column (Generation in Table.h).
// Any other is an object: it has options, may be owned by a column, and defaults may draw from it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Table.h"

namespace schemac {

struct Sequence : Entity {
  Type type; ///< i16, i32 or i64
  int64_t start = 1, increment = 1, min = 1, max = 0, cache = 1;
  bool cycle = false;
  SubRef ownedBy;   ///< the column with which it is dropped; a null sub: none
  Name renamedFrom; ///< intent
};
bool same(const Sequence &a, const Sequence &b);
/// The same but for names and owner: what ALTER SEQUENCE sets.
bool sameOptions(const Sequence &a, const Sequence &b);

/// Sets what is not said of \p s to what the database takes: the whole range of the type upwards
/// or, with a negative increment, downwards, and the start at its beginning.
struct SequenceBounds {
  bool start = false, min = false, max = false; ///< which were said
};
void fillDefaults(Sequence &s, SequenceBounds said);

/// What the database would not accept of it: "a start outside of its bounds"; empty: nothing.
std::string_view sequenceFault(const Sequence &s);

} // namespace schemac
