//===- Check.h - Is a schema valid? -----------------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Prisma/Ast.h"
#include <vector>

namespace schemac::prisma {

/// Two lists that are the ends of one implicit many-to-many relation. The model of \c a comes first
/// by name; within one model, the field does in the source.
struct ListRelation {
  const Block *a, *b;
  const Field *aField, *bField;
};

/// Reports what Prisma's validator rejects, at the same lines: all mistakes of one kind of question
/// (names, types, attributes, configuration) first; what follows from them (relations, keys, what
/// the provider can) only when there are none. So no error is the consequence of another. False
/// when there was one. \p lists receives the many-to-many relations, in the order of the source.
bool checkSchema(const SchemaAst &ast, DiagEngine &diags,
                 std::vector<ListRelation> *lists = nullptr);

} // namespace schemac::prisma
