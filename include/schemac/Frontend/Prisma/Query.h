//===- Query.h - Questions to a syntax tree ---------------------*- C++ -*-===//
//
// What validation and lowering both ask. Nothing here reports: when something is not as the
// language wants it, the answer is "not there".
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Frontend/Prisma/Ast.h"
#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <span>

namespace schemac::prisma {

/// The first attribute of this name.
const Attribute *attribute(const List<Attribute> &list, std::string_view name);
inline const Attribute *attribute(const Member &m, std::string_view name) {
  return attribute(m.attributes, name);
}
inline const Attribute *attribute(const Block &b, std::string_view name) {
  return attribute(b->attributes, name);
}
/// The first attribute `db.…`.
const Attribute *nativeAttribute(const Member &m);

/// The argument of this name. `isDefault`: the one that may stand first without its name.
const Expr *argument(const List<Argument> &args, std::string_view name, bool isDefault = false);
const Expr *argument(const Attribute &a, std::string_view name, bool isDefault = false);
/// The same, when it is a string; empty when it is not there.
std::string_view stringArgument(const Attribute &a, std::string_view name, bool isDefault = false);

/// The name in the database: that of `@map` or `@@map`, or its own. Only a value may be called "".
std::string_view databaseName(const Member &m);
std::string_view databaseName(const EnumValue &v);
std::string_view databaseName(const Block &b);
/// `@@schema("…")`; empty when there is none.
std::string_view schemaName(const Block &b);

const Property *property(const Block &b, std::string_view name);
/// A property with the value of this kind, or null.
const Expr *value(const Block &b, std::string_view name, ExprKind kind);

const Field *field(const Block &b, std::string_view name);

/// An entry of `fields: [a, b(sort: Desc)]`.
struct FieldRef {
  std::string_view name; ///< may be a path into a composite type
  const Expr *expr;      ///< a Constant, or a Call with options
};
llvm::SmallVector<FieldRef, 4> fieldRefs(const Expr *array);

/// `@relation`'s parts.
struct RelationInfo {
  const Attribute *attribute = nullptr;
  std::string_view name;
  const Expr *fields = nullptr, *references = nullptr;
  const Expr *onDelete = nullptr, *onUpdate = nullptr;
  std::string_view map;
};
RelationInfo relation(const Field &f);

/// Pointers by name, for names that are pieces of the sources. Of two with one name the first
/// counts. The hashes are kept, so that hardly any text is compared in vain.
template <class Pointer> class BlockNames {
public:
  void reserve(size_t n) { map.reserve(unsigned(n)); }
  bool empty() const { return map.empty(); }
  /// Null, or the first one when \p name is taken.
  Pointer add(std::string_view name, Pointer p) {
    auto [it, fresh] = map.try_emplace(llvm::CachedHashStringRef(name), p);
    return fresh ? nullptr : it->second;
  }
  Pointer find(std::string_view name) const {
    auto it = map.find(llvm::CachedHashStringRef(name));
    return it == map.end() ? nullptr : it->second;
  }

  /// Has the memory fetched that find() will look at: first where the name would stand, then, when
  /// that is there, what stands there.
  void fetchPlace(std::string_view name) const { LLVM_PREFETCH(place(name), 0, 3); }
  void fetchFound(std::string_view name) const {
    if (map.empty())
      return;
    const auto *found = static_cast<const typename Map::value_type *>(place(name));
    LLVM_PREFETCH(found->first.val().data(), 0, 3);
    LLVM_PREFETCH(found->second, 0, 3);
  }

private:
  using Map = llvm::DenseMap<llvm::CachedHashStringRef, Pointer>;
  /// Where the search for a name begins.
  const void *place(std::string_view name) const {
    size_t places = map.getMemorySize() / sizeof(typename Map::value_type);
    auto *first = static_cast<const typename Map::value_type *>(map.getPointerIntoBucketsArray());
    return places ? first + (llvm::CachedHashStringRef(name).hash() & (places - 1)) : nullptr;
  }

  Map map;
};

/// The first one; null when there is none.
const Block *datasource(const SchemaAst &ast);

} // namespace schemac::prisma
