//===- Types.cpp - Providers, scalars, native types -----------------------===//
#include "schemac/Words/Prisma/Types.h"

namespace schemac::prisma {
namespace {

struct ProviderInfo {
  std::string_view name;
  Provider provider;
  size_t maxIdentifier;
};
constexpr ProviderInfo providers[] = {
    {"postgresql", Provider::PostgreSql, 63},   {"postgres", Provider::PostgreSql, 63},
    {"cockroachdb", Provider::CockroachDb, 63}, {"mysql", Provider::MySql, 64},
    {"sqlserver", Provider::SqlServer, 128},    {"sqlite", Provider::Sqlite, 0},
    {"mongodb", Provider::MongoDb, 127},
};

constexpr std::pair<std::string_view, Scalar> scalars[] = {
    {"Int", Int},           {"BigInt", BigInt}, {"Float", Float},
    {"Decimal", Decimal},   {"String", String}, {"Boolean", Boolean},
    {"DateTime", DateTime}, {"Json", Json},     {"Bytes", Bytes},
};

constexpr NativeType natives[] = {
#define NATIVE_TYPE(PROVIDER, NAME, SCALARS, MIN, MAX, KIND)                                       \
  {Provider::PROVIDER, #NAME, SCALARS, MIN, MAX, TypeKind::KIND},
#include "schemac/Words/Prisma/NativeTypes.def"
};

constexpr OperatorClass classes[] = {
#define OPERATOR_CLASS(NAME, SQL, METHOD, DEFAULT, NATIVES)                                        \
  {#NAME, SQL, #METHOD, DEFAULT != 0, NATIVES},
#include "schemac/Words/Prisma/OperatorClasses.def"
};

const ProviderInfo &info(Provider p) {
  for (const ProviderInfo &i : providers)
    if (i.provider == p)
      return i;
  return providers[0];
}

} // namespace

std::optional<Provider> providerByName(std::string_view name) {
  for (const ProviderInfo &i : providers)
    if (i.name == name)
      return i.provider;
  return std::nullopt;
}

std::string_view providerName(Provider p) { return info(p).name; }
size_t maxIdentifierLength(Provider p) { return info(p).maxIdentifier; }

std::optional<Scalar> scalarByName(std::string_view name) {
  for (auto [n, scalar] : scalars)
    if (n == name)
      return scalar;
  return std::nullopt;
}

std::span<const NativeType> nativeTypes() { return natives; }
std::span<const OperatorClass> operatorClasses() { return classes; }

const NativeType *nativeType(Provider p, std::string_view name) {
  for (const NativeType &t : natives)
    if (t.provider == p && t.name == name)
      return &t;
  return nullptr;
}

} // namespace schemac::prisma
