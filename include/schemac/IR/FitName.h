//===- FitName.h - Names that a server keeps whole --------------*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>

namespace schemac {

inline constexpr size_t MaxNameBytes = 63;

/// At most \p bytes of \p text, without a part of a UTF-8 character at the end.
std::string_view wholeCharacters(std::string_view text, size_t bytes);

/// "first_second_label", of which the longer of the first two gives until it fits, the second when
/// they are even: what PostgreSQL calls what nobody named. \p cut tells whether one gave.
std::string fitNames(std::string_view first, std::string_view second, std::string_view label,
                     bool *cut = nullptr);

/// \p text and \p suffix, or the beginning of the text, a hash of all of it and the suffix when
/// they are longer than 63 bytes: names that schemac makes stay distinct, and keep what tells whose
/// they are.
std::string fitName(std::string text, std::string_view suffix = {});

} // namespace schemac
