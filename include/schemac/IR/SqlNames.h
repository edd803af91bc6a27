//===- SqlNames.h - Identifiers inside raw SQL expressions ------*- C++ -*-===//
//
// Expressions are opaque text to the IR, but a database keeps them as trees: they follow a renamed
// column, and they go with a dropped one. A small tokenizer finds the identifiers that can only be
// columns (or types), so that the interpreter does the same to the text.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Context.h"
#include <functional>
#include <optional>
#include <vector>

namespace schemac {

/// Whether \p sql refers to the column \p column of the table \p table, bare or qualified by it.
bool mentionsColumn(Expr sql, Name column, Name table);

/// Whether \p name is an identifier anywhere in \p sql, which may be a whole query.
bool mentionsName(Expr sql, Name name);

/// Whether \p sql calls a function of this name, bare or qualified by its namespace.
bool callsFunction(Expr sql, QName bare);

/// \p sql with such calls going to the function \p to of the same namespace.
Expr renameFunctionIn(Context &context, Expr sql, QName bare, Name to);
/// The same for a function that may be of another namespace.
Expr moveFunctionIn(Context &context, Expr sql, QName bare, QName to);

/// Whether one of the string literals in \p sql is \p value.
bool holdsLiteral(Expr sql, std::string_view value);

/// The values of all plain string literals in \p sql.
std::vector<std::string> stringLiterals(Expr sql);

/// Whether \p word (in lower case) is there as a keyword, whatever its case.
bool mentionsWord(Expr sql, std::string_view word);

/// Whether \p sql is just `column is not null`.
bool isNotNullCheck(Expr sql, Name column);

/// \p sql with every reference to the column replaced. Text that holds none is returned as it is.
Expr renameColumnIn(Context &context, Expr sql, Name column, Name to, Name table);

/// \p sql with the qualifier \p table (as in users.email) replaced.
Expr renameTableIn(Context &context, Expr sql, Name table, Name to);

/// \p sql with casts to the type \p type ('x'::role, cast('x' as role)) going to \p to.
Expr renameTypeIn(Context &context, Expr sql, QName type, QName to);

/// The value when \p sql is one string literal, perhaps with a cast: 'admin', 'admin'::"Role".
std::optional<std::string> stringLiteral(Expr sql);

/// \p sql with the value of the one string literal it is replaced.
Expr withStringLiteral(Context &context, Expr sql, std::string_view value);

/// Whether \p sql draws from a sequence: nextval('...').
bool drawsFromSequence(Expr sql);

/// The sequences that \p sql names in calls of nextval() and its kin, and in casts to regclass.
std::vector<QName> sequencesIn(Context &context, Expr sql);

/// \p sql with the sequence \p from, as sequencesIn() finds it, called \p to.
Expr renameSequenceIn(Context &context, Expr sql, QName from, QName to);

/// \p name as it is written in SQL: quoted unless it is a plain lower-case identifier.
std::string sqlIdentifier(std::string_view name, bool alwaysQuoted = false);

/// The elements of an array literal of labels, {a,b}, with one renamed; others are kept as written.
std::string renameElement(std::string_view array, std::string_view from, std::string_view to);

/// \p sql with a label of the enum \p type renamed where it is cast to it or compared with a column
/// of it, which \p isColumn tells by their names. Elsewhere it is a text, and stays.
Expr renameLabelIn(Context &context, Expr sql, QName type,
                   const std::function<bool(std::string_view)> &isColumn, std::string_view from,
                   std::string_view to);

} // namespace schemac
