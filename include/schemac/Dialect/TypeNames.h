//===- TypeNames.h - Types as a person writes them --------------*- C++ -*-===//
//
// "varchar(320)", "timestamp with time zone", "auth.role[]": the names of a dialect and of what a
// schema defines, for front ends whose types are texts, and for those who write such texts.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"

namespace schemac {

/// The object that \p text names: parts in double quotes or as they stand, "auth.users". Nothing
/// when it is no name. Case is kept. The default namespace of \p dialect is left out.
std::optional<QName> parseQName(Context &context, const Dialect &dialect, std::string_view text);
/// As parseQName reads it.
std::string qnameText(QName name);

/// The type that \p text names where \p defined has the types of the schema. What nothing defines
/// is native.
Type parseTypeName(Context &context, const Dialect &dialect, const Schema &defined,
                   std::string_view text);
/// As parseTypeName reads it.
std::string typeNameText(Context &context, const Dialect &dialect, Type type);

/// Whether a server has the type although the IR has no kind for it.
bool isServerType(std::string_view name);

/// PostgreSQL, of a type that nothing here defines: whether it says that it is of somewhere else,
/// by its schema or its quotes, or is one of a known extension.
bool mayBeElsewhere(std::string_view spelling);
/// Whether it has no signs but those that a type has.
bool isSpelledAsType(std::string_view spelling);
/// The built-in type that it is most likely meant to be; empty when none is near.
std::string_view nearestType(std::string_view spelling);
/// So near to a built-in type that it is meant, even where types of others are used without a word.
bool isMisspelt(std::string_view spelling);

/// smallserial, serial, bigserial by any of their names: the type of the column; else null.
Type serialType(Context &context, std::string_view text);
/// "serial" for i32; empty when there is none.
std::string_view serialName(Type type);

} // namespace schemac
