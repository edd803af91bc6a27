//===- NumberTypes.h - Which types hold numbers -----------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"

namespace schemac {

/// An integer of any size, with a sign or without one.
bool isWholeNumber(Type type);

/// A number of any kind, MySQL's booleans and years too, whose values are written without quotes.
bool isNumber(Type type);

} // namespace schemac
