//===- ReverseReasons.h - What the reason of a reverse tells ----*- C++ -*-===//
#pragma once

#include <string_view>

namespace schemac {

/// Stands in the reason of a step whose way back ends at a guard as soon as there are rows: a
/// reverse that is there to be run, but none to count on.
inline constexpr std::string_view StopsAtRows = "the way back stops until every row has";

} // namespace schemac
