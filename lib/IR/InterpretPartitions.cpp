//===- InterpretPartitions.cpp - Partitions and children of tables --------===//
//
// A partition has the columns, constraints and indexes of its parent, and a state lists only what
// is its own. So a table that becomes one gives up what it has in common with the parent, and one
// that stops being one gets a copy of all of it, under the names that the server chooses.
//
//===----------------------------------------------------------------------===//
#include "PartitionFaults.h"
#include "StepInterpreter.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SqlTokens.h"
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
  auto &bounds = context.attachment<PartitionBounds>();
  for (QName other : state.index().childrenOf(parent->name)) {
    if (other == part.name)
      continue;
    Expr bound = state.table(other)->bound;
    if (bound == part.bound)
      return refused(name, fmt::format("partition '{}' has these bounds", other.str()));
    if (part.bound && bound && bounds.overlap(part.bound, bound))
      return refused(name, fmt::format("it would overlap partition '{}'", other.str()));
  }
  return true;
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

//===--- inheriting -------------------------------------------------------===//

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

//===--- indexes and keys by partition ------------------------------------===//

/// The index or key of the parent of which \p path is to be a part, as an index; nothing when it is
/// not one that waits for parts.
std::optional<Index> StepInterpreter::needWhole(const SubRef &path, Name of) {
  const Table *table = needTable(path.table);
  const Table *parent = table && table->partitionOf ? state.table(table->partitionOf) : nullptr;
  if (table && !parent)
    refused(table->name.str(), "it is not a partition");
  if (!parent)
    return std::nullopt;
  const Index *index = parent->index(of);
  const Constraint *key = parent->constraint(of);
  if (!index && !(key && isKey(*key))) {
    missing("index", sub(*parent, of));
    return std::nullopt;
  }
  if (index ? !index->invalid : !key->notValid) {
    refused(path.str(), "the index of the parent has this part already");
    return std::nullopt;
  }
  return index ? *index : indexOfKey(*key);
}

/// The last part makes the index or key of \p parent valid.
void StepInterpreter::joinParts(QName parent, Name of) {
  std::vector<QName> parts = state.index().childrenOf(parent);
  auto isPart = [&](const Index &i) { return i.partOf == of; };
  for (QName p : parts)
    if (std::ranges::none_of(state.table(p)->indexes,
                             [&](const Index &i) { return isPart(i) && !i.invalid; }))
      return;
  for (QName p : parts)
    std::erase_if(state.edit<Table>(p)->indexes, isPart);
  Table *whole = state.edit<Table>(parent);
  if (Index *index = whole->index(of))
    index->invalid = false;
  else
    whole->constraint(of)->notValid = false;
}

bool StepInterpreter::operator()(CreateIndexPartOp step) {
  std::optional<Index> part = needWhole(step.path(), step.of());
  if (!part)
    return false;
  const Table &table = *state.table(norm(step.path().table));
  if (!relationFree({table.name.ns, step.path().sub}))
    return false;
  if (table.partitionBy)
    return refused(step.path().str(), "the table has partitions, which have parts of it");
  if (std::ranges::any_of(table.indexes, [&](const Index &i) { return i.partOf == step.of(); }))
    return refused(step.path().str(), "the index of the parent has this part already");
  QName parent = table.partitionOf;
  part->name = step.path().sub;
  part->partOf = step.of();
  part->invalid = state.table(parent)->constraint(step.of()) != nullptr; // not attached yet
  edit(step.path())->indexes.push_back(std::move(*part));
  joinParts(parent, step.of());
  return true;
}

/// The index or key that a partition with partitions of its own has by itself becomes a part.
bool StepInterpreter::attachWhole(const Table &table, Name name, const Index &of) {
  const Index *index = table.index(name);
  const Constraint *key = table.constraint(name);
  std::string path = sub(table, name);
  if (!index && !(key && isKey(*key)))
    return missing("index", path);
  if (index ? index->invalid || index->partOf : key->notValid)
    return refused(path, "not all of its partitions have their part of it");
  Index part = index ? *index : indexOfKey(*key), wanted = of;
  wanted.name = name;
  wanted.invalid = false;
  if (!sameIndex(part, wanted))
    return refused(path, fmt::format("it is not as '{}' of the parent", of.name.str()));
  QName parent = table.partitionOf;
  Table &edited = *state.edit<Table>(table.name);
  std::erase_if(edited.constraints, [&](const Constraint &c) { return c.name == name; });
  std::erase_if(edited.indexes, [&](const Index &i) { return i.name == name; });
  part.partOf = of.name;
  edited.indexes.push_back(std::move(part));
  joinParts(parent, of.name);
  return true;
}

bool StepInterpreter::operator()(AttachKeyPartOp step) {
  std::optional<Index> whole = needWhole(step.path(), step.of());
  if (!whole)
    return false;
  const Table &table = *state.table(norm(step.path().table));
  if (table.partitionBy)
    return attachWhole(table, step.path().sub, *whole);
  const Index *part = table.index(step.path().sub);
  if (!part)
    return missing("index", step.path().str());
  if (part->partOf != step.of() || !part->invalid)
    return refused(step.path().str(), "it was not made to be a part of this key");
  QName parent = table.partitionOf;
  edit(step.path())->index(step.path().sub)->invalid = false;
  joinParts(parent, step.of());
  return true;
}

/// What the partitions have as \p parent has it now, under the name that the server gives it there,
/// is part of that.
void StepInterpreter::adoptParts(QName parent) {
  if (!state.table(parent)->partitionBy)
    return; // tables that inherit from it have keys of their own
  for (QName p : state.index().childrenOf(parent)) {
    Table common = standalone(context, state, *state.table(parent), p);
    auto isCommon = [&](const Constraint &c) {
      const Constraint *whole = common.constraint(c.name);
      return whole && sameConstraint(*whole, c);
    };
    auto isCommonIndex = [&](const Index &i) {
      const Index *whole = common.index(i.name);
      return whole && sameIndex(*whole, i);
    };
    if (std::ranges::any_of(state.table(p)->constraints, isCommon))
      std::erase_if(state.edit<Table>(p)->constraints, isCommon);
    if (std::ranges::any_of(state.table(p)->indexes, isCommonIndex))
      std::erase_if(state.edit<Table>(p)->indexes, isCommonIndex);
    adoptParts(p);
  }
}

} // namespace schemac
