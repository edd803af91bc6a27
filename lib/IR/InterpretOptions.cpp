//===- InterpretOptions.cpp - Generated values and options of columns -----===//
#include "StepInterpreter.h"
#include <algorithm>

namespace schemac {

bool StepInterpreter::needVersion(int version, std::string_view object, std::string_view what) {
  if (!state.version || state.version >= version)
    return true;
  return refused(object, fmt::format("{} is not there before version {}", what, version));
}

//===--- identity ---------------------------------------------------------===//

bool StepInterpreter::checkSequenceOptions(const SubRef &column, const SequenceOptions &options) {
  SequenceOptions o = options.completed();
  if (*o.increment == 0)
    return refused(column.str(), "the increment of a sequence cannot be zero");
  if (*o.cache < 1)
    return refused(column.str(), "a sequence caches one value at least");
  if (o.min && o.max && *o.min >= *o.max)
    return refused(column.str(), "the least value of the sequence is not below the greatest");
  if ((o.min && o.start && *o.start < *o.min) || (o.max && o.start && *o.start > *o.max))
    return refused(column.str(),
                   "the sequence does not start between its least and greatest value");
  return true;
}

/// Takes the place of a serial sequence, too.
bool StepInterpreter::operator()(AddIdentityOp step) {
  const Column *column = needColumn(step.column());
  if (!column || !standsAlone(*state.table(norm(step.column().table))))
    return false;
  std::string name = step.column().str();
  bool wasSerial = column->generation == Generation::Serial;
  if (!isIdentity(step.def()))
    return refused(name, "the definition is not one of an identity column");
  if (column->generation != Generation::None && !wasSerial)
    return refused(name, "the database generates its values already");
  if (column->defaultExpr)
    return refused(name, "it has a default");
  if (column->nullable)
    return refused(name, "it must be NOT NULL first");
  if (!column->type.isInteger())
    return refused(name, "an identity column must be of an integer type");
  if (!checkSequenceOptions(step.column(), step.def().options()))
    return false;
  Table &table = *edit(step.column());
  Column &edited = *table.column(step.column().sub);
  Name sequence = sequenceOf(table, step.def());
  bool free = wasSerial && sequence == sequenceOf(table, edited);
  if (!free && !relationFree({table.name.ns, sequence}))
    return false;
  edited.generation = step.def().generation;
  ColumnExtra *extra = editExtra(edited);
  extra->options = step.def().options();
  extra->sequence = Name();
  setSequence(table, edited, sequence);
  return true;
}

bool StepInterpreter::operator()(AlterIdentityOp step) {
  const Column *column = needColumn(step.column());
  if (!column || !standsAlone(*state.table(norm(step.column().table))))
    return false;
  if (!isIdentity(*column) || !isIdentity(step.def()))
    return refused(step.column().str(), "it is not an identity column");
  if (!checkSequenceOptions(step.column(), step.def().options()))
    return false;
  Column &edited = *edit(step.column())->column(step.column().sub);
  edited.generation = step.def().generation;
  editExtra(edited)->options = step.def().options();
  return true;
}

bool StepInterpreter::operator()(DropIdentityOp step) {
  const Column *column = needColumn(step.column());
  if (!column || !standsAlone(*state.table(norm(step.column().table))))
    return false;
  if (!isIdentity(*column))
    return refused(step.column().str(), "it is not an identity column");
  Column &edited = *edit(step.column())->column(step.column().sub);
  edited.generation = Generation::None;
  ColumnExtra *extra = editExtra(edited);
  extra->sequence = Name();
  extra->options = SequenceOptions();
  return true;
}

//===--- generated columns ------------------------------------------------===//

bool StepInterpreter::operator()(SetExpressionOp step) {
  const Column *column = needColumn(step.column());
  if (!column || !standsAlone(*state.table(norm(step.column().table))) ||
      !needVersion(17, step.column().str(), "another expression"))
    return false;
  if (!isGenerated(*column))
    return refused(step.column().str(), "it is not a generated column");
  const Table &table = *state.table(norm(step.column().table));
  bool checked = std::any_of(table.constraints.begin(), table.constraints.end(),
                             [](auto &c) { return c.kind == ConstraintKind::Check; });
  if (column->generation == Generation::Virtual && checked)
    return refused(step.column().str(),
                   "a virtual column of a table with checks keeps its expression");
  editExtra(*edit(step.column())->column(step.column().sub))->generated = step.value();
  return true;
}

bool StepInterpreter::operator()(DropExpressionOp step) {
  const Column *column = needColumn(step.column());
  if (!column || !standsAlone(*state.table(norm(step.column().table))) ||
      !needVersion(13, step.column().str(), "dropping an expression"))
    return false;
  if (column->generation != Generation::Stored)
    return refused(step.column().str(), "it is not a stored generated column");
  Column &edited = *edit(step.column())->column(step.column().sub);
  edited.generation = Generation::None;
  editExtra(edited)->generated = Expr();
  return true;
}

//===--- collation and storage --------------------------------------------===//

static bool isText(Type type) {
  while (type.is(TypeKind::Array))
    type = type.element();
  return type.is(TypeKind::Text) || type.is(TypeKind::VarChar) || type.is(TypeKind::Char) ||
         type.is(TypeKind::CiText) || type.is(TypeKind::Native);
}

/// An index that said the new collation is now one that says nothing.
bool StepInterpreter::operator()(SetCollationOp step) {
  const Column *column = needColumn(step.column());
  if (!column)
    return false;
  const Table &known = *state.table(norm(step.column().table));
  if (!isText(column->type))
    return refused(step.column().str(),
                   fmt::format("type {} has no collations", column->type.str()));
  std::optional<std::vector<QName>> tables = holders(known, column->name);
  if (!tables)
    return false;
  for (QName name : *tables)
    if (!columnUnused(*state.table(name), step.column().sub))
      return false;
  Name said = step.has_collation() ? step.collation() : context.name("default");
  for (QName name : *tables) {
    Table &table = *state.edit<Table>(name);
    editExtra(*table.column(step.column().sub))->collation = step.collation();
    for (Index &i : table.indexes)
      for (IndexElem &e : i.elems)
        if (e.column == step.column().sub && e.collation == said)
          e.collation = Name();
  }
  return true;
}

bool StepInterpreter::operator()(SetStorageOp step) {
  const Column *column = needColumn(step.column());
  if (!column || !hasOwnColumns(*state.table(norm(step.column().table))))
    return false;
  static constexpr std::string_view Storages[] = {"plain", "external", "extended", "main"};
  bool known = std::ranges::find(Storages, step.storage().str()) != std::end(Storages);
  if (step.has_storage() && !known)
    return refused(step.column().str(),
                   fmt::format("there is no storage '{}'", step.storage().str()));
  editExtra(*edit(step.column())->column(step.column().sub))->storage = step.storage();
  return true;
}

bool StepInterpreter::operator()(SetCompressionOp step) {
  if (!needColumn(step.column()) || !hasOwnColumns(*state.table(norm(step.column().table))) ||
      !needVersion(14, step.column().str(), "compression of a column"))
    return false;
  std::string_view method = step.method().str();
  if (step.has_method() && method != "pglz" && method != "lz4")
    return refused(step.column().str(), fmt::format("there is no compression '{}'", method));
  editExtra(*edit(step.column())->column(step.column().sub))->compression = step.method();
  return true;
}

//===--- tables -----------------------------------------------------------===//

bool StepInterpreter::operator()(SetParametersOp step) {
  const Table *table = needTable(step.table());
  if (!table)
    return false;
  if (table->partitionBy && !step.parameters().empty())
    return refused(table->name.str(), "a partitioned table has no storage parameters");
  state.edit<Table>(table->name)->parameters = step.parameters();
  return true;
}

/// A table that is logged references none that are not, and the reverse of that.
bool StepInterpreter::operator()(SetLoggedOp step) {
  const Table *table = needTable(step.table());
  if (!table)
    return false;
  if (!table->unlogged)
    return refused(table->name.str(), "it is logged already");
  for (const Constraint &c : table->constraints)
    if (const Table *other =
            c.kind == ConstraintKind::ForeignKey ? state.table(c.refTable) : nullptr;
        other && other != table && other->unlogged)
      return refused(table->name.str(),
                     fmt::format("it references '{}', which is unlogged", other->name.str()));
  state.edit<Table>(table->name)->unlogged = false;
  return true;
}

bool StepInterpreter::operator()(SetUnloggedOp step) {
  const Table *table = needTable(step.table());
  if (!table)
    return false;
  if (table->unlogged)
    return refused(table->name.str(), "it is unlogged already");
  if (table->partitionBy)
    return refused(table->name.str(), "it is partitioned");
  for (QName user : state.index().referencing(table->name))
    if (user != table->name && !state.table(user)->unlogged)
      return refused(table->name.str(),
                     fmt::format("'{}' references it and is logged", user.str()));
  state.edit<Table>(table->name)->unlogged = true;
  return true;
}

bool StepInterpreter::operator()(SetTablespaceOp step) {
  const Table *table = needTable(step.table());
  if (!table)
    return false;
  state.edit<Table>(table->name)->tablespace = step.tablespace();
  return true;
}

bool StepInterpreter::operator()(SetReplicaIdentityOp step) {
  const Table *table = needTable(step.table());
  if (!table)
    return false;
  if (step.has_index()) {
    const Index *index = table->index(step.index());
    const Constraint *key = table->constraint(step.index());
    if (!index && !(key && isKey(*key)))
      return missing("index", sub(*table, step.index()));
    bool fits = index ? index->unique && !index->where && !index->invalid : !key->deferrable;
    std::vector<Name> columns = key ? key->columns : std::vector<Name>();
    for (const IndexElem &e : index ? index->elems : std::vector<IndexElem>())
      columns.push_back(e.column);
    for (Name n : columns)
      fits = fits && n && table->column(n) && !table->column(n)->nullable;
    if (!fits)
      return refused(sub(*table, step.index()),
                     "only a unique index over columns that are NOT NULL identifies rows");
  }
  Table &edited = *state.edit<Table>(table->name);
  edited.replicaIndex = step.index();
  edited.replicaIdentity = step.full()        ? ReplicaIdentity::Full
                           : step.nothing()   ? ReplicaIdentity::Nothing
                           : step.has_index() ? ReplicaIdentity::Index
                                              : ReplicaIdentity::Default;
  return true;
}

} // namespace schemac
