//===- Schema.h - A state of a database -------------------------*- C++ -*-===//
//
// Entities are plain values, immutable once they are in a Schema and shared between its copies. An
// edit clones one entity; a copy of a Schema copies pointers. The interpreter makes a state per
// step this way, and a Journal undoes a step by putting the old pointers back.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Objects.h"
#include "schemac/IR/Sequence.h"
#include "schemac/IR/UserTypes.h"
#include <optional>
#include <tuple>
#include <unordered_map>

namespace schemac {

/// MAP<Namespace>, MAP<Extension> and so on, one for each of Kinds.def, as a tuple.
template <template <class> class Map> struct PerKind {
  template <class... T> static std::tuple<Map<T>...> tupleOf(void (*)(void *, T *...));
#define KIND(CLASS, PLURAL, WORD) , CLASS *
  using Type = decltype(tupleOf(static_cast<void (*)(void *
#include "schemac/IR/Kinds.def"
                                                     )>(nullptr)));
};

/// "table", for messages.
template <class T> constexpr const char *kindWord() = delete;
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  template <> constexpr const char *kindWord<CLASS>() { return WORD; }
#include "schemac/IR/Kinds.def"

/// A kind of Kinds.def as a value.
enum class KindId : uint8_t {
#define KIND(CLASS, PLURAL, WORD) CLASS,
#include "schemac/IR/Kinds.def"
};
template <class T> constexpr KindId kindId() = delete;
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  template <> constexpr KindId kindId<CLASS>() { return KindId::CLASS; }
#include "schemac/IR/Kinds.def"

/// What a comment, a grant or an owner is of: an object, or a part of a table.
struct Target {
  KindId kind = KindId::Table;
  PartKind part = PartKind::None;
  QName object;
  Name sub; ///< the part
  friend bool operator==(const Target &, const Target &) = default;
};
/// "table", "column": what the target is, as `.sir` says it.
std::string_view targetWord(const Target &target);
/// "users", "users.phone", for messages.
std::string targetName(const Target &target);

/// Calls \p f<T>() for every kind of object, in the order of Kinds.def.
template <class Fn> void forEachKind(Fn f) {
#define KIND(CLASS, PLURAL, WORD) f.template operator()<CLASS>();
#include "schemac/IR/Kinds.def"
}

class Schema;
class SchemaIndex;

/// What a stretch of changes replaced: the first old value of every entity touched.
class Journal {
public:
  void clear();
  bool empty() const;
  /// Puts every old value back. \p s is then as it was when this journal began.
  void undo(Schema &s) const;
  /// True when \p s has, for everything this journal knows, the recorded old values again.
  bool restored(const Schema &s) const;
  /// Takes over what \p later knows and this does not: together they span both stretches.
  void append(const Journal &later);
  /// The first entity that differs from its old value. The archive does not count.
  struct Change {
    const char *kind = ""; ///< "table"; empty: there is none
    QName name;
    bool wasThere = false, isThere = false;
    const Table *was = nullptr, *is = nullptr; ///< of a table that is there and differs
  };
  Change firstChange(const Schema &s) const;
  /// Names it, for messages; empty when restored.
  std::string firstDifference(const Schema &s) const;
  /// The entities of a kind that were touched, sorted.
  template <class T> std::vector<QName> touched() const;
  /// What was there when this journal began, of an entity that was touched; null: nothing.
  template <class T> const T *was(QName n) const {
    auto it = of<T>().find(n);
    return it == of<T>().end() ? nullptr : it->second.get();
  }

private:
  friend class Schema;
  friend class SchemaIndex;
  friend class SchemaIndexSlot;
  template <class T> using Old = std::unordered_map<QName, std::shared_ptr<const T>>;
  template <class T> Old<T> &of() { return std::get<Old<T>>(old); }
  template <class T> const Old<T> &of() const { return std::get<Old<T>>(old); }

