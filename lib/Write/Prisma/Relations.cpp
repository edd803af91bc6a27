//===- Relations.cpp - Foreign keys as relation fields --------------------===//
#include "Write/Prisma/Relations.h"
#include "Write/Prisma/Layout.h"
#include "Write/Prisma/ModelLosses.h"
#include "schemac/Words/Prisma/Names.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::prisma_form {

using namespace prisma;

static std::string_view word(FkAction a) {
  switch (a) {
  case FkAction::NoAction:
    return "NoAction";
  case FkAction::Restrict:
    return "Restrict";
  case FkAction::Cascade:
    return "Cascade";
  case FkAction::SetNull:
    return "SetNull";
  case FkAction::SetDefault:
    return "SetDefault";
  }
  return {};
}

/// The foreign keys of A and B.
static std::vector<const Constraint *> joinEnds(const Table &table) {
  std::vector<const Constraint *> ends;
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::ForeignKey)
      ends.push_back(&c);
  return ends;
}

Relations::Relations(const Schema &schema, const ClientNames &names, const Target &target,
                     const Models &models)
    : schema(schema), names(names), target(target), models(models) {
  for (const Table &t : schema.tables())
    for (const Column &c : t.columns)
      taken[t.name].insert(names.field(t.name, c.name));
  for (const Table &t : schema.tables())
    count(t);
  for (const Table &t : schema.tables())
    for (const Constraint &c : t.constraints)
      if (models.count(t.name) && c.kind == ConstraintKind::ForeignKey && why(t, c).empty())
        addForeignKey(t, c);
  for (const Table &t : schema.tables())
    if (!models.count(t.name) && isJoinTable(schema, names, target, t))
      addJoinTable(t);
}

/// Two tables are related in several ways, or the field would have the name of its own column.
void Relations::count(const Table &table) {
  auto see = [&](Pair pair, const std::vector<Name> &columns) {
    std::vector<std::vector<Name>> &others = seen[pair];
    others.push_back(columns);
    if (others.size() > 1)
      ambiguous.insert(pair);
  };
  if (!models.count(table.name)) {
    if (isJoinTable(schema, names, target, table))
      see(pairOf(joinEnds(table)[0]->refTable, joinEnds(table)[1]->refTable), {table.name.name});
    return;
  }
  for (const Constraint &c : table.constraints) {
    if (c.kind != ConstraintKind::ForeignKey || !models.count(c.refTable))
      continue;
    Pair pair = pairOf(table.name, c.refTable);
    see(pair, c.columns);
    for (Name column : c.columns)
      if (names.field(table.name, column) == names.model(c.refTable))
        ambiguous.insert(pair);
  }
}

/// Why no relation can stand for the key; empty when one can.
std::string Relations::why(const Table &table, const Constraint &c) const {
  auto other = models.find(c.refTable);
  if (other == models.end())
    return "what it refers to is no model";
  std::vector<Name> wanted = c.refColumns;
  std::sort(wanted.begin(), wanted.end());
  bool isKey = std::ranges::any_of(other->second.keys.unique, [&](std::vector<Name> key) {
    std::sort(key.begin(), key.end());
    return key == wanted;
  });
  if (!isKey)
    return "what it refers to is no key of the model";
  const FieldTypes &types = models.at(table.name).types;
  for (size_t i = 0; i < c.columns.size(); ++i)
    if (!sameFieldType(types.at(c.columns[i]), other->second.types.at(c.refColumns[i])))
      return "it refers to a field of another type";
  bool setsNull = c.onDelete == FkAction::SetNull || c.onUpdate == FkAction::SetNull;
  bool required =
      std::ranges::any_of(c.columns, [&](Name n) { return !table.column(n)->nullable; });
  if (setsNull && required && !target.isPostgres())
    return "it sets NULL where there can be none";
  return {};
}

/// Prisma has one name for one constraint or index of a model; PostgreSQL lets an index and a
/// foreign key share one.
bool Relations::sharesName(const Table &table, const Constraint &key) const {
  if (!target.isPostgres())
    return false;
  return table.index(key.name) || std::ranges::any_of(table.constraints, [&](const Constraint &c) {
           return &c != &key && c.name == key.name;
         });
}

