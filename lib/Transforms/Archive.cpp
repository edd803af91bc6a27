//===- Archive.cpp - Keeping what is dropped ------------------------------===//
#include "Transforms/Archive.h"
#include <algorithm>

namespace schemac {

bool archives(const std::vector<DropIntent> &drops, Name name) {
  return std::ranges::any_of(drops,
                             [&](const DropIntent &d) { return d.name == name && d.archive; });
}

bool archives(const std::vector<DropIntent> &drops, QName table) {
  const DropIntent *drop = findDrop(drops, table);
  return drop && drop->archive;
}

void ensureArchive(Recipe &r) {
  Name ns = r.name(ArchiveNamespace);
  auto makesIt = [&](const Op &op) {
    return CreateNamespaceOp::classof(op) && CreateNamespaceOp(op).name() == ns;
  };
  const Phase *contract = r.unit.plan.findPhase(PhaseKind::Contract);
  bool there = r.unit.from && r.unit.from->namespaces().find({Name(), ns});
  if (!there && !(contract && std::ranges::any_of(contract->steps, makesIt)))
    r.add<CreateNamespaceOp>(PhaseKind::Contract, "holds what the author wants to keep", ns);
}

} // namespace schemac
