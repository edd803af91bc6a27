//===- Names.cpp - Names that Prisma gives by itself ----------------------===//
#include "schemac/Words/Prisma/Names.h"
#include <algorithm>
#include <cstdint>

namespace schemac::prisma {
namespace {

/// Words that the generated client has another use for, sorted.
constexpr std::string_view reserved[] = {
    "PrismaClient", "async",      "await",    "break",   "case",       "catch",     "class",
    "const",        "continue",   "debugger", "default", "delete",     "do",        "else",
    "enum",         "export",     "extends",  "false",   "finally",    "for",       "function",
    "if",           "implements", "import",   "in",      "instanceof", "interface", "let",
    "new",          "null",       "package",  "private", "protected",  "public",    "return",
    "super",        "switch",     "this",     "throw",   "true",       "try",       "typeof",
    "using",        "var",        "void",     "while",   "with",       "yield",
};

/// The longest start of \p s that has at most \p bytes bytes and no part of a character at its end.
std::string_view cut(std::string_view s, size_t bytes) {
  if (s.size() <= bytes)
    return s;
  while (bytes > 0 && (uint8_t(s[bytes]) & 0xC0) == 0x80)
    --bytes;
  return s.substr(0, bytes);
}

std::string withSuffix(std::string_view base, std::string_view suffix, size_t limit) {
  return std::string(limit == 0 ? base : cut(base, limit - suffix.size())).append(suffix);
}

std::string join(std::string_view table, std::span<const std::string_view> columns) {
  std::string out(table);
  for (std::string_view c : columns)
    out.append("_").append(c);
  return out;
}

} // namespace

std::string primaryKeyName(std::string_view table, size_t limit) {
  return withSuffix(table, "_pkey", limit);
}

std::string uniqueName(std::string_view table, std::span<const std::string_view> columns,
                       size_t limit) {
  return withSuffix(join(table, columns), "_key", limit);
}

std::string indexName(std::string_view table, std::span<const std::string_view> columns,
                      size_t limit) {
  return withSuffix(join(table, columns), "_idx", limit);
}

std::string foreignKeyName(std::string_view table, std::span<const std::string_view> columns,
                           size_t limit) {
  return withSuffix(join(table, columns), "_fkey", limit);
}

JoinTableNames joinTableNames(std::string_view relation, size_t limit) {
  JoinTableNames n;
  std::string full = "_" + std::string(relation);
  n.table = limit == 0 ? full : std::string(cut(full, limit));
  n.primaryKey = withSuffix(n.table, "_AB_pkey", limit);
  n.unique = withSuffix(n.table, "_AB_unique", limit);
  n.index = withSuffix(n.table, "_B_index", limit);
  n.foreignKeyA = withSuffix(n.table, "_A_fkey", limit);
  n.foreignKeyB = withSuffix(n.table, "_B_fkey", limit);
  return n;
}

bool isReservedName(std::string_view name) {
  return std::binary_search(std::begin(reserved), std::end(reserved), name);
}

} // namespace schemac::prisma
