//===- GeneratedNames.h - Names that a server makes -------------*- C++ -*-===//
#pragma once

#include "schemac/IR/FitName.h"
#include <string>
#include <string_view>
#include <vector>

namespace schemac::postgres {

/// makeObjectName of the server: "users_email_key", with the longer part cut first.
std::string objectName(std::string_view first, std::string_view second, std::string_view label);

/// ChooseIndexNameAddition: cut where it is too long for any name.
std::string joinedNames(const std::vector<std::string> &parts);

/// ChooseIndexColumnNames: one that occurs again gets a number.
std::vector<std::string> distinctNames(const std::vector<std::string> &parts);

} // namespace schemac::postgres
