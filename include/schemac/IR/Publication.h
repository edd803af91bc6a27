//===- Publication.h - What logical replication sends -----------*- C++ -*-===//
#pragma once

#include "schemac/IR/Entity.h"

namespace schemac {

struct PublishedTable {
  QName table;
  std::vector<Name> columns; ///< sorted; none: all
  Expr where;
  friend bool operator==(const PublishedTable &, const PublishedTable &) = default;
};

/// Its QName has no namespace.
struct Publication : Entity {
  bool allTables = false, viaRoot = false;
  std::vector<PublishedTable> tables; ///< each once
  std::vector<Name> namespaces;       ///< sorted
  std::vector<Name> publish;          ///< of "insert", "update" ..., sorted; none: all four
  Name renamedFrom;                   ///< intent

  const PublishedTable *table(QName n) const;
  bool sends(std::string_view command) const;
};
bool same(const Publication &a, const Publication &b);

} // namespace schemac