std::string Relations::usualName(const Table &table, const Constraint &key) const {
  std::vector<std::string_view> columns;
  for (Name n : key.columns)
    columns.push_back(n.str());
  return foreignKeyName(table.name.name.str(), columns, target.nameLimit);
}

/// In MySQL, RESTRICT is NO ACTION.
FkAction Relations::canonical(FkAction action) const {
  return target.is(Provider::MySql) && action == FkAction::Restrict ? FkAction::NoAction : action;
}

void Relations::reportLosses(const Table &table, Losses &losses) const {
  for (const Constraint &c : table.constraints) {
    if (c.kind != ConstraintKind::ForeignKey)
      continue;
    if (std::string reason = why(table, c); !reason.empty())
      losses.part(c.range, named("foreign key", c.name) + ", as " + reason);
    else if (c.notValid || c.deferrable || c.matchFull || c.notEnforced ||
             !c.more().setColumns.empty())
      losses.part(c.range, named("options of the foreign key", c.name));
    else if (!target.namesForeignKeys() && c.name.str() != usualName(table, c))
      losses.part(c.range, named("name of the foreign key", c.name), usualName(table, c));
    else if (sharesName(table, c))
      losses.part(c.range, named("foreign key", c.name),
                  "one with another name, as an index has the name, too");
  }
}

void Relations::add(QName model, RelationField field, QName other) {
  std::set<std::string> &names_ = taken[model];
  if (names_.count(field.name) && other.ns)
    field.name = identifier(other.ns.str()) + "_" + field.name;
  std::string base = field.name;
  for (unsigned n = 2; names_.count(field.name); ++n)
    field.name = fmt::format("{}_{}", base, n);
  names_.insert(field.name);
  fields[model].push_back(std::move(field));
}

std::string Relations::relationName(const std::string &base) {
  std::string name = base;
  for (unsigned n = 2; !relationNames.insert(name).second; ++n)
    name = fmt::format("{}_{}", base, n);
  return name;
}

void Relations::addForeignKey(const Table &table, const Constraint &c) {
  const std::string &model = names.model(table.name), &other = names.model(c.refTable);
  bool self = table.name == c.refTable, several = ambiguous.count(pairOf(table.name, c.refTable));
  std::vector<std::string> columns, references;
  bool anyOptional = false, anyRequired = false;
  for (Name n : c.columns) {
    columns.push_back(names.field(table.name, n));
    (table.column(n)->nullable ? anyOptional : anyRequired) = true;
  }
  for (Name n : c.refColumns)
    references.push_back(names.field(c.refTable, n));
  std::string name, forward = other, back = (self ? "other_" : "") + model;
  if (several) {
    name = relationName(fmt::format("{}_{}To{}", model, fmt::join(columns, "_"), other));
    forward += "_" + name;
    back += "_" + name;
  } else if (self) {
    name = relationName(fmt::format("{}To{}", model, other));
  }
  std::vector<std::string> arguments;
  if (!name.empty())
    arguments.push_back(doubleQuoted(name));
  arguments.push_back("fields: " + list(columns));
  arguments.push_back("references: " + list(references));
  if (c.onDelete != canonical(anyRequired ? FkAction::Restrict : FkAction::SetNull))
    arguments.push_back(fmt::format("onDelete: {}", word(c.onDelete)));
  if (c.onUpdate != FkAction::Cascade)
    arguments.push_back(fmt::format("onUpdate: {}", word(c.onUpdate)));
  if (c.name.str() != usualName(table, c) && target.namesForeignKeys() && !sharesName(table, c))
    arguments.push_back("map: " + doubleQuoted(c.name.str()));
  const ModelKeys &keys = models.at(table.name).keys, &others = models.at(c.refTable).keys;
  bool unique = std::ranges::find(keys.unique, c.columns) != keys.unique.end();
  std::string backAttribute = name.empty() ? "" : fmt::format("@relation({})", doubleQuoted(name));
  auto ignored = [](std::string attribute, bool ignore) {
    return !ignore ? attribute : attribute.empty() ? "@ignore" : attribute + " @ignore";
  };
  std::string attribute = fmt::format("@relation({})", fmt::join(arguments, ", "));
  add(table.name,
      {forward, other + (anyOptional ? "?" : ""),
       ignored(attribute, keys.identifiesRows && !others.identifiesRows)},
      c.refTable);
  add(c.refTable,
      {back, model + (unique ? "?" : "[]"),
       ignored(backAttribute, others.identifiesRows && !keys.identifiesRows)},
      table.name);
}

