//===- Statistics.h - Rows and bytes per table ------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Schema.h"
#include <unordered_map>

namespace schemac {

/// What the statistics say of a table. In what they do not say they are -1, as in a Table.
struct TableStatistics {
  std::string name;       ///< as written
  QName table, otherwise; ///< that it means; "a.b" may be one table or one of a schema
  SourceRange range;
  int64_t rows = -1, bytes = -1, indexBytes = -1;
  std::optional<Traffic> traffic;
  bool used = false; ///< a schema has the table
  /// Tables, and what they are with these sizes. The former are kept so that no other takes their
  /// address.
  std::unordered_map<const Table *,
                     std::pair<std::shared_ptr<const Table>, std::shared_ptr<const Table>>>
      versions;

  bool hasSizesOf(const Table &t) const {
    return t.rows == rows && t.bytes == bytes && t.indexBytes == indexBytes;
  }
};

} // namespace schemac
