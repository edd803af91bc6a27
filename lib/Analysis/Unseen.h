//===- Unseen.h - Tables that nobody can wait for ---------------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include <set>

namespace schemac {

/// The tables that a phase made and that nobody else comes to yet, so that nobody waits for a lock
/// on them. Until the commit others do not see a new table. After it nobody names it before the
/// next phase, and it is met only by way of what others do name: a table that it became a part or
/// an heir of or that it refers to, a trigger, a view, a function, a policy or another name.
class UnseenTables {
public:
  /// Whether \p relation is such a table, or an index of one.
  bool contains(QName relation, const Schema &state) const;
  /// A table is made.
  void add(QName table) { tables.insert(table); }
  /// The transaction goes on with \p op.
  void note(const Op &op, const StepCost &cost, const Schema &state);
  /// From now on others see what the transaction did.
  void commit();
  /// Applications may have been deployed since.
  void clear() { *this = {}; }

private:
  std::set<QName> tables;
  std::set<QName> met; ///< of them, those that others come to from the commit on
  bool allMet = false; ///< so it is with all of them
};

} // namespace schemac
