//===- Defaults.h - DEFAULT as @default -------------------------*- C++ -*-===//
#pragma once

#include "Write/Prisma/FieldTypes.h"

namespace schemac::prisma_form {

/// What stands in `@default(…)` for the default of \p column; empty when it has none. A value of
/// the language where the column then has the very default that it has, or one that a server reads
/// as the same; else dbgenerated("…").
std::string defaultValue(const FieldType &type, const ClientNames &names, const Column &column,
                         const Target &target, Context &context);

} // namespace schemac::prisma_form
