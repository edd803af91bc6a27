//===- JsonText.h - Strings that are fit for JSON ---------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"

#include "llvm/Support/JSON.h"
#include <string>

namespace schemac {

/// Names and messages quote what the user wrote, in whatever encoding; JSON has to be UTF-8.
inline std::string utf8(std::string_view text) {
  return llvm::json::isUTF8(text) ? std::string(text) : llvm::json::fixUTF8(text);
}

inline std::string_view levelName(Severity level) {
  return level == Severity::Error ? "error" : level == Severity::Warning ? "warning" : "note";
}

} // namespace schemac
