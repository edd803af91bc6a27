//===- Words.h - The words of schemas in HCL --------------------*- C++ -*-===//
//
// What a front end must know and a writer, too: blocks, attributes and types, as data. See
// Words.def and Types.def.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::hcl {

struct BlockWord {
  std::string_view parent, name, shape;
  unsigned least, most; ///< labels
  bool many;
};
/// The block \p name in a block of shape \p parent ("File": on its own); null when there is none.
const BlockWord *blockWord(std::string_view parent, std::string_view name);
std::vector<std::string> blockNames(std::string_view parent);

bool hasAttribute(std::string_view shape, std::string_view name);
std::vector<std::string> attributeNames(std::string_view shape);
/// The database whose word it is, when it is not PostgreSQL's; else empty.
std::string_view foreignAttribute(std::string_view shape, std::string_view name);

/// How what \p name means in a block of that shape is said; empty when it means nothing known.
std::string_view meantBy(std::string_view shape, std::string_view name);

/// "a role", of a block that is known and no part of a schema; else empty.
std::string_view unmanagedBlock(std::string_view name);
bool isProjectBlock(std::string_view name);

struct TypeWord {
  std::string_view word, sql;
  unsigned most; ///< parameters
};
/// The type in SQL, with its parameters, "" or "(10, 2)".
std::string typeSql(const TypeWord &type, std::string_view parameters);
const TypeWord *typeWord(std::string_view word);
std::vector<std::string> typeWords();
std::string_view foreignType(std::string_view word);

/// The databases whose schemas are read by words of their own.
enum class Words : unsigned char { Postgres, MySql, Sqlite };
/// Of a dialect's family ("mysql").
Words wordsOf(std::string_view family);
bool hasWords(std::string_view family);
/// Whether a schema in these words has the block or attribute, one of those that are known at all.
bool hasBlock(Words words, std::string_view parent, std::string_view name);
bool hasAttribute(Words words, std::string_view shape, std::string_view name);
/// Whether the database has the block or attribute, and a state no place for it.
bool isNotYet(Words words, std::string_view shape, std::string_view name);
std::vector<std::string> attributeNames(Words words, std::string_view shape);

/// A type of a database that is not PostgreSQL, and its SQL: "double_precision" is "double
/// precision".
bool isTypeOf(Words words, std::string_view word);
std::string typeSqlOf(std::string_view word);
std::vector<std::string> typesOf(Words words);

} // namespace schemac::hcl
