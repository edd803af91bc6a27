//===- Tables.h - A dialect's tables, to be listed --------------*- C++ -*-===//
//
// The same rows that decide, in a form for `schemac list`, documentation and tests.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Locks.h"

namespace schemac {

/// One row of a lock table: what an operation does when all of its conditions hold. Of the rows of
/// an operation the first that matches decides.
struct LockRule {
  struct Use {
    std::string_view role; ///< "own", "referenced": which relation, seen from the step
    LockMode mode;
    bool reads = false;  ///< the work is on its rows, too
    bool behind = false; ///< taken when the work is done
  };
  struct Condition {
    std::string_view name, meaning;
  };
  std::string_view name; ///< "set_not_null/proved", unique
  std::string_view operation;
  std::vector<Condition> when;
  std::vector<Use> locks;
  int since = 0, until = 0; ///< major versions, both included
  Work work = Work::Catalog;
  bool inTransaction = true;
};

/// What ALTER COLUMN TYPE costs between two types.
enum class TypeChange : uint8_t {
  Same,
  Catalog,        ///< binary coercible: no row is touched, indexes are kept
  IndexRebuild,   ///< rows are kept, indexes on the column are rebuilt under the lock
  Rewrite,        ///< every row is written; all values have a cast that cannot fail
  RewriteMayFail, ///< every row is written; a value may be refused (range, length, format) or
                  ///< rounded
  NoCast          ///< the server knows no cast: the author must say how
};

/// The change where a domain stands on one side or both, \p c being that between their bases.
/// Values of a domain say nothing of a length, so that one is enforced again, on every row.
inline TypeChange throughDomain(TypeChange c, Type from, Type toBase, bool constrained) {
  if (c == TypeChange::NoCast || c == TypeChange::RewriteMayFail)
    return c;
  bool hasLength = toBase.param(0) >= 0 || toBase.is(TypeKind::Char) || toBase.is(TypeKind::Bit);
  if (constrained)
    return TypeChange::RewriteMayFail;
  if (from.is(TypeKind::Domain) && hasLength)
    return TypeChange::Rewrite;
  return c == TypeChange::Same ? TypeChange::Catalog : c;
}

/// One row of a table of type changes.
struct CastRule {
  std::string from, to;       ///< kinds of types
  std::string_view condition; ///< of their parameters; empty: always
  TypeChange change;
  std::string_view cast; ///< {v} is the value, {t} the new type
};

std::string_view changeName(TypeChange change); ///< "index-rebuild"
std::string_view workName(Work work);           ///< "catalog", "index-build"

} // namespace schemac
