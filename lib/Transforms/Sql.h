//===- Sql.h - Small pieces of SQL for recipes ------------------*- C++ -*-===//
//
// Recipes state conditions and questions in SQL; identifiers in them are always quoted.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include <string>

namespace schemac::sql {

std::string quote(Name identifier);
std::string quote(QName name);
/// 'text', with quotes doubled.
std::string literal(std::string_view text);
/// "a", "b"
std::string list(const std::vector<Name> &columns, std::string_view qualifier = {});
/// "a" IS NOT NULL AND "b" IS NOT NULL
std::string allGiven(const std::vector<Name> &columns, std::string_view qualifier = {});

/// The column differs from the value as a column of the type \p type, spelled \p spelling, would
/// hold it. One that is \p collated, or what it is compared with, may take what is written
/// differently for equal, or not compare with the other at all.
std::string differs(Name column, Type type, std::string_view spelling, std::string_view value,
                    bool collated);

/// Queries that list the offending rows, some of them; those of a table without a primary
/// key by their place.
std::string selectNulls(const Table &table, Name column);
std::string selectWhere(const Table &table, std::string_view condition,
                        const std::vector<Name> &show);
std::string selectDuplicates(QName table, const Index &unique);
/// \p show: what tells the rows of the child apart, beside the columns of the key;
/// nothing: their place.
std::string selectOrphans(QName child, const Constraint &foreignKey,
                          const std::vector<Name> &show = {});

/// An index over exactly these columns, as a key needs it.
Index keyIndex(Name name, const Constraint &key);

} // namespace schemac::sql
