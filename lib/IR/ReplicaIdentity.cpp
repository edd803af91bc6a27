//===- ReplicaIdentity.cpp - Which row a published change is about --------===//
//
// What is sent of an update or delete begins with the columns that identify the row. A filter is
// asked of these alone, and a list of columns that leaves one out could not send it: the server
// refuses the statement itself.
//
//===----------------------------------------------------------------------===//
#include "schemac/IR/ReplicaIdentity.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

std::vector<Name> identityColumns(const Table &table) {
  if (table.replicaIdentity == ReplicaIdentity::Default) {
    const Constraint *key = table.primaryKey();
    return key ? key->columns : std::vector<Name>();
  }
  std::vector<Name> columns;
  if (table.replicaIdentity == ReplicaIdentity::Index) {
    if (const Constraint *key = table.constraint(table.replicaIndex))
      return key->columns;
    if (const Index *index = table.index(table.replicaIndex))
      for (const IndexElem &e : index->elems)
        columns.push_back(e.column);
  }
  return columns;
}

std::string identityGap(const Schema &state, const Publication &publication,
                        const PublishedTable &published) {
  const Table *table = state.table(published.table);
  if (!table || !(publication.sends("update") || publication.sends("delete")))
    return {};
  const std::vector<Name> &list = published.columns;
  if (table->replicaIdentity == ReplicaIdentity::Full)
    return list.empty() ? "" : "only some columns are sent, and all of them identify a row";
  std::vector<Name> identity = identityColumns(*table);
  if (identity.empty())
    return {}; // nothing identifies its rows, which is another fault
  for (Name n : identity)
    if (!list.empty() && std::ranges::find(list, n) == list.end())
      return fmt::format("'{}', which identifies a row, is not sent", n.str());
  for (const Column &c : table->columns)
    if (std::ranges::find(identity, c.name) == identity.end() &&
        mentionsColumn(published.where, c.name, table->name.name))
      return fmt::format("the filter reads '{}', which does not identify a row", c.name.str());
  return {};
}

} // namespace schemac
