//===- Entity.h - What all objects of a schema have in common ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include "schemac/Support/Source.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <vector>

namespace schemac {

/// A privilege on an object, given to a role (a null role: PUBLIC).
struct Grant {
  Name role;
  Name privilege;            ///< "SELECT", in capitals
  std::vector<Name> columns; ///< of a table or view; none: all of it
  bool withGrantOption = false;
  friend bool operator==(const Grant &, const Grant &) = default;
};

/// Base of the objects of a schema, the kinds of Kinds.def.
struct Entity {
  QName name;
  SourceRange range; ///< the declaration, for diagnostics
  Name comment;      ///< COMMENT ON
  std::vector<Grant> grants;
};

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
