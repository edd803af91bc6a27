//===- GeneratedNames.h - Names that a server makes -------------*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac::postgres {

inline constexpr size_t MaxNameBytes = 63;

/// The length of \p text cut to at most \p limit bytes without splitting a UTF-8 character.
size_t clip(std::string_view text, size_t limit = MaxNameBytes);

/// makeObjectName of the server: "users_email_key", with the longer part cut first.
std::string objectName(std::string_view first, std::string_view second, std::string_view label);

/// ChooseIndexNameAddition: cut where it is too long for any name.
std::string joinedNames(const std::vector<std::string> &parts);

/// ChooseIndexColumnNames: one that occurs again gets a number.
std::vector<std::string> distinctNames(const std::vector<std::string> &parts);

} // namespace schemac::postgres
