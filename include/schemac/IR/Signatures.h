//===- Signatures.h - What tells functions of one name apart ----*- C++ -*-===//
#pragma once

#include "schemac/IR/Objects.h"

namespace schemac {

/// "total(i32, text)": the name of \p function in a schema, from what it is called and its
/// arguments.
std::string functionSignature(const Function &function);

/// What PostgreSQL keeps of the type of an argument or result: it reads numeric(7, 2) and forgets
/// the numbers (CREATE FUNCTION, argtype; format_type() then says char(1) for any char).
Type signatureType(Context &context, Type type);

/// Whether some number of arguments fits a call of either. Where the two stand side by side, such a
/// call is resolved by types, and one with arguments of no type (a parameter, a literal) may find
/// neither.
bool takeAsMany(const Function &a, const Function &b);

/// Whether some call fits both to the letter, so that a server that has both refuses it: they
/// differ in arguments with a default only.
bool takeTheSame(const Function &a, const Function &b);

} // namespace schemac
