//===- EveryDialect.h - Which rules a dialect's plans are held to -*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include <string_view>

namespace schemac {

/// Whether the rule \p name (its class in Rules.def) is about \p dialect: EveryDialect.def.
inline bool isAbout(std::string_view name, const Dialect &dialect) {
  if (dialect.family() == "postgres")
    return true;
#define EVERY_DIALECT(CLASS)                                                                       \
  if (name == #CLASS)                                                                              \
    return true;
#include "schemac/Rules/EveryDialect.def"
  return false;
}

} // namespace schemac
