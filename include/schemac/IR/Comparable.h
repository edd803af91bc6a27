//===- Comparable.h - What SQL can be compared at all -----------*- C++ -*-===//
//
// What is not certain is a difference (SqlMeaning.h). Whoever tells of one may have to tell that it
// is one of those.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Whether both expressions are read in full by the rules of \p dialect, so that a difference
/// between them is one.
bool canCompare(Name dialect, Expr a, Expr b);

/// The same for the queries of a view, of which \p written is an author's, in the schema \p schema.
bool canCompareQueries(const Schema &schema, const View &written, const View &have);

} // namespace schemac
