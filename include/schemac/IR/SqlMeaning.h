//===- SqlMeaning.h - Whether two pieces of SQL say the same ----*- C++ -*-===//
//
// An author writes `status in ('a', 'b')`, and a server gives back what it keeps of it:
// `((status)::text = ANY (ARRAY['a'::text, 'b'::text]))`. Both are read as trees and compared as
// PostgreSQL reads them. What is not certain is a difference: a difference that is none costs a
// look, one that is not seen would be lost.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// The types of the columns that an expression may name; null: not known.
using ColumnTypes = std::function<Type(std::string_view relation, std::string_view column)>;

/// Whether an expression as an author writes it is what the server has. \p target is the type of
/// the column that it is a default of, or null.
bool sameMeaning(Expr source, Expr server, const ColumnTypes &types, Type target = Type());

/// The same for the query of a view; \p columns are the names that the author gives in front of it.
/// A star stands for the columns of the relations in \p schema.
bool sameQuery(Expr source, const std::vector<Name> &columns, Expr server, const Schema &schema);

/// Gives the SQL of \p server, which a database wrote, the spelling of \p source where both say the
/// same, so that what is equal is the same text from here on. Objects are paired by their names and
/// declared renames.
void respell(Schema &server, const Schema &source, Context &context);

/// The same for two versions in one form, of which only what differs by blanks is one.
void respellBlanks(Schema &from, const Schema &to, Context &context);

} // namespace schemac
