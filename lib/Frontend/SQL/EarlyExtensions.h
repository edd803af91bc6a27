//===- EarlyExtensions.h - What uses an extension before it is made -------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Schema.h"
#include <optional>

namespace schemac::sql {

struct ExtensionUse {
  std::string owner; ///< "'users.email'"
  SourceRange range;
};
/// The first thing in \p state that cannot be without \p extension, as far as is known.
std::optional<ExtensionUse> useOfExtension(std::string_view extension, const Schema &state);

} // namespace schemac::sql
