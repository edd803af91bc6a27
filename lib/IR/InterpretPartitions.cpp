//===- InterpretPartitions.cpp - Partitions and children of tables --------===//
//
// A partition has the columns, constraints and indexes of its parent, and a state lists only what
// is its own. So a table that becomes one gives up what it has in common with the parent, and one
// that stops being one gets a copy of all of it, under the names that the server chooses.
//
//===----------------------------------------------------------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>

namespace schemac {

bool StepInterpreter::standsAlone(const Table &table) {
  if (table.partitionOf)
    return refused(table.name.str(), fmt::format("the columns of a partition are those of '{}'",
                                                 table.partitionOf.str()));
  for (QName child : state.index().childrenOf(table.name))
    if (!state.table(child)->partitionOf)
      return refused(table.name.str(), fmt::format("'{}' inherits from it", child.str()));
  if (!table.inherits.empty())
    return refused(table.name.str(),
                   fmt::format("it inherits from '{}'", table.inherits.front().str()));
  return true;
}

//===--- creating ---------------------------------------------------------===//

bool StepInterpreter::checkPartitionKey(const Table &table) {
  if (!table.partitionBy)
    return true;
  std::string name = table.name.str();
  const auto &elems = table.partitionBy.elems;
  if (elems.empty())
    return refused(name, "it is partitioned by nothing");
  if (table.partitionBy.strategy == PartitionStrategy::List && elems.size() != 1)
    return refused(name, "lists are of one column");
  if (table.unlogged || !table.parameters.empty())
    return refused(name, "a partitioned table has no rows of its own to store");
  for (const IndexElem &e : elems)
    if (e.column && !columnsOf(table).column(e.column))
      return missing("column", sub(table, e.column));
  for (const Column &c : table.columns)
    if (isIdentity(c) && !needVersion(17, name, "an identity column of a partitioned table"))
      return false;
  for (const Constraint &c : table.constraints)
    if (isKey(c) && !coversPartitionKey(table, c.columns))
      return refused(sub(table, c.name), "it lacks a column that the table is partitioned by");
  return true;
}

bool StepInterpreter::checkPartition(const Table &part) {
  std::string name = part.name.str();
  const Table *parent = needTable(part.partitionOf);
  if (!parent)
    return false;
  if (!parent->partitionBy)
    return refused(name, fmt::format("'{}' is not partitioned", parent->name.str()));
  if (!part.columns.empty())
    return refused(name, "the columns of a partition are those of its parent");
  if (!part.bound && parent->partitionBy.strategy == PartitionStrategy::Hash)
    return refused(name, "a table that is partitioned by hash has no default partition");
  for (QName other : state.index().childrenOf(parent->name))
    if (other != part.name && state.table(other)->bound == part.bound)
      return refused(name, fmt::format("partition '{}' has these bounds", other.str()));
  return true;
}

bool StepInterpreter::checkTableOptions(const Table &table) {
  for (QName parent : table.inherits) {
    const Table *from = needTable(parent);
    if (!from)
      return false;
    if (from->partitionBy || from->partitionOf || table.partitionOf || table.partitionBy)
      return refused(table.name.str(), "partitions and partitioned tables do not inherit");
    for (const Column &c : from->columns)
      if (const Column *own = table.column(c.name); !own || own->type != c.type)
        return refused(table.name.str(),
                       fmt::format("it lacks column '{}' of '{}'", c.name.str(), parent.str()));
  }
  return checkPartitionKey(table) && (!table.partitionOf || checkPartition(table));
}

//===--- attaching and detaching ------------------------------------------===//

bool StepInterpreter::checkSameColumns(const Table &part, const Table &parent) {
  const Table &whole = columnsOf(parent);
  for (const Column &c : whole.columns) {
    const Column *own = part.column(c.name);
    if (!own)
      return missing("column", sub(part, c.name));
    if (own->type != c.type || own->collation() != c.collation() ||
        isGenerated(*own) != isGenerated(c) || isIdentity(*own))
      return refused(sub(part, c.name),
                     fmt::format("the column of '{}' is another one", parent.name.str()));
    if (own->nullable && !c.nullable)
      return refused(sub(part, c.name),
                     fmt::format("it accepts nulls and that of '{}' does not", parent.name.str()));
  }
  for (const Column &c : part.columns)
    if (!whole.column(c.name))
      return refused(sub(part, c.name), fmt::format("'{}' has no such column", parent.name.str()));
  return true;
}

/// What the parent has is there under the name that the server would choose, so that a state that
/// does not list it tells the truth.
bool StepInterpreter::checkSameParts(const Table &part, const Table &parent) {
  Table wanted = standalone(context, state, parent, part.name);
  for (const Constraint &c : wanted.constraints)
    if (const Constraint *own = part.constraint(c.name); !own || !sameConstraint(*own, c))
      return refused(sub(part, c.name),
                     fmt::format("it must be there as '{}' has it", parent.name.str()));
  for (const Index &i : wanted.indexes)
    if (const Index *own = part.index(i.name); !own || !sameIndex(*own, i))
      return refused(sub(part, i.name),
                     fmt::format("it must be there as '{}' has it", parent.name.str()));
  return true;
}

bool StepInterpreter::operator()(AttachPartitionOp step) {
  const Table *table = needTable(step.table());
  const Table *parent = table ? needTable(step.parent()) : nullptr;
  if (!parent)
    return false;
  if (table->partitionOf || !table->inherits.empty())
    return refused(table->name.str(), "it is a part of another table");
  if (!state.index().referencing(table->name).empty())
    return refused(table->name.str(), "a foreign key refers to it");
  Table part = *table;
  part.columns.clear();
  part.partitionOf = parent->name;
  part.bound = step.bound();
  if (!checkPartition(part) || !checkSameColumns(*table, *parent) ||
      !checkSameParts(*table, *parent))
    return false;
  Table common = standalone(context, state, *parent, table->name);
  std::erase_if(part.constraints, [&](const Constraint &c) { return common.constraint(c.name); });
  std::erase_if(part.indexes, [&](const Index &i) { return common.index(i.name); });
  state.put(std::move(part));
  return true;
}

bool StepInterpreter::operator()(DetachPartitionOp step) {
  const Table *table = needTable(step.table());
  if (!table)
    return false;
  if (!table->partitionOf)
    return refused(table->name.str(), "it is not a partition");
  state.put(standalone(context, state, *table));
  return true;
}

/// The last part makes the index of the parent valid.
bool StepInterpreter::operator()(CreateIndexPartOp step) {
  const Table *table = needTable(step.path().table);
  const Table *parent = table && table->partitionOf ? state.table(table->partitionOf) : nullptr;
  if (table && !parent)
    return refused(table->name.str(), "it is not a partition");
  if (!table || !relationFree({table->name.ns, step.path().sub}))
    return false;
  const Index *whole = parent->index(step.of());
  if (!whole)
    return missing("index", sub(*parent, step.of()));
  auto isPart = [&](const Index &i) { return i.partOf == step.of(); };
  if (!whole->invalid || std::ranges::any_of(table->indexes, isPart))
    return refused(step.path().str(), "the index of the parent has this part already");
  QName name = parent->name;
  Index part = *whole;
  part.name = step.path().sub;
  part.partOf = step.of();
  part.invalid = false;
  edit(step.path())->indexes.push_back(std::move(part));
  std::vector<QName> parts = state.index().childrenOf(name);
  for (QName p : parts)
    if (std::ranges::none_of(state.table(p)->indexes, isPart))
      return true;
  for (QName p : parts)
    std::erase_if(state.edit<Table>(p)->indexes, isPart);
  state.edit<Table>(name)->index(step.of())->invalid = false;
  return true;
}

} // namespace schemac
