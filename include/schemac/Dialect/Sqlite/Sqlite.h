//===- Sqlite.h - What SQLite's emitter and front ends ask ------*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"
#include "schemac/IR/SqlTokens.h"
#include <span>

namespace schemac::sqlite {

/// What a column of this type makes of the values that it is given.
enum class Affinity : uint8_t { Text, Numeric, Integer, Real, Blob };
/// By the name of the type, as SQLite derives it.
Affinity affinity(std::string_view typeName);

/// INTEGER PRIMARY KEY: another name of the row's number. With DESC it is none.
bool isRowId(const Table &table, const Column &column);
/// Whether \p column of a primary key that does not say NOT NULL takes NULL: in a table that is
/// neither STRICT nor WITHOUT ROWID, unless it is the row's number.
bool keyTakesNull(const Table &table, const Column &column);
bool isOn(const Table &table, std::string_view option); ///< STRICT, WITHOUT ROWID

/// Whether the word at \p at is in nobody's SQL but SQLite's: AUTOINCREMENT, PRAGMA,
/// datetime('now').
bool isOnlyHere(std::span<const SqlToken> tokens, size_t at);

/// Whether SQL with names in backquotes is SQLite's and not MySQL's, as far as its words tell.
bool isLikely(std::span<const SqlToken> tokens);

} // namespace schemac::sqlite
