//===- UsualStorage.h - How PostgreSQL stores values of a type --*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Whether all values of the type are in the row, as they are: it has no other STORAGE than plain,
/// and no compression.
bool isStoredPlain(Type type);

/// The STORAGE of a column of this type that says none: "plain", "main", "extended". Empty where
/// that is not known here, as of the types of extensions.
std::string_view usualStorage(const Schema &schema, Type type);

} // namespace schemac
