//===- Quote.h - Text in double quotes --------------------------*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>

namespace schemac {

/// \p utf8 in double quotes with the escapes of JSON, which Prisma and HCL have, too.
std::string doubleQuoted(std::string_view utf8);

} // namespace schemac
