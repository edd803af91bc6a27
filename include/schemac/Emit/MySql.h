//===- MySql.h - The emitters of MySQL and MariaDB --------------*- C++ -*-===//
#pragma once

#include "schemac/Emit/Emit.h"

namespace schemac {

/// What is new and what goes: Dialect/MySql/Steps.def.
const Emitter &mySqlEmitter();
const Emitter &mariaDbEmitter();

} // namespace schemac
