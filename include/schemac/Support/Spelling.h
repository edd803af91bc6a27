//===- Spelling.h - Names that are nearly another ---------------*- C++ -*-===//
#pragma once

#include <span>
#include <string_view>

namespace schemac {

/// Least number of characters to insert, delete, replace or swap with their neighbour to make \p a
/// of \p b. Case does not count.
unsigned spellingDistance(std::string_view a, std::string_view b);

/// The candidate that \p word is most likely meant to be; empty when none is near enough to
/// suggest.
std::string_view nearestSpelling(std::string_view word,
                                 std::span<const std::string_view> candidates);

} // namespace schemac
