//===- Literals.h - Values as SQL literals ----------------------*- C++ -*-===//
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace schemac::prisma {

/// 'it''s'
std::string quoteSql(std::string_view text);
/// "a name", quoted even where it need not be, as Prisma does.
std::string quoteIdentifier(std::string_view name);
/// Without needless zeros in front, and without an exponent.
std::optional<std::string> numberLiteral(std::string_view text);
/// From RFC 3339: '2020-01-01 00:00:00 +00:00'. A fraction has 3, 6 or 9 digits.
std::optional<std::string> dateTimeLiteral(std::string_view text);
/// From Base64: '\x68656c6c6f'
std::optional<std::string> bytesLiteral(std::string_view text);

} // namespace schemac::prisma
