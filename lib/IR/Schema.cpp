//===- Schema.cpp - Editing, comparing and undoing states -----------------===//
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

//===--- equality ---------------------------------------------------------===//

bool sameColumn(const Column &a, const Column &b) {
  return a.name == b.name && a.type == b.type && a.nullable == b.nullable &&
         a.defaultExpr == b.defaultExpr && a.generation == b.generation &&
         a.notNullNotValid == b.notNullNotValid && a.generated() == b.generated() &&
         a.collation() == b.collation();
}

bool sameConstraint(const Constraint &a, const Constraint &b) {
  return a.kind == b.kind && a.name == b.name && a.columns == b.columns && a.check == b.check &&
         a.refTable == b.refTable && a.refColumns == b.refColumns && a.onDelete == b.onDelete &&
         a.onUpdate == b.onUpdate && a.notValid == b.notValid && a.deferrable == b.deferrable &&
         a.initiallyDeferred == b.initiallyDeferred && a.noInherit == b.noInherit &&
         a.nullsNotDistinct == b.nullsNotDistinct && a.include == b.include;
}

bool sameIndex(const Index &a, const Index &b) {
  return a.name == b.name && a.elems == b.elems && a.method == b.method && a.where == b.where &&
         a.include == b.include && a.unique == b.unique &&
         a.nullsNotDistinct == b.nullsNotDistinct && a.invalid == b.invalid;
}

bool sameTrigger(const Trigger &a, const Trigger &b) {
  return a.name == b.name && a.kind == b.kind && a.oldColumn == b.oldColumn &&
         a.newColumn == b.newColumn && a.forward == b.forward && a.backward == b.backward &&
         a.fallback == b.fallback;
}

/// Equal as sets of named parts. Mostly both lists are in the same order, so that is tried first.
template <class T, class Same>
static bool sameParts(const std::vector<T> &a, const std::vector<T> &b, Same same) {
  if (a.size() != b.size())
    return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (same(a[i], b[i]))
      continue;
    auto it = std::find_if(b.begin(), b.end(), [&](const T &x) { return x.name == a[i].name; });
    if (it == b.end() || !same(a[i], *it))
      return false;
  }
  return true;
}

bool sameTable(const Table &a, const Table &b) {
  return a.name == b.name && sameParts(a.columns, b.columns, sameColumn) &&
         sameParts(a.constraints, b.constraints, sameConstraint) &&
         sameParts(a.indexes, b.indexes, sameIndex) &&
         sameParts(a.triggers, b.triggers, sameTrigger);
}

bool sameEnum(const Enum &a, const Enum &b) {
  return a.name == b.name &&
         std::equal(a.labels.begin(), a.labels.end(), b.labels.begin(), b.labels.end(),
                    [](const EnumLabel &x, const EnumLabel &y) { return x.label == y.label; });
}

static bool same(const Table &a, const Table &b) { return sameTable(a, b); }
static bool same(const Enum &a, const Enum &b) { return sameEnum(a, b); }
static bool same(const Namespace &a, const Namespace &b) { return a.name == b.name; }
static bool same(const Extension &a, const Extension &b) { return a.name == b.name; }
static bool same(const View &a, const View &b) { return a.name == b.name && a.shimOf == b.shimOf; }

//===--- parts of a table -------------------------------------------------===//

template <class V> static auto findPart(V &list, Name n) -> decltype(list.data()) {
  for (auto &part : list)
    if (part.name == n)
      return &part;
  return nullptr;
}

const Column *Table::column(Name n) const { return findPart(columns, n); }
Column *Table::column(Name n) { return findPart(columns, n); }
const Constraint *Table::constraint(Name n) const { return findPart(constraints, n); }
Constraint *Table::constraint(Name n) { return findPart(constraints, n); }
const Index *Table::index(Name n) const { return findPart(indexes, n); }
Index *Table::index(Name n) { return findPart(indexes, n); }
const Trigger *Table::trigger(Name n) const { return findPart(triggers, n); }

