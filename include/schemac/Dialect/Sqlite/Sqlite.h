//===- Sqlite.h - What SQLite's emitter and front ends ask ------*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"

namespace schemac::sqlite {

/// What a column of this type makes of the values that it is given.
enum class Affinity : uint8_t { Text, Numeric, Integer, Real, Blob };
/// By the name of the type, as SQLite derives it.
Affinity affinity(std::string_view typeName);

/// INTEGER PRIMARY KEY: another name of the row's number.
bool isRowId(const Table &table, const Column &column);
bool isOn(const Table &table, std::string_view option); ///< STRICT, WITHOUT ROWID

} // namespace schemac::sqlite
