//===- EveryDialect.h - Which rules a dialect's plans are held to -*- C++ -*-===//
#pragma once

#include <string_view>

namespace schemac {

/// Whether the rule \p name (its class in Rules.def) is about every dialect, and not only
/// PostgreSQL's family: EveryDialect.def.
inline bool isAboutEveryDialect(std::string_view name) {
#define EVERY_DIALECT(CLASS)                                                                       \
  if (name == #CLASS)                                                                              \
    return true;
#include "schemac/Rules/EveryDialect.def"
  return false;
}

} // namespace schemac
