//===- Triggers.cpp - In which order triggers run -------------------------===//
//
// Those of one time and event run as they were made, unless one says beside which other it stands.
// In the one form they stand in that order, and each but the first says which it follows.
//
//===----------------------------------------------------------------------===//
#include "Dialect/MySql/MySqlDialect.h"
#include "schemac/IR/TriggerBodies.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::mysql {

namespace {

bool sameMoment(const TriggerAction &a, const TriggerAction &b) {
  return a.timing == b.timing && a.onInsert == b.onInsert && a.onUpdate == b.onUpdate &&
         a.onDelete == b.onDelete;
}

using Group = std::vector<Trigger>;

/// Puts \p t where it says; false while what it stands beside is not there.
bool place(Group &group, const Trigger &t) {
  Name beside = t.action->precedes ? t.action->precedes : t.action->follows;
  auto at = beside ? std::ranges::find(group, beside, &Trigger::name) : group.end();
  if (beside && at == group.end())
    return false;
  group.insert(beside && t.action->follows ? at + 1 : at, t);
  return true;
}

/// What stands beside nothing that is there keeps its word, for a fault.
Group inOrder(Group waiting) {
  Group group;
  for (bool moved = true; moved;) {
    moved = false;
    Group later;
    for (const Trigger &t : waiting)
      place(group, t) ? void(moved = true) : later.push_back(t);
    waiting = std::move(later);
  }
  for (size_t i = 0; i < group.size(); ++i) {
    TriggerAction action = *group[i].action;
    action.follows = i ? group[i - 1].name : Name();
    action.precedes = Name();
    group[i].action = std::make_shared<const TriggerAction>(std::move(action));
  }
  group.insert(group.end(), waiting.begin(), waiting.end());
  return group;
}

} // namespace

void canonicalizeTriggers(Context &context, Table &table) {
  std::vector<Group> groups;
  std::vector<Trigger> others;
  for (Trigger t : table.triggers) {
    if (!t.action || !t.action->body) {
      others.push_back(t);
      continue;
    }
    TriggerAction action = *t.action;
    action.body = context.expr(std::string(plainBody(action.body.str())));
    action.forEachRow = true; // there are no others
    t.action = std::make_shared<const TriggerAction>(std::move(action));
    auto same = [&](const Group &g) { return sameMoment(*g.front().action, *t.action); };
    auto group = std::ranges::find_if(groups, same);
    (group == groups.end() ? groups.emplace_back() : *group).push_back(t);
  }
  table.triggers.clear();
  for (Group &g : groups)
    for (Trigger &t : inOrder(std::move(g)))
      table.triggers.push_back(std::move(t));
  table.triggers.insert(table.triggers.end(), others.begin(), others.end());
}

std::vector<TableFault> triggerFaults(const Table &table) {
  std::vector<TableFault> out;
  for (const Trigger &t : table.triggers) {
    Name beside = !t.action ? Name() : t.action->follows ? t.action->follows : t.action->precedes;
    const Trigger *other = beside ? table.trigger(beside) : nullptr;
    bool stands = other && other->action && sameMoment(*other->action, *t.action);
    if (beside && !stands)
      out.push_back({t.range, SubRef{table.name, t.name}.str(),
                     fmt::format("'{}' is no trigger of this table, time and event that it could "
                                 "stand beside",
                                 beside.str())});
    else if (beside && t.action->follows && t.action->precedes)
      out.push_back({t.range, SubRef{table.name, t.name}.str(),
                     "it says beside which trigger it stands twice"});
  }
  return out;
}

} // namespace schemac::mysql
