//===- RefillTexts.h - What keeps a copy of a table in step -----*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Schema.h"

namespace schemac {

/// Two tables with the same columns and the same primary key, of which one is partitioned.
struct RefillTexts {
  const Table &columns;              ///< a table with their columns and keys
  std::string room;                  ///< for which rows the partitions have room; "true": for all
  std::string_view defaultNamespace; ///< what a name without one is in

  /// Of a trigger function on rows of one of them: \p into gets what was written.
  std::string written(QName into) const;
  /// Of one on TRUNCATE.
  std::string emptied(QName into) const;
  /// Rows of \p table that \p copy does not have like that, and the other way around.
  std::string differences(QName table, QName copy) const;
  /// Rows that no partition has room for.
  std::string withoutRoom(QName table) const;

private:
  std::string full(QName n) const;
};

} // namespace schemac
