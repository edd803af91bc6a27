//===- Encodings.h - Texts that are no UTF-8 --------------------*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>

namespace schemac {

/// Why \p text cannot be read, where it is in an encoding of wider units ("is UTF-16LE: …"), as
/// some editors and shells of Windows write it; empty where it is not.
std::string otherEncoding(std::string_view text);

} // namespace schemac
