//===- Transactions.h - Which steps become visible at once ------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Plan.h"

namespace schemac {

/// The first table that the fields of \p op name.
QName tableOf(const Op &op);

/// Whether \p next joins the transaction that ends with \p last. Steps share one only when they
/// serve the same change and each is quick work on the catalog: long work under a lock that an
/// earlier statement took is what a plan must not do. In a switch, what belongs to one table is
/// exchanged at once, and so is what one change exchanges where it gives a table the name of
/// another. States inside of a transaction are not seen by any application.
bool sharesTransaction(const Op &last, const StepCost &lastCost, const Op &next,
                       const StepCost &nextCost, bool sameChange, const Phase &phase);
/// Whether two steps serve the same change of the diff.
inline bool sameChange(const Op &a, const Op &b) { return a.change != 0 && a.change == b.change; }

} // namespace schemac