const Constraint *Table::primaryKey() const {
  for (const Constraint &c : constraints)
    if (c.kind == ConstraintKind::PrimaryKey)
      return &c;
  return nullptr;
}

bool Enum::has(Name label) const {
  return std::any_of(labels.begin(), labels.end(),
                     [&](const EnumLabel &l) { return l.label == label; });
}

//===--- editing ----------------------------------------------------------===//

/// Remembers what stood under a name, unless that is known already: for the journal, and for the
/// inverse relations to follow.
template <class T>
void Schema::remember(Journal::Old<T> Journal::*old, const EntityMap<T> &map, QName n) {
  if (journal)
    (journal->*old).try_emplace(n, map.get(n));
  if (users.index)
    (users.index->since.*old).try_emplace(n, map.get(n));
}

void Schema::put(std::shared_ptr<const Table> t) {
  QName n = t->name;
  remember(&Journal::oldTables, tables_, n);
  tables_.put(n, std::move(t));
}
void Schema::put(Table t) { put(std::make_shared<const Table>(std::move(t))); }
void Schema::put(Enum e) {
  QName n = e.name;
  remember(&Journal::oldEnums, enums_, n);
  enums_.put(n, std::make_shared<const Enum>(std::move(e)));
}
void Schema::put(Namespace e) {
  QName n = e.name;
  remember(&Journal::oldNamespaces, namespaces_, n);
  namespaces_.put(n, std::make_shared<const Namespace>(std::move(e)));
}
void Schema::put(Extension e) {
  QName n = e.name;
  remember(&Journal::oldExtensions, extensions_, n);
  extensions_.put(n, std::make_shared<const Extension>(std::move(e)));
}
void Schema::put(View v) {
  QName n = v.name;
  remember(&Journal::oldViews, views_, n);
  views_.put(n, std::make_shared<const View>(std::move(v)));
}

void Schema::removeTable(QName n) {
  remember(&Journal::oldTables, tables_, n);
  tables_.put(n, nullptr);
}
void Schema::removeEnum(QName n) {
  remember(&Journal::oldEnums, enums_, n);
  enums_.put(n, nullptr);
}
void Schema::removeNamespace(QName n) {
  remember(&Journal::oldNamespaces, namespaces_, n);
  namespaces_.put(n, nullptr);
}
void Schema::removeExtension(QName n) {
  remember(&Journal::oldExtensions, extensions_, n);
  extensions_.put(n, nullptr);
}
void Schema::removeView(QName n) {
  remember(&Journal::oldViews, views_, n);
  views_.put(n, nullptr);
}

/// The entity under \p n, made private to \p map: nobody else may see the edit.
template <class T> static T *makeUnique(EntityMap<T> &map, QName n) {
  const T *shared = map.find(n);
  if (!shared)
    return nullptr;
  if (map.get(n).use_count() > 2) // one in the map, one in this call
    map.put(n, std::make_shared<const T>(*shared));
  // Sole owner, and every T was created as a non-const object by make_shared.
  return const_cast<T *>(map.find(n));
}

Table *Schema::editTable(QName n) {
  remember(&Journal::oldTables, tables_, n);
  return makeUnique(tables_, n);
}
Enum *Schema::editEnum(QName n) {
  remember(&Journal::oldEnums, enums_, n);
  return makeUnique(enums_, n);
}

//===--- journal ----------------------------------------------------------===//

void Journal::clear() { *this = Journal(); }

bool Journal::empty() const {
  return oldTables.empty() && oldEnums.empty() && oldNamespaces.empty() && oldExtensions.empty() &&
         oldViews.empty();
}

template <class T> void Journal::putBack(Schema &s, Old<T> Journal::*old, EntityMap<T> &map) const {
  SchemaIndex *index = s.users.index.get();
  for (const auto &[n, entity] : this->*old) {
    if (index)
      (index->since.*old).try_emplace(n, map.get(n));
    map.put(n, entity);
  }
}

void Journal::undo(Schema &s) const {
  putBack(s, &Journal::oldTables, s.tables_);
  putBack(s, &Journal::oldEnums, s.enums_);
  putBack(s, &Journal::oldNamespaces, s.namespaces_);
  putBack(s, &Journal::oldExtensions, s.extensions_);
  putBack(s, &Journal::oldViews, s.views_);
}

