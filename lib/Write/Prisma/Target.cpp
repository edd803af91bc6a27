//===- Target.cpp - The database that a Prisma schema is for --------------===//
#include "Write/Prisma/Target.h"

namespace schemac::prisma_form {

using prisma::Provider;

std::optional<Target> targetOf(const Dialect &dialect) {
  static constexpr std::pair<std::string_view, Provider> Providers[] = {
      {"postgres", Provider::PostgreSql}, {"mysql", Provider::MySql}, {"sqlite", Provider::Sqlite}};
  for (auto [family, provider] : Providers)
    if (dialect.family() == family)
      return Target{dialect, provider, prisma::maxIdentifierLength(provider)};
  return std::nullopt;
}

} // namespace schemac::prisma_form
