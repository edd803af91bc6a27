//===- StatementCost.h - A step of a statement by hand ----------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include <span>

namespace schemac {

/// What \p op, written as \p text, costs in \p state as a part of a statement whose steps before it
/// are \p before. An ATTACH PARTITION by hand makes the foreign keys that the table lacks: steps of
/// their own, after which it seems to have had them. Of a key that comesWithItsColumns() no row is
/// read.
StepCost costInStatement(const Dialect &dialect, const Op &op, std::span<const Op *const> before,
                         const Schema &state, int version, std::string_view text);

/// Whether the key stands behind a column that the same statement adds without a value: the server
/// takes it for proved. ADD CONSTRAINT ... FOREIGN KEY in the same statement it proves, and 12 also
/// proves the former when the statement adds more. Counted on servers of 12 to 18
/// (foreign-key-reads-live.test).
bool comesWithItsColumns(const AddForeignKeyOp &add, std::span<const Op *const> before, int version,
                         std::string_view text);

} // namespace schemac
