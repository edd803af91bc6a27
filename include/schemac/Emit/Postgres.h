//===- Postgres.h - The PostgreSQL emitter ----------------------*- C++ -*-===//
#pragma once

#include "schemac/Emit/Emit.h"

namespace schemac {

/// For PostgreSQL 12 to 18.
const Emitter &postgresEmitter();

} // namespace schemac
