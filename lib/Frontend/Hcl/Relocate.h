//===- Relocate.h - Places of a schema in another text ----------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"
#include <functional>

namespace schemac::hcl {

using Relocation = std::function<SourceRange(SourceRange)>;

/// Every place in \p schema becomes what \p move makes of it.
void relocate(Schema &schema, const Relocation &move);

} // namespace schemac::hcl
