//===- Strings.h - String literals ------------------------------*- C++ -*-===//
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace schemac::prisma {

/// The text that \p inner, the inside of a literal, stands for: the escapes are those of JSON.
/// \p invalid is called with each that is not one; nothing is put in its place.
std::string decodeString(std::string_view inner,
                         const std::function<void(std::string_view escape)> &invalid);

} // namespace schemac::prisma
