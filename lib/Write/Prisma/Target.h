//===- Target.h - The database that a Prisma schema is for ------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Words/Prisma/Types.h"

namespace schemac::prisma_form {

struct Target {
  const Dialect &dialect;
  prisma::Provider provider;
  size_t nameLimit; ///< to which Prisma cuts the names that it makes; 0: to none

  bool is(prisma::Provider p) const { return provider == p; }
  bool isPostgres() const { return is(prisma::Provider::PostgreSql); }
  /// Whether `map` may name them; else they have the names that Prisma gives.
  bool namesPrimaryKeys() const { return isPostgres(); }
  bool namesForeignKeys() const { return !is(prisma::Provider::Sqlite); }
};

/// Nothing when Prisma schemas are not written for the dialect.
std::optional<Target> targetOf(const Dialect &dialect);

} // namespace schemac::prisma_form
