//===- ColumnUses.h - What in a table has to do with a column ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Whether a part of the table \p table names the column, in its lists or in its SQL.
bool usesColumn(const Index &index, Name column, Name table);
bool usesColumn(const Constraint &constraint, Name column, Name table);
bool usesColumn(const Policy &policy, Name column, Name table);
bool usesColumn(const Trigger &trigger, Name column, Name table);
bool usesColumn(const RowParts *parts, Name column, Name table); ///< null: none

/// An index or key begins with the columns, in any order, and holds every row.
bool leadsAnIndex(const Table &table, const std::vector<Name> &columns);

} // namespace schemac
