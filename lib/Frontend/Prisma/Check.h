//===- Check.h - Is a schema valid? -----------------------------*- C++ -*-===//
#pragma once

#include "Changes.h"
#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Prisma/Query.h"
#include "llvm/ADT/PointerIntPair.h"
#include <algorithm>
#include <optional>
#include <vector>

namespace schemac::prisma {

/// Two lists that are the ends of one implicit many-to-many relation. The model of \c a comes first
/// by name; within one model, the field does in the source.
struct ListRelation {
  const Block *a, *b;
  const Field *aField, *bField;
};

/// In the order of the source.
void sortLists(std::vector<ListRelation> &lists);

/// The declaration that is the type of a field; empty when that is built in or Unsupported. Whether
/// the field is a relation is known without a look at the declaration, which is far away.
struct DeclaredType {
  const Block *block = nullptr;
  bool isRelation = false;
  bool is(BlockKind kind) const { return block && (*block)->kind == kind; }
};

/// Those of all fields.
class DeclaredTypes {
public:
  void reserve(const SchemaAst &ast);
  /// The fields of block \p block; \p type(i) is that of number i.
  template <class Function> void addBlock(size_t block, size_t fields, Function type) {
    firstOf.resize(std::max(firstOf.size(), block + 1), Unknown);
    firstOf[block] = uint32_t(types.size());
    for (size_t i = 0; i != fields; ++i) {
      DeclaredType t = type(i);
      types.emplace_back(t.block, t.isRelation);
    }
  }
  /// Whether the block was looked at.
  bool knows(size_t block) const { return block < firstOf.size() && firstOf[block] != Unknown; }
  /// Of a known block: whether \p is(type) holds for one of its \p fields fields.
  template <class Predicate> bool any(size_t block, size_t fields, Predicate is) const {
    auto first = types.begin() + ptrdiff_t(firstOf[block]);
    return std::any_of(first, first + ptrdiff_t(fields),
                       [&](auto type) { return is(type.getPointer()); });
  }
  /// A block that was not looked at is looked up by its names.
  DeclaredType of(const SchemaAst &ast, size_t block, size_t field) const {
    if (!knows(block))
      return lookUp(ast, ast.blocks[block]->fields[field].type.name);
    auto type = types[firstOf[block] + field];
    return {type.getPointer(), type.getInt()};
  }

private:
  static constexpr uint32_t Unknown = UINT32_MAX;
  DeclaredType lookUp(const SchemaAst &ast, std::string_view name) const;

  std::vector<llvm::PointerIntPair<const Block *, 1, bool>> types;
  std::vector<uint32_t> firstOf;
  mutable BlockNames<const Block *> byName; ///< empty until it is asked
};

/// What checking finds out that lowering needs.
struct Findings {
  std::vector<ListRelation> lists; ///< many-to-many relations, in the order of the source
  DeclaredTypes types;
};

/// What checking a schema finds out that checking its next version needs.
struct CheckedBefore {
  /// Hashes of what must be said once only, sorted: names of blocks, tables, constraints.
  std::vector<uint64_t> names;
  /// Nothing was reported, and what is right in it depends on a block and those that it names, or
  /// that name it, and on \c names. Referential actions may make circles through many of them.
  bool byNeighbours = false;
};

/// Reports what Prisma's validator rejects, at the same lines: all mistakes of one kind of question
/// (names, types, attributes, configuration) first; what follows from them (relations, keys, what
/// the provider can) only when there are none. So no error is the consequence of another. False
/// when there was one.
bool checkSchema(const SchemaAst &ast, DiagEngine &diags, Findings *found = nullptr,
                 CheckedBefore *kept = nullptr);

/// Checks what changed since \p before, of which nothing was reported, and what is next to that.
/// Nothing when that does not tell: the schema must be checked as a whole then, which also says
/// what is wrong. (CheckChanges.cpp)
std::optional<Findings> checkChanges(const SchemaAst &before, const Findings &foundBefore,
                                     const CheckedBefore &kept, const SchemaAst &after,
                                     const Changes &changes, const SourceManager &sources);

} // namespace schemac::prisma
