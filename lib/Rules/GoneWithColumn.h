//===- GoneWithColumn.h - What a dropped column takes along -----*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"
#include "schemac/IR/Schema.h"
#include <string>
#include <vector>

namespace schemac {

/// The indexes and constraints of its table that go with the column, without a word from the
/// server: "index 'orders_state_idx'".
std::vector<std::string> goneWithColumn(const DropColumnOp &drop, const Schema &before);

} // namespace schemac
