//===- Locks.cpp - Lock modes: names, conflicts, what waits ---------------===//

#include "schemac/Dialect/Tables.h"
#include <algorithm>

namespace schemac {

namespace {
constexpr unsigned bit(LockMode m) { return m == LockMode::None ? 0 : 1u << unsigned(m); }
constexpr unsigned AS = bit(LockMode::AccessShare), RS = bit(LockMode::RowShare),
                   RX = bit(LockMode::RowExclusive), SUX = bit(LockMode::ShareUpdateExclusive),
                   S = bit(LockMode::Share), SRX = bit(LockMode::ShareRowExclusive),
                   X = bit(LockMode::Exclusive), AX = bit(LockMode::AccessExclusive);

struct ModeInfo {
  std::string_view name;
  Blocks blocks;
  unsigned conflicts;
};
constexpr ModeInfo modes[] = {
#define LOCK(MODE, NAME, BLOCKS, CONFLICTS) {NAME, Blocks::BLOCKS, CONFLICTS},
#include "schemac/Dialect/LockModes.def"
};

constexpr bool isSymmetric() {
  for (unsigned a = 0; a < std::size(modes); ++a)
    for (unsigned b = 0; b < std::size(modes); ++b)
      if (bool(modes[a].conflicts & bit(LockMode(b))) !=
          bool(modes[b].conflicts & bit(LockMode(a))))
        return false;
  return true;
}
static_assert(isSymmetric(), "LockModes.def: a conflict must be in both rows");
} // namespace

std::string_view lockName(LockMode mode) { return modes[size_t(mode)].name; }

bool conflicts(LockMode held, LockMode wanted) {
  return modes[size_t(held)].conflicts & bit(wanted);
}

Blocks blocks(LockMode mode) { return modes[size_t(mode)].blocks; }

std::string_view workName(Work work) {
  constexpr std::string_view names[] = {"catalog", "scan", "index-build", "rewrite", "batches"};
  return names[size_t(work)];
}

std::string_view changeName(TypeChange change) {
  constexpr std::string_view names[] = {"same",    "catalog",          "index-rebuild",
                                        "rewrite", "rewrite-may-fail", "no-cast"};
  return names[size_t(change)];
}

LockMode StepCost::strongest() const {
  LockMode most = LockMode::None;
  for (const LockUse &use : locks)
    most = std::max(most, use.mode);
  return most;
}

} // namespace schemac
