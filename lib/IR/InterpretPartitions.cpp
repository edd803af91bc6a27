//===- InterpretPartitions.cpp - Partitions of tables ---------------------===//
//
// A partition has the columns, constraints and indexes of its parent, and a state lists only what
// is its own. So a table that becomes one gives up what it has in common with the parent, and one
// that stops being one gets a copy of all of it, under the names that the server chooses.
//
//===----------------------------------------------------------------------===//
#include "PartitionClaims.h"
#include "StepInterpreter.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

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
  for (const Constraint &c : table.constraints)
    if (isKey(c) && !coversPartitionKey(table, c.columns))
      return refused(sub(table, c.name), "it lacks a column that the table is partitioned by");
  return true;
}

/// FROM (1) TO (10), IN (1), WITH (MODULUS 4, REMAINDER 1)
static bool fits(Expr bound, PartitionStrategy strategy) {
  std::vector<SqlToken> tokens = lexSqlTokens(bound.str());
  std::string_view word = strategy == PartitionStrategy::Range  ? "from"
                          : strategy == PartitionStrategy::List ? "in"
                                                                : "with";
  return tokens.empty() || tokens.front().isWord(word);
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
  if (part.bound && !fits(part.bound, parent->partitionBy.strategy))
    return refused(name, fmt::format("'{}' is partitioned in another way", parent->name.str()));
  auto &known = context.attachment<PartitionBounds>();
  QName other = state.index()
                    .claims(state, parent->name, known)
                    .against(part.name, part.bound, part.bound ? known.read(part.bound) : nullptr);
  if (!other)
    return true;
  std::string why = state.table(other)->bound == part.bound
                        ? fmt::format("partition '{}' has these bounds", other.str())
                        : fmt::format("it would overlap partition '{}'", other.str());
  return refused(name, why);
}

bool StepInterpreter::checkTableOptions(const Table &table) {
  for (QName parent : table.inherits) {
    const Table *from = needTable(parent);
    if (!from)
      return false;
    if (std::ranges::count(table.inherits, parent) > 1)
      return refused(table.name.str(), fmt::format("it inherits from '{}' twice", parent.str()));
    if (from->partitionBy || from->partitionOf || table.partitionOf || table.partitionBy)
      return refused(table.name.str(), "partitions and partitioned tables do not inherit");
    for (const Column &c : from->columns)
      if (const Column *own = table.column(c.name); !own || own->type != c.type)
        return refused(table.name.str(),
                       fmt::format("it lacks column '{}' of '{}'", c.name.str(), parent.str()));
      else if (own->nullable && !c.nullable)
        return refused(sub(table, c.name), fmt::format("that of '{}' is NOT NULL", parent.str()));
  }
  return checkPartitionKey(table) && (!table.partitionOf || checkPartition(table));
}

//===--- attaching and detaching ------------------------------------------===//

bool StepInterpreter::checkSameColumns(const Table &part, const Table &parent) {
  const Table &whole = columnsOf(parent);
  // Up to PostgreSQL 16 a partition keeps one of its own.
  auto takesNoIdentity = [&] { return state.version == 0 || state.version >= 17; };
  for (const Column &c : whole.columns) {
    const Column *own = part.column(c.name);
    if (!own)
      return missing("column", sub(part, c.name));
    if (own->type != c.type || own->collation() != c.collation() ||
        isGenerated(*own) != isGenerated(c) || (isIdentity(*own) && takesNoIdentity()))
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
  if (!parent->partitionBy && !step.has_bound())
    return inherit(*table, *parent);
  if (table->partitionOf || !table->inherits.empty())
    return refused(table->name.str(), "it is a part of another table");
  if (!state.index().referencing(table->name).empty())
    return refused(table->name.str(), "a foreign key refers to it");
  for (const Table *above = parent; above;
       above = above->partitionOf ? state.table(above->partitionOf) : nullptr)
    if (above == table)
      return refused(table->name.str(), "it would be a partition of itself");
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
  if (!table->inherits.empty() && !step.concurrently())
    return disinherit(*table);
  if (!table->partitionOf)
    return refused(table->name.str(), "it is not a partition");
  if (step.concurrently() && !needVersion(14, table->name.str(), "DETACH PARTITION CONCURRENTLY"))
    return false;
  if (const Table *rest = defaultPartition(state, table->partitionOf); rest && step.concurrently())
    return refused(table->name.str(), fmt::format("beside default partition '{}' it is not "
                                                  "detached concurrently",
                                                  rest->name.str()));
  state.put(standalone(context, state, *table));
  return true;
}

} // namespace schemac
