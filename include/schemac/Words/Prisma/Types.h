//===- Types.h - Providers, scalars, native types ---------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include <optional>
#include <span>

namespace schemac::prisma {

enum class Provider : uint8_t { PostgreSql, CockroachDb, MySql, SqlServer, Sqlite, MongoDb };

/// The provider that a datasource names: "postgresql" or its old name "postgres".
std::optional<Provider> providerByName(std::string_view name);
std::string_view providerName(Provider p);
/// Longest identifier in bytes; 0: no limit.
size_t maxIdentifierLength(Provider p);

/// Prisma's own types, as a set of bits.
enum Scalar : uint16_t {
  Int = 1,
  BigInt = 2,
  Float = 4,
  Decimal = 8,
  String = 16,
  Boolean = 32,
  DateTime = 64,
  Json = 128,
  Bytes = 256
};
std::optional<Scalar> scalarByName(std::string_view name);

struct NativeType {
  Provider provider;
  std::string_view name; ///< "VarChar"
  uint16_t scalars;      ///< of Scalar
  int8_t minParams, maxParams;
  TypeKind kind;
};
std::span<const NativeType> nativeTypes();
/// Null when the provider has none of this name.
const NativeType *nativeType(Provider p, std::string_view name);

struct OperatorClass {
  std::string_view name, sql, method;
  bool isDefault;
  std::string_view natives;
};
std::span<const OperatorClass> operatorClasses();

} // namespace schemac::prisma
