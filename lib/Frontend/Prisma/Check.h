//===- Check.h - Is a schema valid? -----------------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Prisma/Ast.h"

namespace schemac::prisma {

/// Reports what Prisma's validator rejects, at the same lines: all mistakes of one kind of question
/// (names, types, attributes, configuration) first; what follows from them (relations, keys, what
/// the provider can) only when there are none. So no error is the consequence of another. False
/// when there was one.
bool checkSchema(const SchemaAst &ast, DiagEngine &diags);

} // namespace schemac::prisma
