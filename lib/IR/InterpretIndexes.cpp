//===- InterpretIndexes.cpp - What steps on indexes do --------------------===//
#include "StepInterpreter.h"
#include <algorithm>

namespace schemac {

bool StepInterpreter::needIndexColumns(const Table &table, const Index &index) {
  if (index.elems.empty())
    return refused(sub(table, index.name), "it has no columns");
  bool btree = !index.method || index.method.str() == "btree";
  if (index.unique && !btree)
    return refused(sub(table, index.name), "only a btree can be unique");
  for (const IndexElem &e : index.elems) {
    const Column *column = e.column ? table.column(e.column) : nullptr;
    if (e.column && !column)
      return missing("column", sub(table, e.column));
    bool compares =
        !column || (!column->type.is(TypeKind::Json) && !column->type.is(TypeKind::Xml));
    if (btree && !e.opclass && !compares)
      return refused(sub(table, index.name),
                     fmt::format("values of type {} cannot be compared", column->type.str()));
  }
  return needColumns(table, index.include);
}

bool StepInterpreter::operator()(CreateIndexOp step) {
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Index index = step.def();
  index.name = step.path().sub;
  if (!relationFree({table->name.ns, index.name}) || !needIndexColumns(*table, index))
    return false;
  edit(step.path())->indexes.push_back(std::move(index));
  return true;
}

bool StepInterpreter::operator()(DropIndexOp step) {
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Name name = step.path().sub;
  if (const Constraint *c = table->constraint(name); c && isKey(*c))
    return refused(step.path().str(), "it belongs to the constraint of this name");
  if (!table->index(name))
    return missing("index", step.path().str());
  if (SubRef fk = dependentForeignKey(*table, name); fk.sub)
    return refused(step.path().str(), fmt::format("foreign key '{}' rests on it", fk.str()));
  Table &edited = *edit(step.path());
  std::erase_if(edited.indexes, [&](const Index &i) { return i.name == name; });
  forgetParts(edited);
  return true;
}

bool StepInterpreter::operator()(RenameIndexOp step) {
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Name from = step.path().sub, to = step.to();
  if (const Constraint *c = table->constraint(from); c && isKey(*c))
    return renameKey(*table, from, to); // they have one name
  if (!table->index(from))
    return missing("index", step.path().str());
  if (!relationFree({table->name.ns, to}))
    return false;
  Table &edited = *edit(step.path());
  edited.index(from)->name = to;
  renamePart(edited, PartKind::Index, from, to);
  return true;
}

} // namespace schemac
