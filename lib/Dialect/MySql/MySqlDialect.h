//===- MySqlDialect.h - What MySQL and MariaDB answer alike -----*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"

namespace schemac::mysql {

/// Two databases, one language: what they have differs by rows of tables.
enum class Flavour : uint8_t { MySql, MariaDb };

/// In a table: the database has none.
inline constexpr int Never = -1;

/// What Types.def says of a kind.
struct TypeRow {
  TypeKind kind;
  std::string_view spelling;
  int defaults[2];
  int since[2]; ///< by Flavour
};
/// Null when neither has the type.
const TypeRow *typeRow(TypeKind kind);

std::string typeName(Type type);
Type canonicalType(Context &context, Type type);
std::string quote(std::string_view identifier);
std::string quoteString(std::string_view text);
/// Names of options, keys and engines in their one form; UNIQUE as the index that it is.
Table canonicalTable(Context &context, const Table &table);
std::vector<TableFault> tableFaults(const Table &table, Flavour flavour, int version);
// Charsets.cpp
void canonicalizeTexts(Context &context, Table &table);
/// TEXT(n) and BLOB(n) as the types that they are, as far as that does not hang on a character set
/// that is not known.
void canonicalizeSizedTexts(Context &context, Column &column, Name charset);
/// Whether \p written is a TEXT(n) that is \p type in some character set.
bool maySizedTextBe(Type written, Type type);
void settleTable(Context &context, const Table &was, Table &now);
/// Why no server of this version has the collation; empty: it may. 0: of any version.
std::string collationFault(std::string_view collation, Flavour flavour, int version);
// Parts.cpp
void canonicalizeParts(Context &context, Table &table);
std::vector<TableFault> partsFaults(const Table &table, bool mariaDb);
// ColumnNames.cpp
/// Of expressions that name a column which the table does not have.
std::vector<TableFault> nameFaults(const Table &table);
// Triggers.cpp
void canonicalizeTriggers(Context &context, Table &table);
std::vector<TableFault> triggerFaults(const Table &table);
bool isTableOption(std::string_view name);
bool isIndexOption(std::string_view name);
Volatility volatility(std::string_view sql);

} // namespace schemac::mysql