  PerKind<Old>::Type old;
};

/// Holds the inverse relations of one Schema. Copies of the Schema share them until one of them
/// follows its own changes.
class SchemaIndexSlot {
public:
  SchemaIndexSlot();
  ~SchemaIndexSlot();
  SchemaIndexSlot(const SchemaIndexSlot &);
  SchemaIndexSlot(SchemaIndexSlot &&) noexcept;
  SchemaIndexSlot &operator=(const SchemaIndexSlot &);
  SchemaIndexSlot &operator=(SchemaIndexSlot &&) noexcept;

private:
  friend class Schema;
  friend class Journal;
  /// Notes what is under \p n before it is changed.
  template <class T> void remember(QName n, const EntityMap<T> &map);

  std::shared_ptr<SchemaIndex> index; ///< null until somebody asks
  std::unique_ptr<Journal> since;     ///< what was edited after it was made; null: nothing
};

/// A state of a database.
class Schema {
public:
  Name name;                     ///< what `.sir` calls it
  Name dialect;                  ///< "postgres"
  int version = 0;               ///< major version of the dialect; 0: not stated
  std::vector<DropIntent> drops; ///< tables and enums dropped on purpose

  template <class T> const EntityMap<T> &all() const { return std::get<EntityMap<T>>(maps); }
  /// tables(), enums() and so on.
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  const EntityMap<CLASS> &PLURAL() const { return all<CLASS>(); }
#include "schemac/IR/Kinds.def"

  template <class T> const T *find(QName n) const { return all<T>().find(n); }
  const Table *table(QName n) const { return find<Table>(n); }
  const Enum *enumType(QName n) const { return find<Enum>(n); }

  /// Adds or replaces an entity under its own name.
  template <class T> void put(T entity) { put(std::make_shared<const T>(std::move(entity))); }
  template <class T> void put(std::shared_ptr<const T> entity);
  template <class T> void remove(QName n);
  /// That many of a kind will come.
  template <class T> void reserve(size_t n) { map<T>().reserve(n); }

  /// The entity for editing, cloned first when it is shared; null when there is none. The pointer
  /// is good until the next change of this Schema. Do not change the entity's name through it.
  template <class T> T *edit(QName n);

  /// Who uses what, as of now. Good until the next change of this Schema.
  const SchemaIndex &index() const;
  /// Makes the first index() of this state from that of \p other, a version of it that shares most
  /// objects with it.
  void indexLike(const Schema &other) const;

  /// While set, every change records what was there before, so that it can be compared and undone.
  void setJournal(Journal *j) { journal = j; }

private:
  friend class Journal;
  template <class T> EntityMap<T> &map() { return std::get<EntityMap<T>>(maps); }
  template <class T> void remember(QName n);

  PerKind<EntityMap>::Type maps;
  Journal *journal = nullptr;
  mutable SchemaIndexSlot users;
};

/// What a value of the type is stored as: the type under a domain, or \p type itself.
Type baseOf(const Schema &schema, Type type);
/// Whether \p type is a domain that may refuse a value of its base, or is over one.
bool isConstrained(const Schema &schema, Type type);
/// Whether values can be told apart by `=` whatever they are: shapes are equal when their areas
/// are, documents have no `=` at all, and what a domain or composite type is made of is not known
/// here.
bool hasEquality(Type type);
/// Whether the schema defines what \p type names, if it names something; also in an array.
bool isDefined(const Schema &schema, Type type);

/// Where dropped data is kept when the author asks for it. What is in it is not part of any target.
inline constexpr std::string_view ArchiveNamespace = "schemac_archive";

/// The archive, or something in it.
bool isArchived(QName n);

/// The drop intent for a schema-level object, if there is one. It is named "users" or "auth.users";
/// the full name says more where both are there.
const DropIntent *findDrop(const std::vector<DropIntent> &drops, QName n);

/// Whether an object is part of what two states are compared by: a view is, unless it is only
/// declared.
inline bool isCompared(const View &v) { return v.shimOf || v.query; }
template <class T> bool isCompared(const T &e) { return !isArchived(e.name); }

/// Equal as databases: same objects, as the same*() functions compare them. Declared views, intents
/// and the archive namespace do not count. \p difference receives a line that names the first
/// difference.
bool sameSchema(const Schema &a, const Schema &b, std::string *difference = nullptr);

} // namespace schemac
