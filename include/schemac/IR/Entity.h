//===- Entity.h - What all objects of a schema have in common ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include "schemac/Support/Source.h"
#include "llvm/ADT/DenseMap.h"
#include <array>
#include <memory>
#include <optional>
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

/// Entities of one kind: in declaration order, found by name. They stand in short runs: copies
/// share everything until one of them is changed, then all runs but the changed one, and the
/// entities themselves.
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
  size_t size() const { return list ? list->byName->size() : 0; }
  /// Puts \p p (or, when null, nothing) under \p n. A new name goes to the end.
  void put(QName n, Ptr p) {
    std::optional<uint32_t> at = position(n);
    if (!p && !at)
      return;
    Entities &own = unshare();
    if (at) {
      if (!p)
        own.names().erase(n);
      own.edit(*at) = std::move(p);
    } else {
      own.names().try_emplace(n, own.count);
      own.append(std::move(p));
    }
  }
  /// The entity under \p n, made private to this map: nobody else sees the edit. Null when there is
  /// none.
  T *edit(QName n) {
    std::optional<uint32_t> at = position(n);
    if (!at)
      return nullptr;
    Ptr &p = unshare().edit(*at);
    if (p.use_count() > 1)
      p = std::make_shared<const T>(*p);
    // Sole owner, and every T was created as a non-const object by make_shared.
    return const_cast<T *>(p.get());
  }
  void reserve(size_t n) {
    Entities &own = unshare();
    own.runs.reserve((n + RunSize - 1) / RunSize), own.names().reserve(unsigned(n));
  }

  /// Iterates over the entities in declaration order.
  class Iterator {
  public:
    Iterator(const EntityMap &map, size_t at) : map(&map), at(at) { skip(); }
    const T &operator*() const { return *map->item(at); }
    const T *operator->() const { return map->item(at).get(); }
    Iterator &operator++() { return ++at, skip(), *this; }
    bool operator!=(const Iterator &o) const { return at != o.at; }

  private:
    void skip() {
      while (at != map->places() && !map->item(at))
        ++at;
    }
    const EntityMap *map;
    size_t at;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, places()}; }

  /// Calls \p f(mine, others) for every name under which the two do not hold the very same object;
  /// a null pointer stands for nothing. In the order of this map, then, for what only \p other has,
  /// in the order of that.
  template <class Fn> void forEachUnshared(const EntityMap &other, Fn f) const {
    walkBeside(other, f);
    other.walkBeside(*this, [&](const T *others, const T *mine) {
      if (!mine)
        f(mine, others);
    });
  }

private:
  static constexpr size_t RunSize = 16;
  using Run = std::array<Ptr, RunSize>;
  using Names = llvm::DenseMap<QName, uint32_t>;

  struct Entities {
    std::vector<std::shared_ptr<Run>> runs;
    std::shared_ptr<Names> byName = std::make_shared<Names>();
    uint32_t count = 0; ///< places taken, also by what is gone

    Names &names() {
      if (byName.use_count() > 1)
        byName = std::make_shared<Names>(*byName);
      return *byName;
    }
    Ptr &edit(size_t at) {
      std::shared_ptr<Run> &run = runs[at / RunSize];
      if (run.use_count() > 1)
        run = std::make_shared<Run>(*run);
      return (*run)[at % RunSize];
    }
    void append(Ptr p) {
      if (count % RunSize == 0)
        runs.push_back(std::make_shared<Run>());
      edit(count++) = std::move(p);
    }
  };

  size_t places() const { return list ? list->count : 0; }
  const Ptr &item(size_t at) const { return (*list->runs[at / RunSize])[at % RunSize]; }
  std::optional<uint32_t> position(QName n) const {
    if (!list)
      return std::nullopt;
    auto it = list->byName->find(n);
    return it == list->byName->end() ? std::nullopt : std::optional(it->second);
  }
  const Ptr *place(QName n) const {
    std::optional<uint32_t> at = position(n);
    return at ? &item(*at) : nullptr;
  }
  /// Calls \p f(mine, others) for all of this map's that \p other does not share. Mostly what both
  /// have stands in the same order, so that no name need be looked up.
  template <class Fn> void walkBeside(const EntityMap &other, Fn f) const {
    size_t next = 0;
    for (size_t i = 0; i < places(); ++i) {
      if (i % RunSize == 0 && sharesRun(other, i)) {
        next = i + RunSize;
        i = next - 1;
        continue;
      }
      const T *mine = item(i).get();
      if (!mine)
        continue;
      while (next < other.places() && !other.item(next))
        ++next;
      if (next < other.places() && other.item(next).get() == mine) {
        ++next;
        continue;
      }
      std::optional<uint32_t> at = other.position(mine->name);
      const T *theirs = at ? other.item(*at).get() : nullptr;
      if (at)
        next = *at + 1;
      if (theirs != mine)
        f(mine, theirs);
    }
  }
  /// Whether all places from \p at to the end of the run are the very same in both. Nothing is
  /// written to a run that is shared, at its end neither.
  bool sharesRun(const EntityMap &other, size_t at) const {
    return at < other.places() && list->runs[at / RunSize] == other.list->runs[at / RunSize];
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
