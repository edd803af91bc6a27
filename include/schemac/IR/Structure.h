//===- Structure.h - What no server takes of a declaration ------*- C++ -*-===//
//
// Mistakes that can be seen in the declaration alone: a length that no type has, a key with a
// column twice, a column that is filled in two ways. Only what every supported version of the
// database refuses is one; what is not known of a dialect is not asked.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include <functional>

namespace schemac {

/// PostgreSQL: why nothing but an argument can be of \p type; empty: a column can.
std::string pseudoTypeFault(Type type);
/// PostgreSQL: why the parameters of \p type cannot be; empty: they can, as far as is known. Those
/// of columns are asked of the dialect, which has their defaults, too.
std::string parametersFault(const Schema &schema, Type type);

/// PostgreSQL: certain to have no collation.
bool refusesCollation(const Schema &schema, Type type);

/// PostgreSQL: values of it have no order that a btree could use unless an operator class is named.
bool lacksOrder(const Schema &schema, Type type);

/// Tells what is wrong with the part called \p name that is declared at \p range.
using StructureFault =
    std::function<void(SourceRange range, const std::string &name, const std::string &fault)>;
void eachStructureFault(const Schema &schema, const StructureFault &report);

} // namespace schemac
