//===- Dependencies.cpp - Which step must come before which ---------------===//
//
// For everything that steps make, need or take away, the events around it give edges between steps.
// The order that results pulls what a step needs to just before it and moves nothing else: steps
// that belong together by intent (guard, backfill, verify) stay together.
//
//===----------------------------------------------------------------------===//
#include "schemac/Analysis/Dependencies.h"
#include "StepUses.h"
#include <algorithm>

namespace schemac {
namespace {

using Steps = std::vector<unsigned>;

class Sorter {
public:
  Sorter(std::span<const Op> steps, const Schema &before) : steps(steps), before(before) {}
  /// The new order as indices, when there is one.
  std::optional<Steps> run();

private:
  void edge(unsigned first, unsigned second) {
    if (first != second)
      needs[second].push_back(first);
  }
  void edges(const Steps &first, const Steps &second) {
    for (unsigned a : first)
      for (unsigned b : second)
        edge(a, b);
  }
  void order(const Thing &thing, const ThingUse &use);
  void orderLife(const ThingUse &use, bool there);
  void orderAsGiven(const ThingUse &use);
  void chainChanges();
  void tidy();
  std::optional<Steps> sort() const;

  std::span<const Op> steps;
  const Schema &before;
  std::vector<Steps> needs;
};

/// A name that is made at most once, and freed at most once.
void Sorter::orderLife(const ThingUse &use, bool there) {
  Steps ends = use.removers;
  ends.insert(ends.end(), use.renamers.begin(), use.renamers.end());
  edges(use.users, use.removers);
  edges(ends, use.needGone);
  if (!there) { // made here, used, and perhaps taken away again
    edges(use.providers, use.requirers);
    edges(use.providers, ends);
    edges(use.requirers, ends);
    return;
  }
  edges(ends, use.providers); // the name must be free first
  for (unsigned r : use.requirers)
    if (!use.providers.empty() && use.providers.front() < r)
      edge(use.providers.front(), r); // it means the new one
    else
      edges({r}, ends);
}

/// Comes or goes more than once: only the given order tells which life each step means.
void Sorter::orderAsGiven(const ThingUse &use) {
  Steps all;
  for (const Steps *list :
       {&use.providers, &use.removers, &use.renamers, &use.requirers, &use.users})
    all.insert(all.end(), list->begin(), list->end());
  std::sort(all.begin(), all.end());
  for (size_t i = 1; i < all.size(); ++i)
    edge(all[i - 1], all[i]);
}

void Sorter::order(const Thing &thing, const ThingUse &use) {
  if (use.providers.empty() && use.removers.empty() && use.renamers.empty())
    return;
  if (thing.kind == ThingKind::ColumnType) {
    // What rested on the old type goes first, what is to rest on the new one comes after.
    edges(use.users, use.removers);
    edges(use.providers, use.requireNew);
  } else if (thing.kind == ThingKind::UniqueOver) {
    // Several keys may give it; they do not mind each other.
    edges(use.users, use.removers);
    edges(use.providers, use.requirers);
  } else if (use.providers.size() < 2 && use.removers.size() + use.renamers.size() < 2) {
    orderLife(use, isThere(thing, before));
  } else {
    orderAsGiven(use);
  }
}

/// Steps of one change stay in the order they were made in.
void Sorter::chainChanges() {
  std::unordered_map<unsigned, unsigned> last;
  for (unsigned i = 0; i < steps.size(); ++i) {
    if (!steps[i].change)
      continue;
    auto [it, first] = last.try_emplace(steps[i].change, i);
    if (!first)
      edge(it->second, i);
    it->second = i;
  }
}

/// The table of things has no order of its own; the result must not depend on it.
void Sorter::tidy() {
  for (Steps &list : needs) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

/// Depth first, without recursion: a chain may be as long as the plan.
std::optional<Steps> Sorter::sort() const {
  enum : uint8_t { New, Open, Done };
  std::vector<uint8_t> state(steps.size(), New);
  std::vector<size_t> next(steps.size(), 0);
  Steps result, stack;
  for (unsigned root = 0; root < steps.size(); ++root) {
    if (state[root] == New)
      stack.push_back(root), state[root] = Open;
    while (!stack.empty()) {
      unsigned step = stack.back();
      if (next[step] == needs[step].size()) {
        state[step] = Done;
        result.push_back(step);
        stack.pop_back();
        continue;
      }
      unsigned need = needs[step][next[step]++];
      if (state[need] == Open)
        return std::nullopt;
      if (state[need] == New)
        stack.push_back(need), state[need] = Open;
    }
  }
  return result;
}

std::optional<Steps> Sorter::run() {
  needs.resize(steps.size());
  for (const auto &[thing, use] : collectUses(steps, before))
    order(thing, use);
  std::vector<Steps> strict = needs;
  chainChanges();
  tidy();
  if (auto result = sort())
    return result;
  needs = std::move(strict); // the changes have to be interleaved
  tidy();
  return sort();
}

/// -1 for what everything may need, 1 for what may need that everything else is gone.
int rank(const Op &op) {
  if (op.kind == OpKind::CreateNamespace || op.kind == OpKind::CreateExtension)
    return -1;
  return op.kind == OpKind::DropNamespace || op.kind == OpKind::DropExtension ? 1 : 0;
}

bool orderSegment(std::span<Op> steps, const Schema &before) {
  std::optional<Steps> order = Sorter(steps, before).run();
  if (!order)
    return false;
  std::vector<Op> sorted;
  sorted.reserve(steps.size());
  for (int wanted : {-1, 0, 1})
    for (unsigned i : *order)
      if (rank(steps[i]) == wanted)
        sorted.push_back(std::move(steps[i]));
  std::move(sorted.begin(), sorted.end(), steps.begin());
  return true;
}

} // namespace

bool orderSteps(std::vector<Op> &steps, const Schema &before) {
  std::vector<Op> ordered = steps;
  for (size_t begin = 0; begin < ordered.size();) {
    size_t end = begin; // nothing passes a step that is not understood
    while (end < ordered.size() && ordered[end].kind != OpKind::Opaque)
      ++end;
    if (!orderSegment(std::span(ordered).subspan(begin, end - begin), before))
      return false;
    begin = end + 1;
  }
  steps = std::move(ordered);
  return true;
}

} // namespace schemac
