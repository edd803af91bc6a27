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

/// Entities of one kind: in declaration order, found by name. Copies share everything until one of
/// them is changed, and the entities themselves from then on.
template <class T> class EntityMap {
public:
  using Ptr = std::shared_ptr<const T>;
  const T *find(QName n) const {
    const Ptr *p = place(n);
    return p ? p->get() : nullptr;
  }
  Ptr get(QName n) const {
    const Ptr *p = place(n);
    return p ? *p : nullptr;
  }
  size_t size() const { return list ? list->byName.size() : 0; }
  /// Puts \p p (or, when null, nothing) under \p n. A new name goes to the end.
  void put(QName n, Ptr p) {
    if (!p && !place(n))
      return;
    Entities &own = unshare();
    auto it = own.byName.find(n);
    if (!p) {
      own.items[it->second] = nullptr;
      own.byName.erase(it);
    } else if (it != own.byName.end()) {
      own.items[it->second] = std::move(p);
    } else {
      own.byName.try_emplace(n, static_cast<uint32_t>(own.items.size()));
      own.items.push_back(std::move(p));
    }
  }
  /// The entity under \p n, made private to this map: nobody else sees the edit. Null when there is
  /// none.
  T *edit(QName n) {
    if (!place(n))
      return nullptr;
    Entities &own = unshare();
    Ptr &p = own.items[own.byName.find(n)->second];
    if (p.use_count() > 1)
      p = std::make_shared<const T>(*p);
    // Sole owner, and every T was created as a non-const object by make_shared.
    return const_cast<T *>(p.get());
  }
  void reserve(size_t n) {
    Entities &own = unshare();
    own.items.reserve(n), own.byName.reserve(unsigned(n));
  }

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
  Iterator begin() const { return {first(), last()}; }
  Iterator end() const { return {last(), last()}; }

private:
  struct Entities {
    std::vector<Ptr> items;
    llvm::DenseMap<QName, uint32_t> byName;
  };

  const Ptr *first() const { return list ? list->items.data() : nullptr; }
  const Ptr *last() const { return list ? list->items.data() + list->items.size() : nullptr; }
  const Ptr *place(QName n) const {
    if (!list)
      return nullptr;
    auto it = list->byName.find(n);
    return it == list->byName.end() ? nullptr : &list->items[it->second];
  }
  Entities &unshare() {
    if (!list)
      list = std::make_shared<Entities>();
    else if (list.use_count() > 1)
      list = std::make_shared<Entities>(*list);
    return *list;
  }

  std::shared_ptr<Entities> list; ///< null: empty
};

} // namespace schemac
