//===- CallsReady.h - What calls a function that is not there ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"
#include "schemac/IR/Schema.h"

namespace schemac {

/// Whether the functions with bodies in the SQL standard's form that \p op makes something call are
/// there, as far as \p target has them.
bool callsAreReady(const Op &op, const Schema &state, const Schema &target);

} // namespace schemac
