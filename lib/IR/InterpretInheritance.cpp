//===- InterpretInheritance.cpp - Tables that inherit from others ---------===//
//
// What a table inherits is its own, too, so that it must be there as the parent has it, and a step
// on a column of the parent is one on all of its heirs.
//
//===----------------------------------------------------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>

namespace schemac {

bool StepInterpreter::hasOwnColumns(const Table &table) {
  return !table.partitionOf ||
         refused(table.name.str(), fmt::format("the columns of a partition are those of '{}'",
                                               table.partitionOf.str()));
}

bool StepInterpreter::standsAlone(const Table &table) {
  if (!hasOwnColumns(table))
    return false;
  for (QName child : heirsOf(state, table.name))
    return refused(table.name.str(), fmt::format("'{}' inherits from it", child.str()));
  if (!table.inherits.empty())
    return refused(table.name.str(),
                   fmt::format("it inherits from '{}'", table.inherits.front().str()));
  return true;
}

std::optional<std::vector<QName>> StepInterpreter::holders(const Table &table, Name column) {
  if (!hasOwnColumns(table))
    return std::nullopt;
  std::vector<QName> found = familyOf(state, table.name);
  for (QName name : found) {
    if (!state.table(name)->column(column)) {
      missing("column", SubRef{name, column}.str());
      return std::nullopt;
    }
    for (QName giver : giversOf(state, *state.table(name), column))
      if (name == table.name || std::ranges::find(found, giver) == found.end()) {
        refused(SubRef{name, column}.str(), fmt::format("it is inherited from '{}'", giver.str()));
        return std::nullopt;
      }
  }
  return found;
}

std::optional<std::vector<QName>> StepInterpreter::receivers(const Table &table,
                                                             const Column &column) {
  std::vector<QName> found{table.name};
  for (size_t i = 0; i < found.size(); ++i)
    for (QName heir : heirsOf(state, found[i])) {
      const Column *own = state.table(heir)->column(column.name);
      bool fits = own ? own->type == column.type && own->collation() == column.collation() &&
                            own->nullable == column.nullable
                      : !hasSequence(column);
      if (!fits || (own && isGenerated(*own) != isGenerated(column))) {
        refused(SubRef{heir, column.name}.str(),
                fmt::format("it must be there as '{}' is to have it", table.name.str()));
        return std::nullopt;
      }
      if (!own && std::ranges::find(found, heir) == found.end())
        found.push_back(heir);
    }
  found.erase(found.begin());
  return found;
}

/// What the parent has must be there, as it would not come with it.
bool StepInterpreter::checkInherited(const Table &table, const Table &parent) {
  for (const Column &c : parent.columns) {
    const Column *own = table.column(c.name);
    if (!own)
      return missing("column", sub(table, c.name));
    if (own->type != c.type || own->collation() != c.collation() ||
        isGenerated(*own) != isGenerated(c))
      return refused(sub(table, c.name),
                     fmt::format("the column of '{}' is another one", parent.name.str()));
    if (own->nullable && !c.nullable)
      return refused(sub(table, c.name),
                     fmt::format("it accepts nulls and that of '{}' does not", parent.name.str()));
  }
  std::vector<Constraint> checks = inheritedChecks(state, parent);
  checks.insert(checks.end(), parent.constraints.begin(), parent.constraints.end());
  for (const Constraint &c : checks) {
    if (c.kind != ConstraintKind::Check || c.noInherit)
      continue;
    const Constraint *own = table.constraint(c.name);
    if (!own || own->kind != ConstraintKind::Check || own->check != c.check || own->noInherit ||
        (own->notValid && !c.notValid) || (own->notEnforced && !c.notEnforced))
      return refused(sub(table, c.name),
                     fmt::format("it must be there as '{}' has it", parent.name.str()));
  }
  return true;
}

bool StepInterpreter::inherit(const Table &table, const Table &parent) {
  std::string name = table.name.str();
  if (parent.partitionOf || table.partitionOf || table.partitionBy)
    return refused(name, "partitions and partitioned tables do not inherit");
  if (std::ranges::find(table.inherits, parent.name) != table.inherits.end())
    return refused(name, fmt::format("it inherits from '{}' already", parent.name.str()));
  std::vector<QName> below = familyOf(state, table.name);
  if (std::ranges::find(below, parent.name) != below.end())
    return refused(name, "it would descend from itself");
  if (!checkInherited(table, parent))
    return false;
  state.edit<Table>(table.name)->inherits.push_back(parent.name);
  return true;
}

/// Of all parents: what it had of them is its own from then on.
bool StepInterpreter::disinherit(const Table &table) {
  Table alone = table;
  for (const Constraint &c : inheritedChecks(state, table))
    alone.constraints.push_back(c);
  alone.inherits.clear();
  state.put(std::move(alone));
  return true;
}

} // namespace schemac
