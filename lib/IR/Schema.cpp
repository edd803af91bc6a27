//===- Schema.cpp - Editing, comparing and undoing states -----------------===//
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

//===--- equality ---------------------------------------------------------===//

bool sameParameters(const Parameters &a, const Parameters &b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

SequenceOptions SequenceOptions::completed() const {
  SequenceOptions o = *this;
  o.increment = increment.value_or(1);
  bool up = *o.increment > 0;
  if (!o.min && up)
    o.min = 1;
  if (!o.max && !up)
    o.max = -1;
  if (!o.start)
    o.start = up ? o.min : o.max;
  o.cache = cache.value_or(1);
  return o;
}

const ConstraintExtra &Constraint::more() const {
  static const ConstraintExtra none;
  return extra ? *extra : none;
}

ConstraintExtra &Constraint::edit() {
  auto copy = std::make_shared<ConstraintExtra>(more());
  extra = copy;
  return *copy;
}

static bool sameExtra(const Constraint &a, const Constraint &b) {
  if (a.extra == b.extra)
    return true;
  const ConstraintExtra &x = a.more(), &y = b.more();
  return x.elems == y.elems && x.method == y.method && x.where == y.where &&
         x.setColumns == y.setColumns && x.tablespace == y.tablespace &&
         sameParameters(x.parameters, y.parameters);
}

bool sameColumn(const Column &a, const Column &b) {
  return a.name == b.name && a.type == b.type && a.nullable == b.nullable &&
         a.defaultExpr == b.defaultExpr && a.generation == b.generation &&
         a.notNullNotValid == b.notNullNotValid && a.generated() == b.generated() &&
         a.collation() == b.collation() && a.storage() == b.storage() &&
         a.compression() == b.compression() && a.charset() == b.charset() &&
         a.onUpdate() == b.onUpdate() && a.invisible() == b.invisible() &&
         (a.options() == b.options() || a.options().completed() == b.options().completed());
}

bool sameConstraint(const Constraint &a, const Constraint &b) {
  return a.kind == b.kind && a.name == b.name && a.columns == b.columns && a.check == b.check &&
         a.refTable == b.refTable && a.refColumns == b.refColumns && a.onDelete == b.onDelete &&
         a.onUpdate == b.onUpdate && a.notValid == b.notValid && a.deferrable == b.deferrable &&
         a.initiallyDeferred == b.initiallyDeferred && a.noInherit == b.noInherit &&
         a.nullsNotDistinct == b.nullsNotDistinct && a.include == b.include &&
         a.matchFull == b.matchFull && a.notEnforced == b.notEnforced && sameExtra(a, b);
}

bool sameIndex(const Index &a, const Index &b) {
  return a.name == b.name && a.elems == b.elems && a.method == b.method && a.where == b.where &&
         a.include == b.include && a.unique == b.unique &&
         a.nullsNotDistinct == b.nullsNotDistinct && a.invalid == b.invalid &&
         a.partOf == b.partOf && a.tablespace == b.tablespace &&
         sameParameters(a.parameters, b.parameters);
}

bool sameTrigger(const Trigger &a, const Trigger &b) {
  return a.name == b.name && a.kind == b.kind && a.oldColumn == b.oldColumn &&
         a.newColumn == b.newColumn && a.forward == b.forward && a.backward == b.backward &&
         a.fallback == b.fallback &&
         (a.action == b.action || (a.action && b.action && *a.action == *b.action));
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

bool sameRowParts(const Table &a, const Table &b) {
  if (!a.rowParts || !b.rowParts)
    return a.rowParts == b.rowParts;
  RowParts parts = *a.rowParts;
  if (sameSql(parts.expr, b.rowParts->expr))
    parts.expr = b.rowParts->expr;
  return parts == *b.rowParts;
}

static bool sameOptions(const Table &a, const Table &b) {
  return a.tablespace == b.tablespace && a.unlogged == b.unlogged &&
         a.replicaIdentity == b.replicaIdentity && a.replicaIndex == b.replicaIndex &&
         a.inherits == b.inherits && a.partitionBy == b.partitionBy && sameRowParts(a, b) &&
         a.partitionOf == b.partitionOf && a.bound == b.bound &&
         sameParameters(a.parameters, b.parameters);
}

bool same(const Table &a, const Table &b) {
  return a.name == b.name && sameOptions(a, b) && sameParts(a.columns, b.columns, sameColumn) &&
         sameParts(a.constraints, b.constraints, sameConstraint) &&
         sameParts(a.indexes, b.indexes, sameIndex) &&
         sameParts(a.triggers, b.triggers, sameTrigger) &&
         sameParts(a.policies, b.policies, samePolicy) && a.rowSecurity == b.rowSecurity &&
         a.forceRowSecurity == b.forceRowSecurity;
}

bool same(const Enum &a, const Enum &b) {
  return a.name == b.name &&
         std::equal(a.labels.begin(), a.labels.end(), b.labels.begin(), b.labels.end(),
                    [](const EnumLabel &x, const EnumLabel &y) { return x.label == y.label; });
}

static bool sameArgs(const std::vector<FunctionArg> &a, const std::vector<FunctionArg> &b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const FunctionArg &x, const FunctionArg &y) {
                      return x.mode == y.mode && x.name == y.name && x.type == y.type &&
                             !x.defaultExpr == !y.defaultExpr;
                    });
}

