//===- ShareTables.cpp - One table for two versions of a schema -----------===//
#include "schemac/IR/ShareTables.h"
#include <algorithm>

namespace schemac {
namespace {

/// Parts that are the same, in the same order too.
template <class T> bool inOrder(const std::vector<T> &a, const std::vector<T> &b) {
  return std::ranges::equal(a, b, {}, &T::name, &T::name);
}

/// What sameColumn leaves out, because it is not in the database, counts here.
bool isPlain(const Column &c) { return !c.extra; }

/// Equal in every respect, as same() finds whatever a table may have, and in what it leaves out.
bool identical(const Table &a, const Table &b) {
  bool plain = a.drops.empty() && b.drops.empty() && !a.renamedFrom && !b.renamedFrom &&
               a.rows == b.rows && a.bytes == b.bytes && a.indexBytes == b.indexBytes &&
               a.traffic == b.traffic && sameAccess(a, b) && a.owner == b.owner;
  return plain && inOrder(a.columns, b.columns) && std::ranges::all_of(a.columns, isPlain) &&
         std::ranges::all_of(b.columns, isPlain) && inOrder(a.constraints, b.constraints) &&
         inOrder(a.indexes, b.indexes) && inOrder(a.triggers, b.triggers) &&
         inOrder(a.policies, b.policies) && same(a, b);
}

} // namespace

void shareTable(Schema &older, std::shared_ptr<const Table> table) {
  const Table *old = older.table(table->name);
  if (old && old != table.get() && identical(*old, *table))
    older.put(std::move(table));
}

void shareTables(Schema &older, const Schema &newer) {
  for (const Table &table : newer.tables())
    shareTable(older, newer.tables().get(table.name));
}

} // namespace schemac
