//===- ColumnTypes.h - Prisma's types in the database -----------*- C++ -*-===//
#pragma once

#include "schemac/Words/Prisma/Types.h"
#include <string>

namespace schemac::prisma {

/// A column's type where no `@db.` attribute says another.
struct DefaultType {
  Provider provider;
  Scalar scalar;
  TypeKind kind;
  int p0 = -1, p1 = -1;
  std::string_view native; ///< the spelling of a Native one
};
std::span<const DefaultType> defaultTypes();

/// PostgreSQL's name of a type, as Prisma's engine writes it in casts of defaults.
std::string sqlSpelling(Type t);

} // namespace schemac::prisma