void Journal::append(const Journal &later) {
  oldTables.insert(later.oldTables.begin(), later.oldTables.end());
  oldEnums.insert(later.oldEnums.begin(), later.oldEnums.end());
  oldNamespaces.insert(later.oldNamespaces.begin(), later.oldNamespaces.end());
  oldExtensions.insert(later.oldExtensions.begin(), later.oldExtensions.end());
  oldViews.insert(later.oldViews.begin(), later.oldViews.end());
}

static bool archived(QName n) {
  return n.ns ? n.ns.str() == ArchiveNamespace : n.name.str() == ArchiveNamespace;
}

/// Completes \p change when it is empty, with the least name under which \p map differs from \p
/// old.
template <class T, class OldMap>
static void findChange(const OldMap &old, const EntityMap<T> &map, const char *kind,
                       Journal::Change &change) {
  if (change.name)
    return;
  for (const auto &[n, was] : old) {
    const T *is = map.find(n);
    bool equal = is && was ? is == was.get() || same(*is, *was) : !is && !was;
    if (equal || archived(n) || (change.name && change.name < n))
      continue;
    change = {kind, n, bool(was), is != nullptr, nullptr, nullptr};
    if constexpr (std::is_same_v<T, Table>)
      if (is && was)
        change.is = is, change.was = was.get();
  }
}

Journal::Change Journal::firstChange(const Schema &s) const {
  Change change;
  findChange(oldTables, s.tables_, "table", change);
  findChange(oldEnums, s.enums_, "enum", change);
  findChange(oldNamespaces, s.namespaces_, "namespace", change);
  findChange(oldExtensions, s.extensions_, "extension", change);
  findChange(oldViews, s.views_, "view", change);
  return change;
}

std::string Journal::firstDifference(const Schema &s) const {
  Change change = firstChange(s);
  return change.name ? fmt::format("{} '{}'", change.kind, change.name.str()) : std::string();
}

bool Journal::restored(const Schema &s) const { return firstDifference(s).empty(); }

template <class OldMap> static std::vector<QName> sortedKeys(const OldMap &old) {
  std::vector<QName> keys;
  for (const auto &entry : old)
    keys.push_back(entry.first);
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<QName> Journal::tables() const { return sortedKeys(oldTables); }
std::vector<QName> Journal::enums() const { return sortedKeys(oldEnums); }
std::vector<QName> Journal::views() const { return sortedKeys(oldViews); }

//===--- whole schemas ----------------------------------------------------===//

/// Compares all that counts; views do only as shims.
static bool counts(const View &v) { return bool(v.shimOf); }
template <class T> static bool counts(const T &e) { return !archived(e.name); }

template <class T>
static QName firstDifferent(const EntityMap<T> &a, const EntityMap<T> &b, std::string &how) {
  for (const T &e : a) {
    if (!counts(e))
      continue;
    const T *other = b.find(e.name);
    if (other == &e || (other && same(e, *other)))
      continue;
    how = other ? "differs" : "is missing";
    return e.name;
  }
  for (const T &e : b)
    if (counts(e) && !a.find(e.name)) {
      how = "is left over";
      return e.name;
    }
  return {};
}

bool sameSchema(const Schema &a, const Schema &b, std::string *difference) {
  std::string how;
  auto differ = [&](QName n, const char *kind) {
    if (n && difference)
      *difference = std::string(kind) + " '" + n.str() + "' " + how;
    return bool(n);
  };
  return !differ(firstDifferent(a.tables(), b.tables(), how), "table") &&
         !differ(firstDifferent(a.enums(), b.enums(), how), "enum") &&
         !differ(firstDifferent(a.namespaces(), b.namespaces(), how), "namespace") &&
         !differ(firstDifferent(a.extensions(), b.extensions(), how), "extension") &&
         !differ(firstDifferent(a.views(), b.views(), how), "view");
}

} // namespace schemac
