//===- Encodings.h - Texts that are no UTF-8 --------------------*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>

namespace schemac {

/// Why \p text cannot be read, where it is in an encoding of wider units ("is UTF-16LE: …"), as
/// some editors and shells of Windows write it; empty where it is not.
std::string otherEncoding(std::string_view text);

/// Why the file \p name of a history cannot be one of statements; empty where it can.
std::string notText(std::string_view name, std::string_view text);

} // namespace schemac