void Relations::addJoinTable(const Table &table) {
  QName a = joinEnds(table)[0]->refTable, b = joinEnds(table)[1]->refTable;
  const std::string &modelA = names.model(a), &modelB = names.model(b);
  std::string name = table.name.name.string().substr(1);
  bool several = ambiguous.count(pairOf(a, b));
  std::string attribute;
  if (several || name != modelA + "To" + modelB)
    attribute = fmt::format("@relation({})", doubleQuoted(name));
  std::string suffix = several ? "_" + name : "";
  add(a, {modelB + suffix, modelB + "[]", attribute}, b);
  add(b, {modelA + suffix, modelA + "[]", attribute}, a);
}

/// The column that is the whole primary key, by which Prisma joins.
static const Column *idColumn(const Table &table) {
  const Constraint *key = table.primaryKey();
  return key && key->columns.size() == 1 ? table.column(key->columns[0]) : nullptr;
}

/// What keeps pairs apart: a key, and elsewhere than in PostgreSQL an index.
static bool addPairKey(Table &expected, const Table &table, const JoinTableNames &n,
                       const Target &target, std::vector<Name> columns) {
  if (target.isPostgres()) {
    if (!table.primaryKey() || table.primaryKey()->name.str() != n.primaryKey)
      return false;
    Constraint key;
    key.kind = ConstraintKind::PrimaryKey;
    key.name = table.primaryKey()->name;
    key.columns = std::move(columns);
    expected.constraints.push_back(std::move(key));
    return true;
  }
  if (table.indexes.size() != 2 || table.indexes[0].name.str() != n.unique)
    return false;
  Index unique;
  unique.name = table.indexes[0].name;
  unique.unique = true;
  for (Name c : columns)
    unique.elems.emplace_back().column = c;
  expected.indexes.push_back(std::move(unique));
  expected.parameters = table.parameters;
  return true;
}

bool isJoinTable(const Schema &schema, const ClientNames &names, const Target &target,
                 const Table &table) {
  std::vector<const Constraint *> ends = joinEnds(table);
  if (!table.name.name.str().starts_with("_") || ends.size() != 2 || table.columns.size() != 2 ||
      table.indexes.empty())
    return false;
  JoinTableNames n = joinTableNames(table.name.name.str().substr(1), target.nameLimit);
  Table expected;
  expected.name = table.name;
  Name column[] = {table.columns[0].name, table.columns[1].name};
  if (n.table != table.name.name.str() || column[0].str() != "A" || column[1].str() != "B" ||
      !addPairKey(expected, table, n, target, {column[0], column[1]}) ||
      !hasUsualOptions(table, target))
    return false;
  for (int end : {0, 1}) {
    const Constraint &fk = *ends[size_t(end)];
    const Table *other = schema.table(fk.refTable);
    const Column *id = other ? idColumn(*other) : nullptr;
    if (!id || (end == 0 && other->name.ns != table.name.ns) ||
        fk.name.str() != (end == 0 ? n.foreignKeyA : n.foreignKeyB))
      return false;
    Column c;
    c.name = column[end];
    c.type = id->type;
    expected.columns.push_back(c);
    Constraint wanted;
    wanted.kind = ConstraintKind::ForeignKey;
    wanted.name = fk.name;
    wanted.columns = {column[end]};
    wanted.refTable = other->name;
    wanted.refColumns = {id->name};
    wanted.onDelete = wanted.onUpdate = FkAction::Cascade;
    expected.constraints.push_back(wanted);
  }
  Index index;
  index.name = table.indexes.back().name;
  index.elems.emplace_back().column = column[1];
  expected.indexes.push_back(index);
  return index.name.str() == n.index && same(table, expected) &&
         names.model(ends[0]->refTable) < names.model(ends[1]->refTable);
}

} // namespace schemac::prisma_form
