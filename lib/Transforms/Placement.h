//===- Placement.h - Which side of the gate ---------------------*- C++ -*-===//
//
// Before the gate nothing may refuse what code of the source writes; after it, nothing what code of
// the target writes. So what tightens goes after the gate, and what loosens before it. A rule over
// columns that only the target has binds nobody before the gate.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"

namespace schemac {

/// Whether a unique key over these columns could refuse a row that code of the source writes,
/// beyond what the source itself refuses.
bool tightens(const Origins &origins, QName table, const Index &unique);
bool tightens(const Origins &origins, QName table, const Constraint &constraint);

/// Whether it is over a column that has its final form only after the switch.
bool waitsForSwitch(const Origins &origins, QName table, const Index &index);

/// Whether \p state has a unique key over some of the columns, so that one over all adds nothing.
bool impliesUnique(const Table *state, const Index &unique);
/// The same of a table and those that it is a partition of, in the source and in the target.
bool wasUnique(const Origins &origins, QName table, const Index &unique);
/// Code of the target leaves a column out of which \p unique is, and a row without it is equal to
/// no other: nothing that code writes is refused.
bool isLeftOut(const Origins &origins, QName table, const Index &unique);
bool willBeUnique(const Origins &origins, QName table, const Index &unique);

/// Where a rule goes that is added plainly or starts its sequence: expand or contract.
inline PhaseKind placeOf(bool tightening) {
  return tightening ? PhaseKind::Contract : PhaseKind::Expand;
}

/// Asks for code that writes nothing that the key \p name will refuse, and does not count on it
/// yet.
void askToObey(Recipe &r, Name name);

/// Where a rule is dropped that refuses what code of the target may write: before the gate. While
/// partitions are about to leave with what they have of it, it stays until then, and the gate asks
/// for code that obeys it.
PhaseKind placeOfDrop(Recipe &r, const Origins &origins, const SubRef &path,
                      PhaseKind early = PhaseKind::Expand);

} // namespace schemac
