//===- FitName.h - Names that a server keeps whole --------------*- C++ -*-===//
#pragma once

#include <string>

namespace schemac {

/// \p text, or its beginning and a hash of all of it when it is longer than 63 bytes: names that
/// schemac makes stay distinct.
std::string fitName(std::string text);

} // namespace schemac
