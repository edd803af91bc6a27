//===- Naming.h - Patterns of names, for who reads them ---------*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac {

/// What is wrong with a pattern of a naming rule; empty when nothing is.
std::string patternError(const std::string &pattern);
/// The rules that take a pattern.
std::vector<std::string_view> namingRules();

} // namespace schemac
