//===- Capabilities.h - What a provider can ---------------------*- C++ -*-===//
#pragma once

#include "schemac/Words/Prisma/Types.h"

namespace schemac::prisma {

enum Capability : uint32_t {
  AutoIncrement = 1u << 0,
  AutoIncrementNonId = 1u << 1,
  AutoIncrementMultiple = 1u << 2,
  AutoIncrementNonIndexed = 1u << 3,
  CompoundIds = 1u << 4,
  Enums = 1u << 5,
  JsonType = 1u << 6,
  JsonLists = 1u << 7,
  ScalarLists = 1u << 8,
  DecimalType = 1u << 9,
  NamedPrimaryKeys = 1u << 10,
  NamedForeignKeys = 1u << 11,
  NamedDefaults = 1u << 12,
  LengthPrefix = 1u << 13, ///< an index of the first characters
  KeySortOrder = 1u << 14, ///< of a primary key
  FullText = 1u << 15,
  FullTextMultiple = 1u << 16, ///< in one model
  FullTextSort = 1u << 17,
  Clustering = 1u << 18,
  CompositeTypes = 1u << 19,
  DefaultAuto = 1u << 20, ///< auto()
  Sequences = 1u << 21,   ///< sequence()
  ImplicitManyToMany = 1u << 22,
  EmbeddedManyToMany = 1u << 23,
  MultiSchema = 1u << 24,
  CycleDetection = 1u << 25, ///< refuses referential actions that run in circles
  ArbitraryOrder = 1u << 26, ///< a foreign key may name the columns of the key in another order
  Extensions = 1u << 27,
  PartialIndexes = 1u << 28,
  ShardKeys = 1u << 29
};

/// Referential actions, as a set of bits.
enum Action : uint8_t {
  NoSuchAction = 0,
  Cascade = 1,
  Restrict = 2,
  NoAction = 4,
  SetNull = 8,
  SetDefault = 16
};
Action actionByName(std::string_view name);

/// Among which constraints a name is given once.
enum NameScope : uint8_t {
  GlobalKeyIndex = 1,
  GlobalIndex = 2,
  GlobalForeign = 4,
  GlobalKeyForeignDefault = 8,
  LocalIndex = 16,
  LocalKeyIndex = 32,
  LocalKeyIndexForeign = 64
};

struct ProviderTraits {
  uint32_t capabilities;
  uint8_t foreignKeyActions, emulatedActions;
  std::string_view indexTypes; ///< separated by blanks
  uint8_t nameScopes;
};
const ProviderTraits &traits(Provider p);

} // namespace schemac::prisma
