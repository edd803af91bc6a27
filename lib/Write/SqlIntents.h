//===- SqlIntents.h - What a schema says of changes, in SQL -----*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"
#include <string>

namespace schemac {

/// \p statement, which makes what \p op does, with the intents of \p schema for it as comments:
/// above the statement, its columns and attributes, and before the values of an enum.
std::string withIntents(const Op &op, std::string statement, const Schema &schema);

/// Those for tables and enums that are not there any more, a line each.
std::string dropIntents(const Schema &schema);

} // namespace schemac
