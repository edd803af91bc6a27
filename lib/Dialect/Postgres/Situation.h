//===- Situation.h - A step and the state it is applied to ------*- C++ -*-===//
//
// What the conditions and roles of Locks.def look at: the parts of a step that its fields name,
// looked up in the state before it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Plan.h"

namespace schemac::postgres {

struct Situation {
  Situation(const Op &op, const Schema &before);

  const Op &op;
  const Schema &before;
  QName table;                            ///< the table of the step; of a view step, the view
  Name sub;                               ///< the column, constraint, index or trigger in it
  const Table *own = nullptr;             ///< null when it is not there (yet)
  const Column *column = nullptr;         ///< the existing one that `sub` names
  const Column *newColumn = nullptr;      ///< of add_column
  const View *view = nullptr;             ///< the view that the step makes
  const Constraint *constraint = nullptr; ///< the one added, or the existing one that `sub` names

  /// The foreign keys that the step concerns: the one it adds, drops or validates; those that its
  /// column is in; those of the table that it creates or drops.
  std::vector<const Constraint *> foreignKeys() const;
  /// A valid check proves that \p column has a value in every row.
  bool provedNotNull(Name column) const;
};

/// Whether rows for which \p check is not false have a value in \p column: "c IS NOT NULL", alone
/// or among others joined by AND.
bool impliesNotNull(std::string_view check, std::string_view column);

/// The value of the first field of this type, if there is one.
template <class T> const T *findField(const Op &op) {
  for (const Field &f : op.fields)
    if (auto *value = std::get_if<T>(&f))
      return value;
  return nullptr;
}

// One function per CONDITION and per ROLE.
#define CONDITION(NAME, MEANING) bool holds##NAME(const Situation &s);
#define ROLE(NAME, MEANING) void relations##NAME(const Situation &s, std::vector<QName> &out);
#include "schemac/Dialect/Postgres/Locks.def"

} // namespace schemac::postgres
