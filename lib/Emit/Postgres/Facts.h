//===- Facts.h - Questions to PostgreSQL's catalog --------------*- C++ -*-===//
//
// Each returns a fact as Probe describes it. Names go through to_regclass() and to_regtype(), which
// answer null, and make the fact false, for what is not there.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Emission.h"

namespace schemac::emitpg {

Probe namespaceFact(const Spelling &s, Name name);
Probe extensionFact(const Spelling &s, Name name);
Probe enumFact(const Spelling &s, QName name);
/// A type of any kind that a schema defines.
Probe typeFact(const Spelling &s, QName name);
/// A check of a domain.
Probe domainCheckFact(const Spelling &s, const SubRef &check);
Probe labelFact(const Spelling &s, QName type, Name label);
/// A table, view or sequence.
Probe relationFact(const Spelling &s, QName name);
Probe columnFact(const Spelling &s, const SubRef &column);
/// The column has this type, with its length or precision.
Probe columnTypeFact(const Spelling &s, const SubRef &column, Type type);
Probe notNullFact(const Spelling &s, const SubRef &column);
/// PostgreSQL 18: the constraint holds of old rows too.
Probe notNullValidFact(const Spelling &s, const SubRef &column);
Probe identityFact(const Spelling &s, const SubRef &column);
/// The column is made of others.
Probe generatedFact(const Spelling &s, const SubRef &column);
/// \p child is a partition or child of \p parent: tables or indexes.
Probe inheritsFact(const Spelling &s, QName child, QName parent);
/// Nor is it half detached, as DETACH PARTITION CONCURRENTLY leaves it when it is stopped: from 14
/// on.
Probe attachedFact(const Spelling &s, QName partition, QName whole);
/// The column owns a sequence.
Probe serialFact(const Spelling &s, const SubRef &column);
Probe constraintFact(const Spelling &s, const SubRef &constraint);
/// An index of this table that can be used.
Probe indexFact(const Spelling &s, const SubRef &index);
/// The index by this name is like \p index of \p table, to the last word.
Probe indexShapeFact(const Spelling &s, const SubRef &path, const Index &index, const Table &table);
Probe triggerFact(const Spelling &s, const SubRef &trigger);
/// The fact holds from now on, and may have held before: nothing can be told by asking.
void tellUnasked(Emission &e, Probe fact, bool present);
/// Which names of indexes and keys come or go along with what the step makes or drops.
void tellNamesAlong(const Op &op, Emission &e);

} // namespace schemac::emitpg
