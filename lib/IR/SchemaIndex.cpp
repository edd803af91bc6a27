//===- SchemaIndex.cpp - Who uses what in a state -------------------------===//
#include "schemac/IR/SchemaIndex.h"
#include "PartitionClaims.h"
#include "QueryTokens.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Support/Fetch.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <map>

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
  for (const Trigger &t : table.triggers)
    if (t.action && t.action->fromTable)
      use(&SchemaIndex::firesFrom, t.action->fromTable, table.name);
  if (!table.policies.empty())
    use(&SchemaIndex::policies, QName(), table.name);
  for (QName parent : table.inherits)
    use(&SchemaIndex::children, parent, table.name);
  if (table.partitionOf)
    use(&SchemaIndex::children, table.partitionOf, table.name);
  if (table.partitionOf && !table.bound)
    use(&SchemaIndex::defaults, table.partitionOf, table.name);
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

/// The names in its query, each once. Kept by the text, of which they say all: the states of a
/// history, and the parts of one in which steps are judged, have the same views.
std::vector<uint64_t> SchemaIndex::wordsOf(const View &view) {
  static thread_local std::map<std::pair<uint64_t, uint64_t>, std::vector<uint64_t>> known;
  constexpr size_t Most = 20000;
  llvm::StringRef text = view.query ? llvm::StringRef(view.query.str()) : llvm::StringRef();
  llvm::XXH128_hash_t key = llvm::xxh3_128bits(llvm::arrayRefFromStringRef(text));
  if (known.size() > Most)
    known.clear();
  auto [it, isNew] = known.try_emplace({key.low64, key.high64});
  std::vector<uint64_t> &keys = it->second;
  if (!isNew)
    return keys;
  for (const SqlToken &t : tokensOf(view.query))
    if (t.isName())
      keys.push_back(wordKey(t.name()));
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  return keys;
}

template <class Fn> void SchemaIndex::visit(const Function &function, Fn use) {
  use(&SchemaIndex::called, function.bare(), function.name);
  if (hasTreeBody(function))
    use(&SchemaIndex::bodies, QName(), function.name);
  auto type = [&](Type t) {
    if (Type named = t ? definedIn(t) : Type())
      use(&SchemaIndex::signatures, named.named(), function.name);
  };
  type(function.returns);
  for (const auto *list : {&function.args, &function.table})
    for (const FunctionArg &a : *list)
      type(a.type);
}

uint64_t SchemaIndex::wordKey(std::string_view word) {
  return llvm::xxh3_64bits(llvm::StringRef(word)) >> 2; // the largest mean nothing, in maps
}

void SchemaIndex::countWords(const View &view, int by) {
  for (uint64_t key : wordsOf(view))
    words.add(key, view.name, by);
}

NameRelation SchemaIndex::*const SchemaIndex::Relations[] = {
    &SchemaIndex::keys,       &SchemaIndex::references, &SchemaIndex::columnTypes,
    &SchemaIndex::owners,     &SchemaIndex::typeParts,  &SchemaIndex::draws,
    &SchemaIndex::children,   &SchemaIndex::shimsOf,    &SchemaIndex::queries,
    &SchemaIndex::policies,   &SchemaIndex::statistics, &SchemaIndex::bodies,
    &SchemaIndex::signatures, &SchemaIndex::called,     &SchemaIndex::firesFrom,
    &SchemaIndex::defaults};

void SchemaIndex::settle() {
  for (auto relation : Relations)
    (this->*relation).settle();
  words.settle();
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
  std::vector<UserRelation<uint64_t>::Pair> named;
  for (const View &view : schema.views())
    for (uint64_t key : wordsOf(view))
      named.emplace_back(key, view.name);
  words.build(std::move(named));
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
    if constexpr (std::is_same_v<T, Table>)
      followClaims(before.get(), after);
    if constexpr (std::is_same_v<T, View>)
      if (!before || !after || before->query != after->query) {
        if (before)
          countWords(*before, -1);
        if (after)
          countWords(*after, 1);
      }
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

const PartitionClaims &SchemaIndex::claims(const Schema &schema, QName table,
                                           PartitionBounds &known) const {
  std::shared_ptr<PartitionClaims> &all = claimed[table];
  if (all)
    return *all;
  all = std::make_shared<PartitionClaims>();
  for (QName child : childrenOf(table))
    if (const Table &part = *schema.table(child); part.partitionOf)
      all->add(child, part.bound, part.bound ? known.read(part.bound) : nullptr);
  return *all;
}

void SchemaIndex::followClaims(const Table *before, const Table *after) {
  QName from = before ? before->partitionOf : QName(), to = after ? after->partitionOf : QName();
  if (claimed.empty() || (!from && !to) || (from == to && before->bound == after->bound))
    return;
  auto claimsOf = [&](QName table) -> PartitionClaims * {
    auto it = claimed.find(table);
    if (!table || it == claimed.end())
      return nullptr;
    if (it->second.use_count() > 1) // the index of another state has them, too
      it->second = std::make_shared<PartitionClaims>(*it->second);
    return it->second.get();
  };
  if (PartitionClaims *claims = claimsOf(from))
    claims->remove(before->name);
  if (PartitionClaims *claims = claimsOf(to))
    claims->add(after->name, after->bound,
                after->bound ? std::make_shared<const PartitionBound>(after->bound) : nullptr);
}

void SchemaIndex::update(const Schema &schema, const Journal &since) {
#define KIND(CLASS, PLURAL, WORD) follow(since.of<CLASS>(), schema.PLURAL());
#include "schemac/IR/Kinds.def"
}

std::vector<QName> SchemaIndex::keyOwners(QName relation) const { return keys.users(relation); }

QName SchemaIndex::keyOwner(QName relation) const { return keys.firstUser(relation); }

bool SchemaIndex::inUse(Name ns) const { return namespaces.contains(ns); }

} // namespace schemac
