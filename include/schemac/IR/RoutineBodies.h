//===- RoutineBodies.h - Bodies that a server keeps as trees ----*- C++ -*-===//
//
// A body in quotes is text, and finds what it names when it runs. One in the SQL standard's form,
// BEGIN ATOMIC … END or RETURN …, is parsed when the function is made (PostgreSQL 14): what it
// names must be there, stays while the function is there, and is followed under other names.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Whether \p f has such a body. Its `body` is then everything from BEGIN or RETURN on.
bool hasTreeBody(const Function &f);

/// Why such a body cannot stand at the end of CREATE FUNCTION; empty when it can.
std::string_view treeBodyFault(std::string_view body);

/// The statements of such a body, in order; of RETURN, the expression as SELECT's only item.
std::vector<std::string> treeBodyStatements(std::string_view body);

/// Whether such a body may depend on a relation, a sequence or a function.
bool bodyNeeds(Expr body, QName object);

/// Functions of \p state with such a body that may depend on a relation, type or function, sorted.
std::vector<QName> bodiesOver(const Schema &state, QName object);
/// The same for a column of \p relation. A star means all of them.
std::vector<QName> bodiesOver(const Schema &state, QName relation, Name column);

/// Whether everything that such a body names and \p target has is there in \p state.
bool bodyIsReady(const Function &f, const Schema &state, const Schema &target);

/// Whether the body that an author wrote is what a server gives back. Queries and plain INSERT,
/// UPDATE and DELETE are compared by their meaning; all else counts as different unless it is the
/// same text.
bool sameTreeBody(const Function &source, const Function &server, const Schema &schema);

} // namespace schemac
