//===- Files.h - Reading and writing ----------------------------*- C++ -*-===//
#pragma once

#include "schemac/Support/Source.h"
#include <optional>

namespace schemac {

/// Reads a file or, for "-", standard input. On failure: nothing, and a reason in \p error.
std::optional<std::string> readFile(const std::string &path, std::string &error);

/// Writes \p text whole: to a temporary file beside it that is then renamed. False with a reason.
bool writeFile(const std::string &path, std::string_view text, std::string &error);

} // namespace schemac
