//===- ShareTables.h - One table for two versions of a schema ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Makes \p older hold the very tables of \p newer that are the same in both to the last detail but
/// their place in a source; those then state their place in the source of \p newer. Two versions of
/// a schema take little more memory than one this way, and what did not change is seen at a glance.
void shareTables(Schema &older, const Schema &newer);
/// The same for one table of the newer one.
void shareTable(Schema &older, std::shared_ptr<const Table> table);

} // namespace schemac
