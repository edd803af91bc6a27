//===- Check.h - Is a schema valid? -----------------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Prisma/Ast.h"
#include "llvm/ADT/PointerIntPair.h"
#include <vector>

namespace schemac::prisma {

/// Two lists that are the ends of one implicit many-to-many relation. The model of \c a comes first
/// by name; within one model, the field does in the source.
struct ListRelation {
  const Block *a, *b;
  const Field *aField, *bField;
};

/// The declaration that is the type of a field; empty when that is built in or Unsupported. Whether
/// the field is a relation is known without a look at the declaration, which is far away.
struct DeclaredType {
  const Block *block = nullptr;
  bool isRelation = false;
  bool is(BlockKind kind) const { return block && (*block)->kind == kind; }
};

/// Those of all fields, in the order of the source.
class DeclaredTypes {
public:
  void reserve(const SchemaAst &ast);
  /// The fields of the next block; \p type(i) is that of number i.
  template <class Function> void addBlock(size_t fields, Function type) {
    firstOf.push_back(uint32_t(types.size()));
    for (size_t i = 0; i != fields; ++i) {
      DeclaredType t = type(i);
      types.emplace_back(t.block, t.isRelation);
    }
  }
  DeclaredType of(size_t block, size_t field) const {
    auto type = types[firstOf[block] + field];
    return {type.getPointer(), type.getInt()};
  }

private:
  std::vector<llvm::PointerIntPair<const Block *, 1, bool>> types;
  std::vector<uint32_t> firstOf;
};

/// What checking finds out that lowering needs.
struct Findings {
  std::vector<ListRelation> lists; ///< many-to-many relations, in the order of the source
  DeclaredTypes types;
};

/// Reports what Prisma's validator rejects, at the same lines: all mistakes of one kind of question
/// (names, types, attributes, configuration) first; what follows from them (relations, keys, what
/// the provider can) only when there are none. So no error is the consequence of another. False
/// when there was one.
bool checkSchema(const SchemaAst &ast, DiagEngine &diags, Findings *found = nullptr);

} // namespace schemac::prisma
