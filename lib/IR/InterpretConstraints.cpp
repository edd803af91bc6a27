//===- InterpretConstraints.cpp - What steps on constraints do ------------===//
#include "StepInterpreter.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Limits.h"
#include "schemac/IR/OperatorClasses.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Structure.h"
#include <algorithm>

namespace schemac {

//===--- keys -------------------------------------------------------------===//

bool StepInterpreter::checkKey(const Table &table, const Constraint &key) {
  if (key.columns.empty())
    return refused(sub(table, key.name), "it has no columns");
  if (std::string fault = limitFault(state.dialect, key); !fault.empty())
    return refused(sub(table, key.name), fault);
  if (!needColumns(table, key.columns) || !needColumns(table, key.include))
    return false;
  for (Name n : key.columns) {
    Type type = columnsOf(table).column(n)->type;
    if (traits().postgresRules && lacksOrder(state, type))
      return refused(sub(table, key.name),
                     fmt::format("values of type {} cannot be compared", type.str()));
  }
  return true;
}

/// The index that \p key is to be made of.
const Index *StepInterpreter::needIndexFor(const Table &table, const Constraint &key) {
  const Index *index = table.index(key.usingIndex);
  std::string name = sub(table, key.usingIndex);
  if (!index) {
    missing("index", name);
    return nullptr;
  }
  std::string_view why;
  if (!index->unique)
    why = "the index is not unique";
  else if (index->invalid)
    why = "the index is not valid";
  else if (index->where)
    why = "the index is partial";
  else if (index->method && index->method.str() != "btree")
    why = "the index is not a btree";
  else if (std::any_of(index->elems.begin(), index->elems.end(),
                       [](const IndexElem &e) { return !e.column; }))
    why = "the index contains expressions";
  else if (std::any_of(index->elems.begin(), index->elems.end(), [](const IndexElem &e) {
             return e.descending || e.opclass || e.collation || e.nulls != NullsOrder::Default;
           }))
    why = "the index does not have the default order";
  else if (index->nullsNotDistinct && key.kind == ConstraintKind::PrimaryKey)
    why = "the index treats nulls as equal";
  if (!why.empty())
    refused(name, why);
  return why.empty() ? index : nullptr;
}

bool StepInterpreter::addKey(SubRef path, Constraint key) {
  const Table *table = needTable(path.table);
  if (!table)
    return false;
  key.name = path.sub;
  if (key.kind == ConstraintKind::PrimaryKey && table->primaryKey())
    return refused(table->name.str(), "it has a primary key already");
  if (key.usingIndex) {
    const Index *index = needIndexFor(*table, key);
    if (!index)
      return false;
    key.columns.clear();
    for (const IndexElem &e : index->elems)
      key.columns.push_back(e.column);
    key.include = index->include;
    key.nullsNotDistinct = index->nullsNotDistinct;
    if (!index->parameters.empty() || index->tablespace || key.extra) {
      key.edit().parameters = index->parameters;
      key.edit().tablespace = index->tablespace;
    }
  }
  if (table->partitionBy && !coversPartitionKey(*table, key.columns))
    return refused(sub(*table, key.name), "it lacks a column that the table is partitioned by");
  if (key.notValid && !table->partitionBy)
    return refused(sub(*table, key.name), "only a partitioned table has a key by itself");
  bool named = key.usingIndex == key.name || keyFree(*table, key.name);
  if (!named || !constraintFree(*table, key.name) || !checkKey(*table, key))
    return false;
  // Before anything is edited: whoever asks the index later finds what was edited until then.
  key.notValid &= !state.index().childrenOf(table->name).empty();
  Table &edited = *edit(path);
  std::erase_if(edited.indexes, [&](const Index &i) { return i.name == key.usingIndex; });
  forgetParts(edited);
  key.usingIndex = Name();
  bool primary = key.kind == ConstraintKind::PrimaryKey;
  for (Name n : key.columns)
    if (Column *column = primary ? edited.column(n) : nullptr)
      column->nullable = false;
  bool adopts = edited.partitionBy && !key.notValid;
  edited.constraints.insert(primary ? edited.constraints.begin() : edited.constraints.end(),
                            std::move(key));
  if (adopts)
    adoptParts(norm(path.table));
  return true;
}

bool StepInterpreter::operator()(AddPrimaryKeyOp step) { return addKey(step.path(), step.def()); }
bool StepInterpreter::operator()(AddUniqueOp step) { return addKey(step.path(), step.def()); }

//===--- checks and foreign keys ------------------------------------------===//

bool StepInterpreter::operator()(AddCheckOp step) {
  const Table *table = needTable(step.path().table);
  if (!table || !constraintFree(*table, step.path().sub))
    return false;
  Constraint check = step.def();
  check.name = step.path().sub;
  edit(step.path())->constraints.push_back(std::move(check));
  return true;
}

bool StepInterpreter::checkKeyTypes(const Table &table, const Constraint &fk, const Table &target) {
  for (size_t i = 0; i < fk.columns.size(); ++i) {
    Type child = columnsOf(table).column(fk.columns[i])->type;
    Type parent = columnsOf(target).column(fk.refColumns[i])->type;
    if (!comparableAsKey(child, parent, traits().keyTypes))
      return refused(sub(table, fk.name),
                     fmt::format("'{}' is {} and '{}' is {}", fk.columns[i].str(), child.str(),
                                 sub(target, fk.refColumns[i]), parent.str()));
  }
  return true;
}

bool StepInterpreter::checkForeignKey(const Table &table, const Constraint &fk) {
  if (std::string fault = limitFault(state.dialect, fk); !fault.empty())
    return refused(sub(table, fk.name), fault);
  const Table *target = fk.refTable == table.name ? &table : needTable(fk.refTable);
  if (!target || !needColumns(table, fk.columns) || !needColumns(*target, fk.refColumns))
    return false;
  if (fk.columns.size() != fk.refColumns.size())
    return refused(sub(table, fk.name), fmt::format("it has {} columns and references {}",
                                                    fk.columns.size(), fk.refColumns.size()));
  // InnoDB takes any index that begins with them.
  bool anyIndex = traits().keyTypes == KeyTypes::SameIntegers;
  if (!keyOver(*target, fk.refColumns) && !(anyIndex && leadsAnIndex(*target, fk.refColumns)))
    return refused(
        sub(table, fk.name),
        fmt::format("nothing makes the referenced columns of '{}' unique", target->name.str()));
  for (Name n : fk.more().setColumns)
    if (std::find(fk.columns.begin(), fk.columns.end(), n) == fk.columns.end())
      return refused(sub(table, fk.name), fmt::format("'{}' is not one of its columns", n.str()));
  if (target->unlogged && !table.unlogged)
    return refused(sub(table, fk.name), fmt::format("'{}' is unlogged and '{}' is not",
                                                    target->name.str(), table.name.str()));
  return checkKeyTypes(table, fk, *target);
}

bool StepInterpreter::operator()(AddForeignKeyOp step) {
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Constraint fk = norm(step.def());
  if (table->partitionBy && fk.notValid &&
      !needVersion(18, step.path().str(), "a foreign key of a partitioned table that is not valid"))
    return false;
  fk.name = step.path().sub;
  if (!constraintFree(*table, fk.name) || !checkForeignKey(*table, fk))
    return false;
  edit(step.path())->constraints.push_back(std::move(fk));
  adoptParts(norm(step.path().table));
  return true;
}

//===--- exclusion --------------------------------------------------------===//

bool StepInterpreter::checkExclusion(const Table &table, const Constraint &exclusion) {
  const ConstraintExtra &more = exclusion.more();
  std::string name = sub(table, exclusion.name);
  if (more.elems.empty())
    return refused(name, "it has no columns");
  if (std::string fault = limitFault(state.dialect, exclusion); !fault.empty())
    return refused(name, fault);
  if (exclusion.notValid)
    return refused(name, "an exclusion constraint cannot be NOT VALID");
  for (const IndexElem &e : more.elems) {
    if (e.column && !columnsOf(table).column(e.column))
      return missing("column", sub(table, e.column));
    if (!e.with)
      return refused(name, "one of its columns has no operator");
    if (std::string fault =
            classFault(state, more.method ? more.method.str() : "btree", e, &columnsOf(table));
        traits().postgresRules && !fault.empty())
      return refused(name, fault);
  }
  std::string_view method = more.method.str();
  if (method == "gin" || method == "brin")
    return refused(name, fmt::format("method {} cannot exclude", method));
  return needColumns(table, exclusion.include);
}

bool StepInterpreter::operator()(AddExclusionOp step) {
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Constraint exclusion = step.def();
  exclusion.name = step.path().sub;
  if (table->partitionBy && !needVersion(17, step.path().str(), "exclusion on a partitioned table"))
    return false;
  if (!relationFree({table->name.ns, exclusion.name}) || !constraintFree(*table, exclusion.name) ||
      !checkExclusion(*table, exclusion))
    return false;
  edit(step.path())->constraints.push_back(std::move(exclusion));
  return true;
}

/// Keys cannot be altered.
bool StepInterpreter::operator()(AlterConstraintOp step) {
  const Table *table = needTable(step.path().table);
  const Constraint *constraint = table ? table->constraint(step.path().sub) : nullptr;
  if (table && !constraint)
    return missing("constraint", step.path().str());
  if (!table)
    return false;
  if (constraint->kind != ConstraintKind::ForeignKey)
    return refused(step.path().str(), "it is not a foreign key");
  if (step.notEnforced() != constraint->notEnforced &&
      !needVersion(18, step.path().str(), "NOT ENFORCED"))
    return false;
  if (step.initiallyDeferred() && !step.deferrable())
    return refused(step.path().str(), "what is initially deferred must be deferrable");
  Constraint &edited = *edit(step.path())->constraint(step.path().sub);
  edited.deferrable = step.deferrable();
  edited.initiallyDeferred = step.initiallyDeferred();
  edited.notEnforced = step.notEnforced();
  return true;
}

//===--- any constraint ---------------------------------------------------===//

std::pair<const Table *, const Constraint *> StepInterpreter::needConstraint(const SubRef &path) {
  const Table *table = needTable(path.table);
  const Constraint *constraint = table ? table->constraint(path.sub) : nullptr;
  if (table && !constraint)
    missing("constraint", path.str());
  return {table, constraint};
}

bool StepInterpreter::operator()(DropConstraintOp step) {
  auto [table, constraint] = needConstraint(step.path());
  if (!constraint)
    return false;
  Name name = step.path().sub;
  if (isKey(*constraint))
    if (SubRef fk = dependentForeignKey(*table, name); fk.sub)
      return refused(step.path().str(), fmt::format("foreign key '{}' rests on it", fk.str()));
  for (QName parent : table->inherits)
    if (const Constraint *above = state.table(parent)->constraint(name);
        above && above->kind == ConstraintKind::Check && !above->noInherit)
      return refused(step.path().str(), fmt::format("it is inherited from '{}'", parent.str()));
  if (constraint->notValid)
    forgetIndexParts(table->name, name);
  Table &edited = *edit(step.path());
  std::erase_if(edited.constraints, [&](const Constraint &c) { return c.name == name; });
  forgetParts(edited);
  if (edited.replicaIndex == name)
    edited.replicaIndex = Name(); // rows are known by nothing now
  return true;
}

bool StepInterpreter::operator()(ValidateConstraintOp step) {
  auto [table, constraint] = needConstraint(step.path());
  if (!constraint)
    return false;
  if (isKey(*constraint) || constraint->kind == ConstraintKind::Exclusion)
    return refused(step.path().str(), "only checks and foreign keys can be validated");
  if (constraint->notEnforced)
    return refused(step.path().str(), "it is not enforced");
  edit(step.path())->constraint(step.path().sub)->notValid = false;
  return true;
}

/// Renames a primary key or unique constraint, whose name is that of a relation too.
bool StepInterpreter::renameKey(const Table &table, Name from, Name to) {
  if (!keyFree(table, to) || !constraintFree(table, to))
    return false;
  Table &edited = *state.edit<Table>(table.name);
  edited.constraint(from)->name = to;
  renamePart(edited, PartKind::Constraint, from, to);
  if (edited.replicaIndex == from)
    edited.replicaIndex = to;
  return true;
}

static bool inheritsCheck(const Schema &state, const Table &parent, Name name) {
  const Constraint *own = parent.constraint(name);
  if (own)
    return own->kind == ConstraintKind::Check && !own->noInherit;
  return std::ranges::any_of(inheritedChecks(state, parent),
                             [&](const Constraint &c) { return c.name == name; });
}

/// A check goes by one name wherever it is inherited.
bool StepInterpreter::operator()(RenameConstraintOp step) {
  auto [table, constraint] = needConstraint(step.path());
  if (!constraint)
    return false;
  if (ownsIndex(*constraint))
    return renameKey(*table, step.path().sub, step.to());
  Name from = step.path().sub, to = step.to();
  bool inheritable = constraint->kind == ConstraintKind::Check && !constraint->noInherit;
  for (QName parent : inheritable ? table->inherits : std::vector<QName>())
    if (inheritsCheck(state, *state.table(parent), from))
      return refused(step.path().str(), fmt::format("it is inherited from '{}'", parent.str()));
  std::vector<QName> tables =
      inheritable ? familyOf(state, table->name) : std::vector<QName>{table->name};
  std::erase_if(tables, [&](QName t) { return !state.table(t)->constraint(from); });
  for (QName t : tables)
    if (!constraintFree(*state.table(t), to))
      return false;
  for (QName t : tables) {
    Table &edited = *state.edit<Table>(t);
    edited.constraint(from)->name = to;
    renamePart(edited, PartKind::Constraint, from, to);
  }
  return true;
}

} // namespace schemac
