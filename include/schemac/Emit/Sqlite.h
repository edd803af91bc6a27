//===- Sqlite.h - The SQLite emitter ----------------------------*- C++ -*-===//
#pragma once

#include "schemac/Emit/Emit.h"

namespace schemac {

/// What is new and what goes: Dialect/Sqlite/Steps.def.
const Emitter &sqliteEmitter();

} // namespace schemac
