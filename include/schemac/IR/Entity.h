//===- Entity.h - What all objects of a schema have in common ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include "schemac/Support/Source.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <vector>

namespace schemac {

/// One privilege on an object or on a column of it, given to a role. The role "public" is
/// everybody: no other can have that name.
struct Grant {
  Name role;
  Name privilege; ///< "SELECT", in capitals
  Name column;    ///< of a table or view; null: all of it
  bool withGrantOption = false;
  friend bool operator==(const Grant &, const Grant &) = default;
};

/// The parts of a table that can have a comment; Column also grants.
enum class PartKind : uint8_t { None, Column, Constraint, Index, Trigger, Policy };

struct PartComment {
  PartKind kind = PartKind::None;
  Name part, text;
  friend bool operator==(const PartComment &, const PartComment &) = default;
};

/// Base of the objects of a schema, the kinds of Kinds.def.
struct Entity {
  QName name;
  SourceRange range;                       ///< the declaration, for diagnostics
  Name comment;                            ///< COMMENT ON
  std::vector<Grant> grants{};             ///< each once, sorted as addGrant() keeps them
  Name owner{};                            ///< null: not managed
  std::vector<PartComment> partComments{}; ///< sorted by kind and name of the part
};

void addGrant(std::vector<Grant> &grants, const Grant &grant);
/// What the database does: a privilege taken from the whole takes it from the columns too.
void removeGrant(std::vector<Grant> &grants, const Grant &grant);
/// A null \p text takes the comment away.
void setPartComment(Entity &entity, PartKind kind, Name part, Name text);
Name partComment(const Entity &entity, PartKind kind, Name part);
void renamePart(Entity &entity, PartKind kind, Name from, Name to);

/// Equal comments, grants and, where both state one, owners.
bool sameAccess(const Entity &a, const Entity &b);
/// Takes off what steps of their own give: comments, grants, owner.
void stripAccess(Entity &entity);

/// Intent: this drop is meant. `column` is null for the object itself.
struct DropIntent {
  Name name;
  bool archive = false;
  SourceRange range;
};

/// Entities of one kind: in declaration order, found by name, shared between copies.
template <class T> class EntityMap {
public:
  using Ptr = std::shared_ptr<const T>;
  const T *find(QName n) const {
    auto it = byName.find(n);
    return it == byName.end() ? nullptr : items[it->second].get();
  }
  Ptr get(QName n) const {
    auto it = byName.find(n);
    return it == byName.end() ? nullptr : items[it->second];
  }
  size_t size() const { return byName.size(); }
  /// Puts \p p (or, when null, nothing) under \p n. A new name goes to the end.
  void put(QName n, Ptr p) {
    auto it = byName.find(n);
    if (!p) {
      if (it != byName.end()) {
        items[it->second] = nullptr;
        byName.erase(it);
      }
    } else if (it != byName.end()) {
      items[it->second] = std::move(p);
    } else {
      byName.try_emplace(n, static_cast<uint32_t>(items.size()));
      items.push_back(std::move(p));
    }
  }
  void reserve(size_t n) { items.reserve(n), byName.reserve(unsigned(n)); }

  /// Iterates over the entities in declaration order.
  class Iterator {
  public:
    Iterator(const Ptr *p, const Ptr *e) : p(p), e(e) { skip(); }
    const T &operator*() const { return **p; }
    const T *operator->() const { return p->get(); }
    Iterator &operator++() { return ++p, skip(), *this; }
    bool operator!=(const Iterator &o) const { return p != o.p; }

  private:
    void skip() {
      while (p != e && !*p)
        ++p;
    }
    const Ptr *p, *e;
  };
  Iterator begin() const { return {items.data(), items.data() + items.size()}; }
  Iterator end() const { return {items.data() + items.size(), items.data() + items.size()}; }

private:
  std::vector<Ptr> items;
  llvm::DenseMap<QName, uint32_t> byName;
};

} // namespace schemac
