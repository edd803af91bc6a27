//===- Shown.h - What diagrams show of tables -------------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"
#include <string>

namespace schemac {
class Dialect;
}

namespace schemac::diagram {

/// Partitions and the archive are not.
bool isShown(const Table &t);
/// "varchar(20)", "OrderStatus"
std::string shownType(const Dialect &dialect, Type type);
/// "PK", "FK", "UK" or several of them.
std::string keyMarks(const Table &t, Name column, std::string_view between);
/// Whether no two rows have the same values in all of \p columns.
bool isUnique(const Table &t, const std::vector<Name> &columns);

} // namespace schemac::diagram
