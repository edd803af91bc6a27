//===- MySql.h - What MySQL's emitter and front ends ask --------*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"

namespace schemac::mysql {

/// The names of a table's and an index's options, in SQL: "DEFAULT CHARACTER SET"; empty: none.
std::string_view tableOptionSql(std::string_view name);
/// The value of a table's option, as SQL has it.
std::string optionValue(std::string_view name, std::string_view value);

/// Whether a default is written without parentheses: a literal, or the current time.
bool isPlainDefault(std::string_view sql);
/// Types that take a default only as an expression: texts and blobs, documents, shapes.
bool wantsExpression(Type type);

/// Adds what a backslash and \p escaped mean in a string: \n is a line's end, \' a quote.
void addEscaped(std::string &out, char escaped);

/// "RANGE COLUMNS"
std::string_view partsMethodSql(PartsMethod method);

/// PRIMARY: what every primary key is called.
inline constexpr std::string_view PrimaryKeyName = "PRIMARY";

/// The bound of the partition of MariaDB that takes what no other does.
inline constexpr std::string_view DefaultPart = "DEFAULT";

} // namespace schemac::mysql
