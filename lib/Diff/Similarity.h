//===- Similarity.h - Whether two names are likely one thing ----*- C++ -*-===//
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace schemac {

/// 0 (nothing in common) to 1 (the same, but for case and underscores).
double nameSimilarity(std::string_view a, std::string_view b);

/// The candidate that \p wrong was probably meant to be; empty when none is near.
std::string nearestName(std::string_view wrong, std::span<const std::string> candidates);

} // namespace schemac
