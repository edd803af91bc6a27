//===- Progress.cpp - How far a script has come ---------------------------===//
#include "Emit/Progress.h"
#include <algorithm>
#include <map>
#include <set>

namespace schemac {

namespace {

using Probes = std::vector<const Probe *>;

/// \p keep chooses by the first and the last probe of an object.
std::string facts(const Probes &probes, auto keep) {
  std::map<std::string_view, std::pair<const Probe *, const Probe *>> objects;
  std::vector<std::string_view> order;
  for (const Probe *p : probes) {
    auto [it, isNew] = objects.try_emplace(p->object, p, p);
    it->second.second = p;
    if (isNew)
      order.push_back(p->object);
  }
  std::string sql;
  for (std::string_view object : order) {
    auto [first, last] = objects[object];
    bool moved = std::ranges::any_of(last->owners,
                                     [&](const std::string &o) { return objects.count(o) != 0; });
    auto subject = objects.find(last->subject);
    bool gone = last->present && subject != objects.end() && !subject->second.second->present;
    if (!moved && !gone && !last->sql.empty() && keep(*first, *last))
      sql +=
          (sql.empty() ? "" : "\n  AND ") + (last->present ? last->sql : "NOT (" + last->sql + ")");
  }
  return sql;
}

Probes probesOf(const Script &script, const Block &block) {
  Probes out;
  for (size_t i = block.begin; i < block.end; ++i)
    for (const Probe &p : script.steps[i].sql.probes)
      out.push_back(&p);
  return out;
}

/// Which blocks of a script change an object.
struct Changes {
  std::map<std::string_view, std::set<size_t>> blocks;

  explicit Changes(const Script &script) {
    for (size_t b = 0; b < script.blocks.size(); ++b)
      for (const Probe *p : probesOf(script, script.blocks[b]))
        blocks[p->object].insert(b);
  }
  bool onlyIn(std::string_view object, size_t block) const {
    auto it = blocks.find(object);
    return it == blocks.end() || (it->second.size() == 1 && *it->second.begin() == block);
  }
  bool after(std::string_view object, size_t block) const {
    auto it = blocks.find(object);
    return it != blocks.end() && *it->second.rbegin() > block;
  }
};

/// Whether nothing tells that this block has run, or a later one takes it away or renames it.
bool isUncertain(const Probes &own, const Changes &changes, size_t block) {
  return lastingFacts(own).empty() || std::ranges::any_of(own, [&](const Probe *p) {
           return changes.after(p->object, block) ||
                  std::ranges::any_of(
                      p->owners, [&](const std::string &o) { return changes.after(o, block); });
         });
}

} // namespace

std::string lastingFacts(const Probes &probes) {
  return facts(probes,
               [](const Probe &first, const Probe &last) { return first.present == last.present; });
}

std::string leftThere(const Probes &probes) {
  return facts(probes, [](const Probe &, const Probe &last) { return last.existence; });
}

Progress::Progress(const Script &script, const Script &other, bool down)
    : conditions(script.blocks.size()), left(script.blocks.size()) {
  Changes changes(script);
  std::map<std::string_view, std::set<bool>> forward; // what the way there makes of each object
  if (down)
    for (const EmittedStep &s : other.steps)
      for (const Probe &p : s.sql.probes)
        forward[p.object].insert(p.present);

  std::string witness; // the mark of this block or of the nearest one behind it that leaves one
  for (size_t b = script.blocks.size(); b-- > 0;) {
    Probes own = probesOf(script, script.blocks[b]);
    auto isMark = [&](const Probe &first, const Probe &p) {
      if (first.present != p.present || !p.ownDoing)
        return false;
      bool stays =
          changes.onlyIn(p.object, b) && std::ranges::all_of(p.owners, [&](const std::string &o) {
            return changes.blocks.count(o) == 0 && forward.count(o) == 0;
          });
      if (!down)
        return stays;
      auto there = forward.find(p.object);
      return stays && there != forward.end() && !there->second.contains(p.present);
    };
    // A mark stays to the end of the phase, so it tells of the blocks before it as well.
    if (std::string mark = facts(own, isMark); !mark.empty())
      witness = std::move(mark);
    if (script.steps[script.blocks[b].begin].op && isUncertain(own, changes, b))
      conditions[b] = witness;
  }
  for (size_t b = 0; down && b < script.blocks.size(); ++b) {
    auto undoes = [&](size_t block) { return script.steps[script.blocks[block].begin].upBlock; };
    if (b == 0 || undoes(b) != undoes(b - 1))
      left[b] = leftThere(probesOf(other, other.blocks[undoes(b)]));
  }
}

} // namespace schemac
