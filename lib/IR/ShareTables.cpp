//===- ShareTables.cpp - One table for two versions of a schema -----------===//
#include "schemac/IR/ShareTables.h"
#include <algorithm>

namespace schemac {
namespace {

template <class T, class Same> bool inOrder(const T &a, const T &b, Same same) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

/// What sameColumn leaves out, because it is not in the database, counts here.
bool identical(const Column &a, const Column &b) {
  return a.name == b.name && sameColumn(a, b) && a.sequence() == b.sequence() && !a.extra &&
         !b.extra;
}

bool identical(const Table &a, const Table &b) {
  bool plain = a.drops.empty() && b.drops.empty() && !a.renamedFrom && !b.renamedFrom &&
               a.rows == b.rows && a.bytes == b.bytes && a.indexBytes == b.indexBytes &&
               sameAccess(a, b) && a.owner == b.owner;
  return plain && a.name == b.name &&
         inOrder(a.columns, b.columns,
                 [](const Column &x, const Column &y) { return identical(x, y); }) &&
         inOrder(a.constraints, b.constraints, sameConstraint) &&
         inOrder(a.indexes, b.indexes, sameIndex) && inOrder(a.triggers, b.triggers, sameTrigger);
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