bool sameInterface(const Function &a, const Function &b) {
  return a.name == b.name && sameArgs(a.args, b.args) && a.procedure == b.procedure &&
         a.returnsSet == b.returnsSet && a.returnsTrigger == b.returnsTrigger &&
         a.returns == b.returns && a.table == b.table;
}

bool same(const Function &a, const Function &b) {
  return sameInterface(a, b) && a.args == b.args && a.language == b.language &&
         a.volatility == b.volatility && a.parallel == b.parallel && a.strict == b.strict &&
         a.securityDefiner == b.securityDefiner && a.leakproof == b.leakproof &&
         a.dataAccess == b.dataAccess && a.settings == b.settings && a.body == b.body;
}

bool same(const Namespace &a, const Namespace &b) { return a.name == b.name; }
/// What is not said of a version or schema is as it happens to be.
static bool sameIfSaid(Name a, Name b) { return !a || !b || a == b; }
bool same(const Extension &a, const Extension &b) {
  return a.name == b.name && sameIfSaid(a.version, b.version) && sameIfSaid(a.schema, b.schema);
}
bool same(const View &a, const View &b) {
  return a.name == b.name && a.shimOf == b.shimOf && sameSql(a.query, b.query) &&
         a.columnNames == b.columnNames && a.materialized == b.materialized &&
         a.noData == b.noData && a.checkOption == b.checkOption &&
         a.securityBarrier == b.securityBarrier && a.securityInvoker == b.securityInvoker &&
         sameParts(a.indexes, b.indexes, sameIndex);
}

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

const Policy *Table::policy(Name n) const { return findPart(policies, n); }
Policy *Table::policy(Name n) { return findPart(policies, n); }

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

template <class T> void SchemaIndexSlot::remember(QName n, const EntityMap<T> &map) {
  if (!index)
    return;
  if (!since)
    since = std::make_unique<Journal>();
  since->of<T>().try_emplace(n, map.get(n));
}

/// Remembers what stood under a name, unless that is known already: for the journal, and for the
/// inverse relations to follow.
template <class T> void Schema::remember(QName n) {
  if (journal)
    journal->of<T>().try_emplace(n, all<T>().get(n));
  users.remember(n, all<T>());
}

template <class T> void Schema::put(std::shared_ptr<const T> entity) {
  QName n = entity->name;
  remember<T>(n);
  map<T>().put(n, std::move(entity));
}

template <class T> void Schema::remove(QName n) {
  remember<T>(n);
  map<T>().put(n, nullptr);
}

template <class T> T *Schema::edit(QName n) {
  remember<T>(n);
  return map<T>().edit(n);
}

