//===- Traits.h - What states and steps take for granted --------*- C++ -*-===//
//
// The IR looks no dialect up, but some questions of the interpreter have another answer in another
// database: whether two indexes may have one name, say. They are data, one line a dialect.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Context.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac {

/// Which types a foreign key and the key that it references may have.
enum class KeyTypes : uint8_t {
  Comparable,   ///< those that an index of the one can be asked for with a value of the other
  SameIntegers, ///< MySQL: whole numbers of one size and sign
  Any           ///< SQLite
};

/// See Traits.def.
struct DialectTraits {
  std::string_view dialect, defaultNamespace;
  bool indexesAreRelations, keysAreRelations, postgresRules, sequences;
  bool foreignKeysInTables;
  KeyTypes keyTypes;
  SqlRules sqlRules;
};

/// Those of PostgreSQL where the dialect is not said or not known.
const DialectTraits &traitsOf(Name dialect);

/// A version as a number, see Minors: the major one alone where it is all that counts (PostgreSQL
/// 16), else the major one times 100 and the minor one (MySQL 8.4 is 804). This is how a person
/// writes it.
std::string versionText(int version);
inline constexpr int Minors = 100;
/// "16", "8.4"; 0 when \p text is no version.
int parseVersion(std::string_view text);

} // namespace schemac
