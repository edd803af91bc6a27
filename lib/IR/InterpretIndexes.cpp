//===- InterpretIndexes.cpp - What steps on indexes do --------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/Limits.h"
#include "schemac/IR/OperatorClasses.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Structure.h"
#include <algorithm>

namespace schemac {

namespace {
/// What PostgreSQL's access methods can do.
struct Method {
  std::string_view name;
  bool ordered, multiColumn, includes;
};
} // namespace

static constexpr Method Methods[] = {{"btree", true, true, true},    {"hash", false, false, false},
                                     {"gin", false, true, false},    {"gist", false, true, true},
                                     {"spgist", false, false, true}, {"brin", false, true, false}};

/// What the method of an index cannot do; methods of extensions are not known.
bool StepInterpreter::checkMethod(const Table &table, const Index &index) {
  std::string_view method = index.method ? index.method.str() : "btree";
  std::string name = sub(table, index.name);
  if (index.unique && method != "btree")
    return refused(name, "only a btree can be unique");
  auto known = std::ranges::find(Methods, method, &Method::name);
  if (known == std::end(Methods))
    return true;
  if (!known->multiColumn && index.elems.size() > 1)
    return refused(name, fmt::format("method {} takes one column", method));
  if (!known->includes && !index.include.empty())
    return refused(name, fmt::format("method {} does not include columns", method));
  if (method == "spgist" && !index.include.empty() &&
      !needVersion(14, name, "including columns in an spgist index"))
    return false;
  for (const IndexElem &e : index.elems) {
    if (std::string fault = classFault(state, method, e, &columnsOf(table)); !fault.empty())
      return refused(name, fault);
    const Column *column = e.column ? columnsOf(table).column(e.column) : nullptr;
    if (method != "btree" && !e.opclass && column && column->type.is(TypeKind::Json))
      return refused(name, fmt::format("method {} has no class for values of type json", method));
    if (!known->ordered && (e.descending || e.nulls != NullsOrder::Default))
      return refused(name, fmt::format("method {} has no order", method));
    if (!e.opclassParameters.empty() && !needVersion(13, name, "an operator class with parameters"))
      return false;
  }
  return !index.nullsNotDistinct || needVersion(15, name, "NULLS NOT DISTINCT");
}

bool StepInterpreter::needIndexColumns(const Table &table, const Index &index) {
  if (index.elems.empty())
    return refused(sub(table, index.name), "it has no columns");
  if (std::string fault = limitFault(state.dialect, index); !fault.empty())
    return refused(sub(table, index.name), fault);
  bool btree = !index.method || index.method.str() == "btree";
  if (traits().postgresRules && !checkMethod(table, index))
    return false;
  if (index.unique && table.partitionBy) {
    std::vector<Name> columns;
    for (const IndexElem &e : index.elems)
      columns.push_back(e.column);
    if (!coversPartitionKey(table, columns))
      return refused(sub(table, index.name), "it lacks a column that the table is partitioned by");
  }
  for (const IndexElem &e : index.elems) {
    const Column *column = e.column ? columnsOf(table).column(e.column) : nullptr;
    if (e.column && !column)
      return missing("column", sub(table, e.column));
    if (traits().postgresRules && column && column->generation == Generation::Virtual)
      return refused(sub(table, index.name),
                     fmt::format("'{}' is a virtual column", column->name.str()));
    bool compares = !column || !lacksOrder(state, column->type);
    if (traits().postgresRules && btree && !e.opclass && !compares)
      return refused(sub(table, index.name),
                     fmt::format("values of type {} cannot be compared", column->type.str()));
  }
  return needColumns(table, index.include);
}

/// What a materialized view shows is not known here, so its columns are not looked for.
bool StepInterpreter::indexView(QName view, Index index) {
  if (index.elems.empty())
    return refused(SubRef{view, index.name}.str(), "it has no columns");
  if (!relationFree({view.ns, index.name}))
    return false;
  for (const IndexElem &e : index.elems)
    if (std::string fault =
            classFault(state, index.method ? index.method.str() : "btree", e, nullptr);
        traits().postgresRules && !fault.empty())
      return refused(SubRef{view, index.name}.str(), fault);
  state.edit<View>(view)->indexes.push_back(std::move(index));
  return true;
}

bool StepInterpreter::dropViewIndex(const View &view, Name name) {
  auto named = [&](const Index &i) { return i.name == name; };
  if (std::none_of(view.indexes.begin(), view.indexes.end(), named))
    return missing("index", SubRef{view.name, name}.str());
  View &edited = *state.edit<View>(view.name);
  std::erase_if(edited.indexes, named);
  setPartComment(edited, PartKind::Index, name, Name());
  return true;
}

bool StepInterpreter::operator()(CreateIndexOp step) {
  if (const View *view = state.views().find(norm(step.path().table)); view && view->materialized) {
    Index index = step.def();
    index.name = step.path().sub;
    return indexView(view->name, std::move(index));
  }
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Index index = step.def();
  index.name = step.path().sub;
  if (!indexFree(*table, index.name) || !needIndexColumns(*table, index))
    return false;
  if (step.concurrently() && table->partitionBy)
    return refused(step.path().str(), "on a partitioned table it cannot be built concurrently");
  if (step.only() && !table->partitionBy)
    return refused(step.path().str(), "the table is not partitioned");
  index.invalid |= step.only() && !state.index().childrenOf(table->name).empty();
  bool adopts = table->partitionBy && !step.only();
  Name whole = index.invalid ? Name() : index.partOf;
  QName parent = table->partitionOf;
  edit(step.path())->indexes.push_back(std::move(index));
  if (whole && state.table(parent) && state.table(parent)->index(whole))
    joinParts(parent, whole);
  if (adopts) {
    QName name = norm(step.path().table);
    adoptIndex(name, Index(*state.table(name)->index(step.path().sub)));
    adoptParts(name);
  }
  return true;
}

void StepInterpreter::forgetIndexParts(QName parent, Name of) {
  auto isPart = [&](const Index &i) { return i.partOf == of; };
  for (QName part : state.index().childrenOf(parent))
    if (std::ranges::any_of(state.table(part)->indexes, isPart))
      std::erase_if(state.edit<Table>(part)->indexes, isPart);
}

bool StepInterpreter::operator()(DropIndexOp step) {
  if (const View *view = state.views().find(norm(step.path().table)); view && view->materialized)
    return dropViewIndex(*view, step.path().sub);
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Name name = step.path().sub;
  if (const Constraint *c = table->constraint(name); c && ownsIndex(*c))
    return refused(step.path().str(), "it belongs to the constraint of this name");
  if (!table->index(name))
    return missing("index", step.path().str());
  if (SubRef fk = dependentForeignKey(*table, name); fk.sub)
    return refused(step.path().str(), fmt::format("foreign key '{}' rests on it", fk.str()));
  if (step.concurrently() && table->partitionBy)
    return refused(step.path().str(), "that of a partitioned table is not dropped concurrently");
  if (const Index *index = table->index(name); index->partOf && !index->invalid)
    return refused(step.path().str(), "it is a part of the parent's index");
  if (table->replicaIndex == name)
    state.edit<Table>(table->name)->replicaIndex = Name(); // rows are known by nothing now
  forgetIndexParts(table->name, name);
  Table &edited = *edit(step.path());
  std::erase_if(edited.indexes, [&](const Index &i) { return i.name == name; });
  forgetParts(edited);
  return true;
}

bool StepInterpreter::operator()(SetIndexTablespaceOp step) {
  const SubRef &path = step.path();
  if (step.concurrently() && !needVersion(14, path.str(), "moving an index concurrently"))
    return false;
  const Table *table = needTable(path.table);
  if (!table)
    return false;
  const Constraint *key = table->constraint(path.sub);
  if (!table->index(path.sub) && !(key && ownsIndex(*key)))
    return missing("index", path.str());
  if (Index *index = edit(path)->index(path.sub))
    index->tablespace = step.tablespace();
  else
    edit(path)->constraint(path.sub)->edit().tablespace = step.tablespace();
  return true;
}

bool StepInterpreter::operator()(SetIndexParametersOp step) {
  if (const View *view = state.views().find(norm(step.path().table)); view && view->materialized) {
    auto named = [&](const Index &i) { return i.name == step.path().sub; };
    if (std::ranges::none_of(view->indexes, named))
      return missing("index", step.path().str());
    std::ranges::find_if(state.edit<View>(view->name)->indexes, named)->parameters =
        step.parameters();
    return true;
  }
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Name name = step.path().sub;
  const Constraint *key = table->constraint(name);
  if (!table->index(name) && !(key && ownsIndex(*key)))
    return missing("index", step.path().str());
  if (table->partitionBy && !step.parameters().empty())
    return refused(step.path().str(), "an index of a partitioned table has no parameters");
  if (Index *index = edit(step.path())->index(name))
    index->parameters = step.parameters();
  else
    edit(step.path())->constraint(name)->edit().parameters = step.parameters();
  return true;
}

bool StepInterpreter::renameViewIndex(const View &view, Name from, Name to) {
  auto named = [&](const Index &i) { return i.name == from; };
  if (std::none_of(view.indexes.begin(), view.indexes.end(), named))
    return missing("index", SubRef{view.name, from}.str());
  if (!relationFree({view.name.ns, to}))
    return false;
  View &edited = *state.edit<View>(view.name);
  std::ranges::find_if(edited.indexes, named)->name = to;
  renamePart(edited, PartKind::Index, from, to);
  return true;
}

bool StepInterpreter::operator()(RenameIndexOp step) {
  if (const View *view = state.views().find(norm(step.path().table)); view && view->materialized)
    return renameViewIndex(*view, step.path().sub, step.to());
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Name from = step.path().sub, to = step.to();
  if (const Constraint *c = table->constraint(from); c && ownsIndex(*c))
    return renameKey(*table, from, to); // they have one name
  if (!table->index(from))
    return missing("index", step.path().str());
  if (!indexFree(*table, to))
    return false;
  Table &edited = *edit(step.path());
  edited.index(from)->name = to;
  renamePart(edited, PartKind::Index, from, to);
  if (edited.replicaIndex == from)
    edited.replicaIndex = to;
  return true;
}

} // namespace schemac
