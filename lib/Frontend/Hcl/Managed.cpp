//===- Managed.cpp - What a schema in HCL states of a database ------------===//
#include "Managed.h"

namespace schemac::hcl {
namespace {

/// An attribute that came late, and what a schema that has it somewhere manages.
struct LateWord {
  std::string_view name;
  Aspect aspect;
};
constexpr LateWord LateWords[] = {{"replica_identity", Aspect::ReplicaIdentities},
                                  {"tablespace", Aspect::Tablespaces},
                                  {"on_delete_columns", Aspect::SetColumns},
                                  {"enforced", Aspect::Enforcement}};

/// Takes from \p m what no block has a word of; what is said may be what is usual anyway.
void withoutUnused(Module &module, Managed &m) {
  bool fires = false;
  std::bitset<std::size(LateWords)> used;
  auto see = [&](Instance &i) {
    for (size_t w = 0; w < std::size(LateWords); ++w)
      used[w] = used[w] || i.attribute(LateWords[w].name);
  };
  for (const auto &i : module.blocks()) {
    fires |= i->type() == "trigger" && i->attribute("enabled");
    if (i->type() != "table" && i->type() != "materialized")
      continue;
    see(*i);
    for (const auto &part : i->children())
      if (part->type() != "row_security") // whose `enforced` is another word
        see(*part);
  }
  for (size_t w = 0; w < std::size(LateWords); ++w)
    if (!used[w])
      m.without(LateWords[w].aspect);
  if (!fires)
    m.without(Aspect::TriggerStates);
}

} // namespace

/// Words that came late: who never used one does not mean that there is nothing of the kind.
Managed managedBy(const Schema &schema, Module &module) {
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
  withoutUnused(module, m);
  m.without(Aspect::Wordless);
  return m;
}

} // namespace schemac::hcl
