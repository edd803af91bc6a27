//===- FixPlaces.cpp - Where the blocks of a rewritten statement go -------===//
#include "FileFixer.h"
#include "schemac/IR/SqlNames.h"
#include "llvm/ADT/StringRef.h"
#include <fmt/format.h>

namespace schemac {

/// Where nothing of the file comes before the deployment, the file itself waits for it.
void FileFixer::dropNeedlessGates() {
  for (Rewrite &r : rewrites)
    r.blocks = r.safe, r.stay = 0;
  bool early = std::ranges::any_of(rewrites, [](const Rewrite &r) {
    return std::ranges::any_of(r.blocks, [](auto &b) { return b.gate.empty(); });
  });
  for (const sql::Statement &s : m.script.statements)
    early |= (s.kind == sql::StatementKind::Change || s.kind == sql::StatementKind::Data) &&
             !replaces(s.range);
  constexpr llvm::StringLiteral lead("deploy code that ");
  std::set<std::string> gates;
  for (Rewrite &r : rewrites)
    for (PhaseBlock &b : r.blocks)
      if (!b.gate.empty() && gates.insert(b.gate).second)
        gate += gate.empty()
                    ? b.gate
                    : "; " + (llvm::StringRef(b.gate).starts_with(lead) ? b.gate.substr(lead.size())
                                                                        : b.gate);
  for (Rewrite &r : rewrites)
    for (PhaseBlock &b : r.blocks)
      b.gate = early && !b.gate.empty() ? gate : "";
  if (!early)
    gate.clear();
}

/// The first blocks of a statement, as long as they may run where it stands.
void FileFixer::decideWhatStays() {
  for (Rewrite &r : rewrites) {
    bool within = transaction || r.statement->inBlock;
    auto stays = [&](const PhaseBlock &b) {
      if (!b.gate.empty() || tool == history::Tool::Liquibase)
        return false;
      if (within)
        return b.isTransactional() && b.quick &&
               (!m.down.isValid() ||
                std::ranges::all_of(b.down, [](auto &sql) { return sql.transactional; }));
      return runnerOf(tool).statements || (tool != history::Tool::Flyway &&
                                           runnerOf(tool).several && !b.quick && b.up.size() == 1);
    };
    while (r.stay < r.blocks.size() && stays(r.blocks[r.stay]))
      ++r.stay;
  }
  std::vector<PhaseBlock> first, second;
  for (const Rewrite &r : rewrites)
    for (size_t i = r.stay; i < r.blocks.size(); ++i)
      (r.blocks[i].gate.empty() ? first : second).push_back(r.blocks[i]);
  std::ranges::stable_sort(second, {}, &PhaseBlock::phase);
  early = divideBlocks(first, runnerOf(tool), m.down.isValid());
  late = divideBlocks(second, runnerOf(tool), m.down.isValid());
}

/// Rows that are changed later must not be needed before: by a statement that stays, or a part of
/// one, on the same table.
std::string FileFixer::needsRowsAtOnce() const {
  const std::vector<Op> &steps = m.script.plan.phases.front().steps;
  for (const Rewrite &r : rewrites) {
    if (r.statement->kind != sql::StatementKind::Data || r.stay == r.blocks.size())
      continue;
    for (const sql::Statement &later : m.script.statements) {
      if (later.range.begin < r.statement->range.end)
        continue;
      auto moved = std::ranges::find(rewrites, &later, &Rewrite::statement);
      bool here = moved == rewrites.end() || moved->stay > 0;
      bool names = mentionsName(session.context.expr(session.sources.text(later.range)),
                                r.statement->table.name);
      bool adds = later.count > 0;
      for (size_t i = 0; i < later.count; ++i)
        adds &= steps[later.first + i].kind == OpKind::AddColumn;
      if (here && names && !adds)
        return fmt::format("the rows of {} must be changed before this: {}",
                           headline(session.sources.text(r.statement->range)),
                           headline(session.sources.text(later.range)));
    }
  }
  return {};
}

std::string FileFixer::nameThem() {
  const history::Migration *next = nullptr, *last = nullptr, *self = nullptr;
  for (const history::Migration &other : state.migrations()) {
    if (other.repeatable)
      continue;
    if (self && !next)
      next = &other;
    if (other.name == m.name)
      self = &other;
    last = &other;
  }
  if (!self)
    return "it is not part of the history";
  auto noRoom = [&](const history::Migration *before) {
    return before ? fmt::format("there is no version between it and {}", before->name)
                  : std::string("it has no version that could be counted on");
  };
  if (last != self)
    return !nameFiles(early, m, next, m, tool)         ? noRoom(next)
           : !nameFiles(late, *last, nullptr, m, tool) ? noRoom(nullptr)
                                                       : std::string();
  std::vector<PhaseFile> all = early;
  all.insert(all.end(), late.begin(), late.end());
  if (!nameFiles(all, m, nullptr, m, tool))
    return noRoom(nullptr);
  std::copy_n(all.begin(), early.size(), early.begin());
  std::copy(all.begin() + ptrdiff_t(early.size()), all.end(), late.begin());
  return {};
}

} // namespace schemac
