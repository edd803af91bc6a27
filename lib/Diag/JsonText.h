//===- JsonText.h - Strings that are fit for JSON ---------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Consumers.h"

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

/// What was looked at, and what was not, as attributes of the object that is open.
inline void writeCoverage(llvm::json::OStream &json, const Coverage &c) {
  json.attribute("schemas", c.schemas);
  json.attribute("statements", c.statements);
  json.attribute("opaque", c.opaque);
  json.attribute("tainted", c.tainted);
  json.attribute("history", c.history);
  if (c.unjudged)
    json.attribute("unjudged", c.unjudged);
  json.attribute("suppressed", c.suppressed);
}

} // namespace schemac
