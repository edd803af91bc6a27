//===- JudgeEach.cpp - Many files, by several processes -------------------===//
//
// Why by processes: docs/rationale/judging.md.
//
//===----------------------------------------------------------------------===//
#include "CheckRun.h"
#include "PackedFindings.h"
#include "schemac/Support/ProcessCopy.h"
#include <algorithm>
#include <thread>

namespace schemac {

/// Each by itself.
void CheckRun::judgePart(std::span<history::Migration *const> all, size_t first, size_t last,
                         history::Tool tool) {
  taint = {};
  for (size_t i = 0; i < last; ++i) {
    release = {};
    if (i >= first)
      checkMigration(*all[i], tool);
    followTaint(*all[i]);
  }
}

/// Where each of \p parts of \p all begins, and the end: about as many statements are in each.
static std::vector<size_t> divide(std::span<history::Migration *const> all, size_t total,
                                  size_t parts) {
  std::vector<size_t> begins{0};
  size_t seen = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    seen += all[i]->script.statements.size();
    if (begins.size() < parts && seen * parts >= total * begins.size())
      begins.push_back(i + 1);
  }
  begins.resize(parts + 1, all.size());
  return begins;
}

/// Many files are judged by several processes at once, as nothing that is found in one file says
/// anything of another. Findings come in the order of files, so it is not seen.
void CheckRun::judgeEach(std::span<history::Migration *const> all, history::Tool tool) {
  constexpr size_t WorthOne = 200, Most = 16; // statements, processes
  size_t total = 0;
  for (const history::Migration *m : all)
    total += m->script.statements.size();
  size_t processes =
      std::min({total / WorthOne, Most, size_t(std::thread::hardware_concurrency())});
  if (!session.ruleOptions.foreign.empty()) // they may count what they see
    processes = 1;
  processes = std::max<size_t>(processes, 1);
  std::vector<size_t> begins = divide(all, total, processes);
  std::vector<std::optional<ProcessCopy>> others;
  for (size_t part = 1; part < processes; ++part)
    others.push_back(ProcessCopy::begin([&] {
      session.diags.setFilter(nullptr); // comments that allow something are counted below
      session.coverage = Coverage();
      size_t before = session.diags.pending().size();
      judgePart(all, begins[part], begins[part + 1], tool);
      return packFindings(std::span(session.diags.pending()).subspan(before), *session.coverage);
    }));
  judgePart(all, 0, begins[1], tool);
  for (size_t part = 1; part < processes; ++part) {
    std::optional<std::string> packed;
    if (std::optional<ProcessCopy> &other = others[part - 1])
      packed = other->result();
    if (!packed) {
      judgePart(all, begins[part], begins[part + 1], tool);
      continue;
    }
    Coverage covered;
    for (Diagnostic &d : unpackFindings(*packed, covered))
      session.diags.hear(std::move(d));
    session.coverage->add(covered);
  }
}

} // namespace schemac
