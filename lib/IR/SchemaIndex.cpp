//===- SchemaIndex.cpp - Who uses what in a state -------------------------===//
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

QName enumIn(Type type) {
  while (type.is(TypeKind::Array))
    type = type.element();
  return type.is(TypeKind::Enum) ? type.enumName() : QName();
}

SchemaIndexSlot::SchemaIndexSlot() = default;
SchemaIndexSlot::~SchemaIndexSlot() = default;
SchemaIndexSlot::SchemaIndexSlot(const SchemaIndexSlot &) {}
SchemaIndexSlot::SchemaIndexSlot(SchemaIndexSlot &&) noexcept = default;
SchemaIndexSlot &SchemaIndexSlot::operator=(const SchemaIndexSlot &) {
  return index.reset(), *this;
}
SchemaIndexSlot &SchemaIndexSlot::operator=(SchemaIndexSlot &&) noexcept = default;

const SchemaIndex &Schema::index() const {
  if (users.index)
    users.index->update(*this);
  else
    users.index.reset(new SchemaIndex(*this));
  return *users.index;
}

SchemaIndex::SchemaIndex(const Schema &schema) {
  for (const Table &t : schema.tables())
    count(t, 1);
  for (const Enum &e : schema.enums())
    count(e, 1);
  for (const View &v : schema.views())
    count(v, 1);
}

template <class T>
void SchemaIndex::follow(const std::unordered_map<QName, std::shared_ptr<const T>> &old,
                         const EntityMap<T> &now) {
  for (const auto &[name, before] : old) {
    if (before)
      count(*before, -1);
    if (const T *after = now.find(name))
      count(*after, 1);
  }
}

void SchemaIndex::update(const Schema &schema) {
  if (since.empty())
    return;
  follow(since.oldTables, schema.tables());
  follow(since.oldEnums, schema.enums());
  follow(since.oldViews, schema.views());
  since.clear();
}

void SchemaIndex::count(UserMap &map, QName used, QName user, int by) {
  Users &users = map[used];
  if (!(users[user] += by))
    users.erase(user);
  if (users.empty())
    map.erase(used);
}

void SchemaIndex::countKey(QName relation, QName table, int by) {
  if (by > 0) {
    keys.emplace(relation, table);
    return;
  }
  auto [begin, end] = keys.equal_range(relation);
  for (auto it = begin; it != end; ++it)
    if (it->second == table) {
      keys.erase(it);
      return;
    }
}

void SchemaIndex::countNamespace(QName n, int by) {
  if (n.ns && !(namespaces[n.ns] += by))
    namespaces.erase(n.ns);
}

void SchemaIndex::count(const Table &table, int by) {
  countNamespace(table.name, by);
  for (const Index &i : table.indexes)
    countKey({table.name.ns, i.name}, table.name, by);
  for (const Constraint &c : table.constraints) {
    if (c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique)
      countKey({table.name.ns, c.name}, table.name, by);
    else if (c.kind == ConstraintKind::ForeignKey)
      count(references, c.refTable, table.name, by);
  }
  for (const Column &c : table.columns)
    if (QName e = enumIn(c.type))
      count(enums, e, table.name, by);
}

void SchemaIndex::count(const View &view, int by) {
  countNamespace(view.name, by);
  if (view.shimOf)
    count(shimsOf, view.shimOf, view.name, by);
}

QName SchemaIndex::keyOwner(QName relation) const {
  auto it = keys.find(relation);
  return it == keys.end() ? QName() : it->second;
}

bool SchemaIndex::inUse(Name ns) const { return namespaces.contains(ns); }

std::vector<QName> SchemaIndex::sorted(const UserMap &map, QName used) {
  std::vector<QName> result;
  if (auto it = map.find(used); it != map.end())
    for (const auto &[user, times] : it->second)
      result.push_back(user);
  std::sort(result.begin(), result.end());
  return result;
}

} // namespace schemac
