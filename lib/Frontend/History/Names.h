//===- Names.h - Versions in the names of files -----------------*- C++ -*-===//
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::history {

/// The last part of a path.
std::string_view fileName(std::string_view path);
std::string_view folderOf(std::string_view path);

/// 1.2 and 1_2 as numbers, of any size, without leading zeros; nothing where it is none.
using Version = std::vector<std::string>;
std::optional<Version> parseVersion(std::string_view text);
bool before(const Version &a, const Version &b);
bool same(const Version &a, const Version &b);
std::string versionText(const Version &v);

/// The digits that a name begins with.
std::string_view leadingDigits(std::string_view text);

/// What a file is counted by whose name is nobody's but its author's: "12", "1.1.10", "1.1.10a" or
/// "2024-01-15"; empty where it begins with no number.
std::string_view leadingNumber(std::string_view name);
/// Its parts, a letter at its end being one.
std::optional<Version> parseNumber(std::string_view text);

/// By the numbers in them: "2.sql" comes before "10.sql".
bool naturallyBefore(std::string_view a, std::string_view b);

} // namespace schemac::history
