//===- Publication.cpp - What logical replication sends -------------------===//
#include "schemac/IR/Publication.h"
#include <algorithm>

namespace schemac {

const PublishedTable *Publication::table(QName n) const {
  auto it = std::ranges::find(tables, n, &PublishedTable::table);
  return it == tables.end() ? nullptr : &*it;
}

bool Publication::sends(std::string_view command) const {
  return publish.empty() ||
         std::ranges::any_of(publish, [&](Name n) { return n.str() == command; });
}

bool same(const Publication &a, const Publication &b) {
  auto inOther = [&](const PublishedTable &t) {
    const PublishedTable *other = b.table(t.table);
    return other && *other == t;
  };
  return a.name == b.name && a.allTables == b.allTables && a.viaRoot == b.viaRoot &&
         a.namespaces == b.namespaces && a.publish == b.publish &&
         a.tables.size() == b.tables.size() && std::ranges::all_of(a.tables, inOther);
}

} // namespace schemac
