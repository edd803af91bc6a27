//===- Upserts.cpp - Keys that an application may upsert by ---------------===//
#include "Upserts.h"
#include "Serves.h"
#include <algorithm>

namespace schemac {

std::string UpsertKey::list() const {
  std::string out;
  for (Name n : columns)
    out += (out.empty() ? "" : ", ") + n.string();
  return out;
}

std::vector<UpsertKey> upsertKeys(const Table &table) {
  std::vector<UpsertKey> keys;
  auto add = [&](std::vector<Name> columns, SourceRange range) {
    bool isKnown = std::ranges::any_of(
        keys, [&](const UpsertKey &k) { return std::ranges::is_permutation(k.columns, columns); });
    if (!isKnown)
      keys.push_back({std::move(columns), range});
  };
  for (const Constraint &c : table.constraints)
    if ((c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
        !c.deferrable && !c.notValid)
      add(c.columns, c.range);
  for (const Index &i : table.indexes) {
    std::vector<Name> columns;
    for (const IndexElem &e : i.elems)
      if (e.column)
        columns.push_back(e.column);
    if (i.unique && !i.where && !i.invalid && !i.partOf && columns.size() == i.elems.size())
      add(std::move(columns), i.range);
  }
  return keys;
}

bool canUpsert(const Schema &state, QName known, const UpsertKey &key) {
  const Table *table = reachTable(state, known);
  if (!table || std::ranges::any_of(key.columns, [&](Name n) { return !table->column(n); }))
    return true;
  return std::ranges::any_of(upsertKeys(*table), [&](const UpsertKey &k) {
    return std::ranges::is_permutation(k.columns, key.columns);
  });
}

/// The column that a sync trigger keeps in step with \p column; null when there is none.
static Name partnerOf(const Table &table, Name column) {
  for (const Trigger &t : table.triggers)
    if (t.kind == TriggerKind::Sync && (t.oldColumn == column || t.newColumn == column))
      return t.oldColumn == column ? t.newColumn : t.oldColumn;
  return {};
}

bool isUniqueBy(const Schema &state, QName known, const UpsertKey &key) {
  const Table *table = reachTable(state, known);
  if (!table)
    return false;
  std::vector<Name> alike = key.columns;
  for (Name n : key.columns)
    if (Name partner = partnerOf(*table, n))
      alike.push_back(partner);
  return std::ranges::any_of(upsertKeys(*table), [&](const UpsertKey &k) {
    return std::ranges::all_of(k.columns,
                               [&](Name n) { return std::ranges::count(alike, n) != 0; });
  });
}

bool isKeptBy(const Schema &target, const Schema &state, QName known, const UpsertKey &key) {
  const Table *table = reachTable(state, known);
  const Table *later = table ? target.table(table->name) : nullptr;
  if (!later)
    return false;
  UpsertKey then = key;
  for (Name &n : then.columns)
    if (!later->column(n))
      n = partnerOf(*table, n);
  return std::ranges::any_of(upsertKeys(*later), [&](const UpsertKey &k) {
    return std::ranges::is_permutation(k.columns, then.columns);
  });
}

} // namespace schemac
