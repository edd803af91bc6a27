//===- SchemaIndex.cpp - Who uses what in a state -------------------------===//
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Support/Fetch.h"
#include <algorithm>

namespace schemac {

Type definedIn(Type type) {
  while (type.is(TypeKind::Array))
    type = type.element();
  return type.named() ? type : Type();
}

QName enumIn(Type type) {
  Type defined = definedIn(type);
  return defined.is(TypeKind::Enum) ? defined.named() : QName();
}

std::vector<SubRef> columnsMadeOf(const Schema &schema, QName type) {
  std::vector<QName> types{type};
  std::vector<SubRef> columns;
  for (size_t i = 0; i < types.size(); ++i) {
    for (QName over : schema.index().typesOver(types[i]))
      if (std::find(types.begin(), types.end(), over) == types.end())
        types.push_back(over);
    for (QName user : schema.index().columnsOfType(types[i]))
      for (const Column &c : schema.table(user)->columns)
        if (Type t = definedIn(c.type); t && t.named() == types[i])
          columns.push_back({user, c.name});
  }
  std::stable_sort(columns.begin(), columns.end(),
                   [](const SubRef &a, const SubRef &b) { return a.table < b.table; });
  return columns;
}

SchemaIndexSlot::SchemaIndexSlot() = default;
SchemaIndexSlot::~SchemaIndexSlot() = default;
SchemaIndexSlot::SchemaIndexSlot(const SchemaIndexSlot &other)
    : index(other.index), since(other.since ? new Journal(*other.since) : nullptr) {}
SchemaIndexSlot::SchemaIndexSlot(SchemaIndexSlot &&) noexcept = default;
SchemaIndexSlot &SchemaIndexSlot::operator=(const SchemaIndexSlot &other) {
  return *this = SchemaIndexSlot(other);
}
SchemaIndexSlot &SchemaIndexSlot::operator=(SchemaIndexSlot &&) noexcept = default;

const SchemaIndex &Schema::index() const {
  if (!users.index) {
    users.index.reset(new SchemaIndex(*this));
  } else if (users.since) {
    if (users.index.use_count() > 1) {
      users.index->settle();
      users.index.reset(new SchemaIndex(*users.index));
    }
    users.index->update(*this, *users.since);
    users.since.reset();
  }
  return *users.index;
}

void Schema::indexLike(const Schema &other) const {
  if (users.index)
    return;
  other.index();
  users.index = other.users.index;
  users.since = std::make_unique<Journal>();
  forEachKind([&]<class T>() {
    all<T>().forEachUnshared(other.all<T>(), [&](const T *mine, const T *others) {
      QName n = mine ? mine->name : others->name;
      users.since->of<T>().try_emplace(n, other.all<T>().get(n));
    });
  });
}

//===--- pairs of names ---------------------------------------------------===//

/// Any total order will do, as long as it is cheap: results are sorted by text.
static bool before(QName a, QName b) {
  std::less<const void *> less;
  return a.name != b.name ? less(a.name.opaque(), b.name.opaque())
                          : less(a.ns.opaque(), b.ns.opaque());
}

void NameRelation::build(std::vector<Pair> pairs) {
  std::sort(pairs.begin(), pairs.end(), [](const Pair &a, const Pair &b) {
    return a.first != b.first ? before(a.first, b.first) : before(a.second, b.second);
  });
  pairs.shrink_to_fit();
  base = std::make_shared<const std::vector<Pair>>(std::move(pairs));
}

void NameRelation::sum(Counts &counts) {
  std::sort(counts.begin(), counts.end(),
            [](const auto &a, const auto &b) { return before(a.first, b.first); });
  size_t kept = 0;
  for (size_t i = 0; i < counts.size();) {
    auto total = counts[i];
    while (++i < counts.size() && counts[i].first == total.first)
      total.second += counts[i].second;
    if (total.second)
      counts[kept++] = total;
  }
  counts.truncate(kept);
}

void NameRelation::count(Sorted &users, QName user, int by) {
  auto at = std::lower_bound(users.begin(), users.end(), user,
                             [](const auto &known, QName name) { return known.first < name; });
  if (at == users.end() || at->first != user)
    users.insert(at, {user, by});
  else if (!(at->second += by))
    users.erase(at);
}

void NameRelation::add(QName used, QName user, int by) {
  if (auto it = sorted.find(used); it != sorted.end())
    count(it->second, user, by);
  Counts &counts = changes[used];
  if (counts.size() == counts.capacity()) {
    sum(counts);
    if (counts.size() * 2 > counts.capacity()) // or the next sum would be due at once
      counts.reserve(counts.capacity() * 2);
  }
  counts.emplace_back(user, by);
}

NameRelation::Counts NameRelation::countsOf(QName used) const {
  struct ByUsed {
    bool operator()(const Pair &p, QName n) const { return before(p.first, n); }
    bool operator()(QName n, const Pair &p) const { return before(n, p.first); }
  };
  Counts counts;
  if (auto it = changes.find(used); it != changes.end())
    counts = it->second;
  auto [begin, end] = std::equal_range(base->begin(), base->end(), used, ByUsed());
  for (auto it = begin; it != end; ++it)
    counts.emplace_back(it->second, 1);
  sum(counts);
  return counts;
}

std::vector<QName> NameRelation::users(QName used) const {
  constexpr size_t many = 16;
  auto known = sorted.find(used);
  Sorted counts;
  if (known == sorted.end()) {
    Counts all = countsOf(used);
    counts.assign(all.begin(), all.end());
    std::sort(counts.begin(), counts.end(),
              [](const auto &a, const auto &b) { return a.first < b.first; });
  }
  const Sorted &list = known == sorted.end() ? counts : known->second;
  std::vector<QName> result;
  result.reserve(list.size());
  for (const auto &[user, count] : list)
    if (count > 0)
      result.push_back(user);
  if (counts.size() >= many)
    sorted.try_emplace(used, std::move(counts));
  return result;
}

QName NameRelation::firstUser(QName used) const {
  QName first;
  for (const auto &[user, count] : countsOf(used))
    if (count > 0 && (!first || user < first))
      first = user;
  return first;
}

void NameRelation::settle() {
  if (changes.size() <= 16 + base->size() / 8)
    return;
  std::vector<Pair> pairs;
  for (const Pair &p : *base)
    if (!changes.contains(p.first))
      pairs.push_back(p);
  for (const auto &changed : changes)
    for (const auto &[user, count] : countsOf(changed.first))
      pairs.insert(pairs.end(), size_t(std::max(count, 0)), {changed.first, user});
  changes.clear();
  build(std::move(pairs));
}

//===--- the index --------------------------------------------------------===//

void SchemaIndex::countNamespace(QName n, int by) {
  if (n.ns && !(namespaces[n.ns] += by))
    namespaces.erase(n.ns);
}

template <class Fn> void SchemaIndex::visit(const Table &table, Fn use) {
  for (const Index &i : table.indexes)
    use(&SchemaIndex::keys, QName{table.name.ns, i.name}, table.name);
  for (const Constraint &c : table.constraints) {
    if (ownsIndex(c))
      use(&SchemaIndex::keys, QName{table.name.ns, c.name}, table.name);
    else if (c.kind == ConstraintKind::ForeignKey)
      use(&SchemaIndex::references, c.refTable, table.name);
  }
  if (!table.policies.empty())
    use(&SchemaIndex::policies, QName(), table.name);
  for (QName parent : table.inherits)
    use(&SchemaIndex::children, parent, table.name);
  if (table.partitionOf)
    use(&SchemaIndex::children, table.partitionOf, table.name);
  for (const Column &c : table.columns) {
    if (Type t = definedIn(c.type))
      use(&SchemaIndex::columnTypes, t.named(), table.name);
    if (drawsFromSequence(c.defaultExpr))
      use(&SchemaIndex::draws, QName(), table.name);
  }
}

template <class Fn> void SchemaIndex::visit(const Domain &domain, Fn use) {
  if (Type t = definedIn(domain.base))
    use(&SchemaIndex::typeParts, t.named(), domain.name);
  if (drawsFromSequence(domain.defaultExpr))
    use(&SchemaIndex::draws, QName(), domain.name);
}

template <class Fn> void SchemaIndex::visit(const Composite &composite, Fn use) {
  for (const Attribute &a : composite.attributes)
    if (Type t = definedIn(a.type))
      use(&SchemaIndex::typeParts, t.named(), composite.name);
}

template <class Fn> void SchemaIndex::visit(const RangeType &range, Fn use) {
  if (Type t = definedIn(range.subtype))
    use(&SchemaIndex::typeParts, t.named(), range.name);
}

template <class Fn> void SchemaIndex::visit(const Sequence &sequence, Fn use) {
  if (sequence.ownedBy.sub)
    use(&SchemaIndex::owners, sequence.ownedBy.table, sequence.name);
}

template <class Fn> void SchemaIndex::visit(const ExtendedStatistics &s, Fn use) {
  use(&SchemaIndex::statistics, s.table, s.name);
}

template <class Fn> void SchemaIndex::visit(const View &view, Fn use) {
  if (view.shimOf)
    use(&SchemaIndex::shimsOf, view.shimOf, view.name);
  for (const Index &i : view.indexes)
    use(&SchemaIndex::keys, QName{view.name.ns, i.name}, view.name);
  if (view.query)
    use(&SchemaIndex::queries, QName(), view.name);
}

NameRelation SchemaIndex::*const SchemaIndex::Relations[] = {
    &SchemaIndex::keys,     &SchemaIndex::references, &SchemaIndex::columnTypes,
    &SchemaIndex::owners,   &SchemaIndex::typeParts,  &SchemaIndex::draws,
    &SchemaIndex::children, &SchemaIndex::shimsOf,    &SchemaIndex::queries,
    &SchemaIndex::policies, &SchemaIndex::statistics};

void SchemaIndex::settle() {
  for (auto relation : Relations)
    (this->*relation).settle();
}

SchemaIndex::SchemaIndex(const Schema &schema) {
  std::vector<NameRelation::Pair> pairs[std::size(Relations)];
  auto listOf = [&](NameRelation SchemaIndex::*relation) -> auto & {
    return pairs[std::find(std::begin(Relations), std::end(Relations), relation) -
                 std::begin(Relations)];
  };
  // Growing by and by would leave the heap full of the smaller lists.
  listOf(&SchemaIndex::keys).reserve(schema.tables().size() * 4);
  listOf(&SchemaIndex::references).reserve(schema.tables().size() * 2);
  auto fetchAll = [](const auto &list) { fetch(list.data(), list.size() * sizeof list[0]); };
  auto collect = [&]<class T>(const EntityMap<T> &entities) {
    std::vector<const T *> list;
    list.reserve(entities.size());
    for (const T &entity : entities)
      list.push_back(&entity);
    auto take = [&](const T *entity) {
      countNamespace(entity->name, 1);
      visit(*entity, [&](auto relation, QName used, QName user) {
        listOf(relation).emplace_back(used, user);
      });
    };
    auto parts = [&](const T *entity) {
      if constexpr (std::is_same_v<T, Table>) {
        fetchAll(entity->columns);
        fetchAll(entity->constraints);
        fetchAll(entity->indexes);
      }
    };
    inGroups(std::span(list), take, [](const T *entity) { fetch(entity, sizeof *entity); }, parts);
  };
#define KIND(CLASS, PLURAL, WORD) collect(schema.PLURAL());
#include "schemac/IR/Kinds.def"
  for (auto relation : Relations)
    (this->*relation).build(std::move(listOf(relation)));
}

/// A step changes little of what it touches, so what both versions use alike is passed over.
template <class T>
void SchemaIndex::follow(const std::unordered_map<QName, std::shared_ptr<const T>> &old,
                         const EntityMap<T> &now) {
  using Use = std::pair<NameRelation SchemaIndex::*, QName>;
  std::vector<Use> gone, come;
  auto uses = [&](const T *entity, std::vector<Use> &list) {
    list.clear();
    if (entity)
      visit(*entity, [&](auto relation, QName used, QName) { list.emplace_back(relation, used); });
  };
  for (const auto &[name, before] : old) {
    const T *after = now.find(name);
    if (!before != !after)
      countNamespace(name, after ? 1 : -1);
    uses(before.get(), gone);
    uses(after, come);
    auto [from, to] = std::ranges::mismatch(gone, come);
    std::span<const Use> less(from, gone.end()), more(to, come.end());
    while (!less.empty() && !more.empty() && less.back() == more.back())
      less = less.first(less.size() - 1), more = more.first(more.size() - 1);
    for (auto [relation, used] : less)
      (this->*relation).add(used, name, -1);
    for (auto [relation, used] : more)
      (this->*relation).add(used, name, 1);
  }
}

void SchemaIndex::update(const Schema &schema, const Journal &since) {
#define KIND(CLASS, PLURAL, WORD) follow(since.of<CLASS>(), schema.PLURAL());
#include "schemac/IR/Kinds.def"
}

std::vector<QName> SchemaIndex::keyOwners(QName relation) const { return keys.users(relation); }

QName SchemaIndex::keyOwner(QName relation) const { return keys.firstUser(relation); }

bool SchemaIndex::inUse(Name ns) const { return namespaces.contains(ns); }

} // namespace schemac
