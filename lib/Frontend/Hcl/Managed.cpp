//===- Managed.cpp - What a schema in HCL states of a database ------------===//
#include "schemac/Frontend/Hcl/Hcl.h"

namespace schemac::hcl {

/// Words that came late: who never used one does not mean that there is nothing of the kind.
Managed managed(const Schema &schema) {
  bool grants = false, owners = false, partitions = false;
  forEachKind([&]<class T>() {
    for (const T &e : schema.all<T>()) {
      grants |= !e.grants.empty();
      owners |= bool(e.owner);
    }
  });
  for (const Table &t : schema.tables())
    partitions |= t.partitionOf || !t.inherits.empty();
  Managed m;
  for (auto [said, aspect] : {std::pair(grants, Aspect::Grants),
                              {owners, Aspect::Owners},
                              {partitions, Aspect::Partitions},
                              {schema.statistics().size() > 0, Aspect::Statistics},
                              {schema.publications().size() > 0, Aspect::Publications}})
    if (!said)
      m.without(aspect);
  // For these there is no word.
  m.without(Aspect::ReplicaIdentities);
  m.without(Aspect::TriggerStates);
  m.without(Aspect::Wordless);
  return m;
}

} // namespace schemac::hcl
