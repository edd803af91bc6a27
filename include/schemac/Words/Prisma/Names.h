//===- Names.h - Names that Prisma gives by itself --------------*- C++ -*-===//
//
// Prisma names what the author does not: table, columns and a suffix, cut so that the whole fits
// the database. These names are in people's databases, so they are reproduced to the byte.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace schemac::prisma {

/// \p limit: the longest identifier in bytes; 0: none.
std::string primaryKeyName(std::string_view table, size_t limit);
std::string uniqueName(std::string_view table, std::span<const std::string_view> columns,
                       size_t limit);
std::string indexName(std::string_view table, std::span<const std::string_view> columns,
                      size_t limit);
std::string foreignKeyName(std::string_view table, std::span<const std::string_view> columns,
                           size_t limit);

/// The names around the table of an implicit many-to-many relation.
struct JoinTableNames {
  std::string table, primaryKey, unique, index, foreignKeyA, foreignKeyB;
};
/// \p relation: "CategoryToPost", or what `@relation` says.
JoinTableNames joinTableNames(std::string_view relation, size_t limit);

/// Whether the generated client has another use for it, so that no model or enum is called so.
bool isReservedName(std::string_view name);

} // namespace schemac::prisma
