//===- Quote.h - Text as other languages quote it ---------------*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>

namespace schemac {

/// \p utf8 in double quotes with the escapes of JSON, which Prisma and HCL have, too.
std::string doubleQuoted(std::string_view utf8);

/// \p utf8 for an attribute or an element of XML: markup escaped, and control characters, for which
/// XML 1.0 has no form, as "\x01".
std::string xmlText(std::string_view utf8);

} // namespace schemac