//===--- journal ----------------------------------------------------------===//

void Journal::clear() { *this = Journal(); }

bool Journal::empty() const {
  bool none = true;
  forEachKind([&]<class T>() { none &= of<T>().empty(); });
  return none;
}

void Journal::undo(Schema &s) const {
  forEachKind([&]<class T>() {
    for (const auto &[n, entity] : of<T>()) {
      s.users.remember(n, s.all<T>());
      s.map<T>().put(n, entity);
    }
  });
}

void Journal::append(const Journal &later) {
  forEachKind([&]<class T>() { of<T>().insert(later.of<T>().begin(), later.of<T>().end()); });
}

bool isArchived(QName n) { return (n.ns ? n.ns : n.name).str() == ArchiveNamespace; }

/// An archive goes by its full name alone: what was dropped into it has the other one.
const DropIntent *findDrop(const std::vector<DropIntent> &drops, QName n) {
  const DropIntent *bare = nullptr;
  for (const DropIntent &d : drops) {
    if (n.ns && d.name.str() == n.str())
      return &d;
    if (!bare && d.name == n.name && !isArchived(n))
      bare = &d;
  }
  return bare;
}

/// Completes \p change when it is empty, with the least name under which \p map differs from \p
/// old.
template <class T, class OldMap>
static void findChange(const OldMap &old, const EntityMap<T> &map, Journal::Change &change) {
  if (change.name)
    return;
  for (const auto &[n, was] : old) {
    const T *is = map.find(n);
    bool equal =
        is && was ? is == was.get() || (same(*is, *was) && sameAccess(*is, *was)) : !is && !was;
    if (equal || isArchived(n) || (change.name && change.name < n))
      continue;
    change = {kindWord<T>(), n, bool(was), is != nullptr, nullptr, nullptr};
    if constexpr (std::is_same_v<T, Table>)
      if (is && was)
        change.is = is, change.was = was.get();
  }
}

Journal::Change Journal::firstChange(const Schema &s) const {
  Change change;
  forEachKind([&]<class T>() { findChange<T>(of<T>(), s.all<T>(), change); });
  return change;
}

std::string Journal::firstDifference(const Schema &s) const {
  Change change = firstChange(s);
  return change.name ? fmt::format("{} '{}'", change.kind, change.name.str()) : std::string();
}

bool Journal::restored(const Schema &s) const { return firstDifference(s).empty(); }

template <class T> std::vector<QName> Journal::touched() const {
  std::vector<QName> keys;
  for (const auto &entry : of<T>())
    keys.push_back(entry.first);
  std::sort(keys.begin(), keys.end());
  return keys;
}

//===--- whole schemas ----------------------------------------------------===//

template <class T>
static QName firstDifferent(const EntityMap<T> &a, const EntityMap<T> &b, std::string &how) {
  QName first;
  a.forEachUnshared(b, [&](const T *x, const T *y) {
    if (first || !isCompared(x ? *x : *y) || (x && y && same(*x, *y) && sameAccess(*x, *y)))
      return;
    first = (x ? x : y)->name;
    how = x && y ? "differs" : x ? "is missing" : "is left over";
  });
  return first;
}

bool sameSchema(const Schema &a, const Schema &b, std::string *difference) {
  bool same = true;
  forEachKind([&]<class T>() {
    std::string how;
    QName n = same ? firstDifferent(a.all<T>(), b.all<T>(), how) : QName();
    same &= !n;
    if (n && difference)
      *difference = std::string(kindWord<T>()) + " '" + n.str() + "' " + how;
  });
  return same;
}

#define KIND(CLASS, PLURAL, WORD)                                                                  \
  template void Schema::put(std::shared_ptr<const CLASS>);                                         \
  template void Schema::remove<CLASS>(QName);                                                      \
  template CLASS *Schema::edit<CLASS>(QName);                                                      \
  template std::vector<QName> Journal::touched<CLASS>() const;
#include "schemac/IR/Kinds.def"

} // namespace schemac
