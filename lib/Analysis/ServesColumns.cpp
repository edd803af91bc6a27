//===- ServesColumns.cpp - Names, types and values that are needed --------===//
#include "Serves.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

/// A partition has the columns of the whole.
bool Application::tolerates(QName table, Name column) const {
  if (std::ranges::find(tolerated, SubRef{table, column}) != tolerated.end())
    return true;
  const Table *part = tolerated.empty() ? nullptr : schema.table(table);
  return part && part->partitionOf && tolerates(part->partitionOf, column);
}

const Table *reachTable(const Schema &state, QName name) {
  if (const Table *t = state.table(name))
    return t;
  const View *view = state.views().find(name);
  return view && view->shimOf ? state.table(view->shimOf) : nullptr;
}

std::optional<Refusal> viewRefusal(const Schema &state, const Application &app, QName name) {
  const View *known = app.schema.views().find(name), *now = state.views().find(name);
  bool readable = (now && (!now->noData || (known && known->noData))) || state.table(name);
  if (!known || !known->query || readable)
    return std::nullopt;
  // What is over a column of which the application takes both forms comes with the second.
  if (!now && std::ranges::any_of(app.tolerated, [&](const SubRef &c) {
        return mayMention(known->query, c.table) && mayUseColumn(*known, c.table, c.sub);
      }))
    return std::nullopt;
  return Refusal{fmt::format("view '{}' {}", name.str(), now ? "has no data" : "does not exist"),
                 fmt::format("SELECT * FROM {}", sqlIdentifier(name.name.str())), known->range};
}

static bool isGenerated(const Column &c) {
  return c.generation == Generation::Stored || c.generation == Generation::Virtual;
}

Refusal TableService::refuse(std::string reason, std::string statement, SourceRange range) const {
  return {std::move(reason), std::move(statement), range.isValid() ? range : known.range};
}

std::string TableService::insertStatement() const {
  return fmt::format("INSERT INTO {} (...) VALUES (...)", sqlIdentifier(known.name.name.str()));
}

//===--- types ------------------------------------------------------------===//

bool TableService::labelsFit(QName expected, QName found) const {
  const Enum *known = app.schema.enumType(expected), *now = state.enumType(found);
  return expected == found && known && now &&
         std::all_of(known->labels.begin(), known->labels.end(),
                     [&](const EnumLabel &l) { return now->has(l.label); });
}

/// The rules of the state's domain are known to the application.
bool TableService::domainFits(QName name) const {
  const Domain *known = app.schema.find<Domain>(name), *now = state.find<Domain>(name);
  if (!known || !now || (now->notNull && !known->notNull) || !typeFits(known->base, now->base))
    return false;
  return std::all_of(now->checks.begin(), now->checks.end(), [&](const Constraint &c) {
    return std::any_of(known->checks.begin(), known->checks.end(),
                       [&](const Constraint &own) { return own.check == c.check; });
  });
}

/// The rows of a table or view, as values: their rules are not asked, only their columns, in order.
bool TableService::rowTypeFits(const std::vector<Column> &known,
                               const std::vector<Column> &now) const {
  return known.size() == now.size() &&
         std::equal(known.begin(), known.end(), now.begin(), [&](const Column &a, const Column &b) {
           return a.name == b.name && typeFits(a.type, b.type);
         });
}

/// Values are written and read whole, so the attributes must be those that the application knows.
bool TableService::compositeFits(QName name) const {
  if (const Table *known = app.schema.table(name), *now = state.table(name); known && now)
    return rowTypeFits(known->columns, now->columns);
  if (const View *known = app.schema.find<View>(name), *now = state.find<View>(name); known && now)
    return rowTypeFits(known->columns, now->columns);
  const Composite *known = app.schema.find<Composite>(name), *now = state.find<Composite>(name);
  return known && now && known->attributes.size() == now->attributes.size() &&
         std::all_of(known->attributes.begin(), known->attributes.end(), [&](const Attribute &a) {
           const Attribute *other = now->attribute(a.name);
           return other && typeFits(a.type, other->type);
         });
}

bool TableService::typeFits(Type expected, Type found) const {
  if (expected.is(TypeKind::Array) && found.is(TypeKind::Array))
    return typeFits(expected.element(), found.element());
  if (expected.is(TypeKind::Enum) && found.is(TypeKind::Enum))
    return labelsFit(expected.enumName(), found.enumName());
  if (expected == found)
    return expected.is(TypeKind::Domain)      ? domainFits(expected.named())
           : expected.is(TypeKind::Composite) ? compositeFits(expected.named())
                                              : true;
  Fit how =
      app.dialect ? fit(*app.dialect, {app.schema, expected}, {state, found}) : Fit::Different;
  return how == Fit::Equal || how == Fit::Wider;
}

std::string TableService::typeReason(const Column &c, const Column &now) const {
  const Enum *known = app.schema.enumType(enumIn(c.type)),
             *found = state.enumType(enumIn(now.type));
  if (c.type == now.type && known && found)
    for (const EnumLabel &l : known->labels)
      if (!found->has(l.label))
        return fmt::format("column '{}' does not accept '{}'", path(c.name), l.label.str());
  if (c.type == now.type)
    return fmt::format("the type {} of column '{}' has other rules or parts", c.type.str(),
                       path(c.name));
  return fmt::format("column '{}' is {} and not {}", path(c.name), now.type.str(), c.type.str());
}

//===--- values -----------------------------------------------------------===//

/// Those of a partitioned table are called for rows that are written to a partition, too.
std::vector<const Trigger *> TableService::triggers() const {
  std::vector<const Trigger *> out;
  for (const Table *t = table; t; t = t->partitionOf ? state.table(t->partitionOf) : nullptr)
    for (const Trigger &trigger : t->triggers)
      out.push_back(&trigger);
  return out;
}

bool TableService::filled(Name column) const {
  return std::ranges::any_of(triggers(), [&](const Trigger *t) {
    return t->kind == TriggerKind::Fill && t->newColumn == column;
  });
}

bool TableService::provided(const Column &column) const {
  if (column.defaultExpr || column.generation != Generation::None || filled(column.name))
    return true;
  for (const Trigger *t : triggers()) {
    if (t->kind != TriggerKind::Sync ||
        (t->oldColumn != column.name && t->newColumn != column.name))
      continue;
    Name other = t->oldColumn == column.name ? t->newColumn : t->oldColumn;
    const Column *source = known.column(other);
    if (t->fallback || (source && !source->nullable && !known.column(column.name)))
      return true; // whatever the application writes there has a value
  }
  return false;
}

/// A column that the application names.
std::optional<Refusal> TableService::column(const Column &c) {
  const Column *now = nowColumns.find(*table, c.name);
  std::string name = sqlIdentifier(c.name.str()), relation = sqlIdentifier(known.name.name.str());
  if (!now)
    return refuse(fmt::format("column '{}' does not exist", path(c.name)),
                  fmt::format("SELECT {} FROM {}", name, relation), c.range);
  if (app.tolerates(known.name, c.name))
    return std::nullopt;
  if (isGenerated(*now) && !isGenerated(c))
    return refuse(fmt::format("column '{}' is generated and cannot be written", path(c.name)),
                  fmt::format("UPDATE {} SET {} = ...", relation, name), c.range);
  if (now->generation == Generation::IdentityAlways && c.generation != Generation::IdentityAlways)
    return refuse(fmt::format("column '{}' takes no values of a writer", path(c.name)),
                  fmt::format("INSERT INTO {} ({}) VALUES (...)", relation, name), c.range);
  if (!typeFits(c.type, now->type))
    return refuse(typeReason(c, *now), fmt::format("UPDATE {} SET {} = ...", relation, name),
                  c.range);
  if (now->nullable || (c.generation != Generation::None && provided(*now)))
    return std::nullopt;
  if (c.nullable && !filled(c.name))
    return refuse(fmt::format("column '{}' does not accept NULL", path(c.name)),
                  fmt::format("INSERT INTO {} ({}) VALUES (NULL)", relation, name), c.range);
  if (!c.nullable && c.mayOmit() && !provided(*now))
    return refuse(fmt::format("column '{}' has lost its default", path(c.name)),
                  fmt::format("INSERT INTO {} without {}", relation, name), c.range);
  return std::nullopt;
}

/// A column that it does not name, so that its inserts leave it out.
std::optional<Refusal> TableService::unknownColumn(const Column &c) {
  if (c.nullable || provided(c))
    return std::nullopt;
  return refuse(fmt::format("column '{}' needs a value", path(c.name)),
                fmt::format("INSERT INTO {} without {}", sqlIdentifier(known.name.name.str()),
                            sqlIdentifier(c.name.str())));
}

/// Before 17 the identity numbers what is written to the whole table; to a partition by itself it
/// is a plain column, which every writer of it gives a value.
static Column inPartition(Column column, int version) {
  bool identity = column.generation == Generation::IdentityAlways ||
                  column.generation == Generation::IdentityByDefault;
  if (identity && version > 0 && version < 17)
    column.generation = Generation::None;
  return column;
}

/// What a partition has with what its parents have. The names of their parts do not matter here.
static Table withParents(const Schema &state, const Table &part, int version) {
  Table whole;
  if (!part.partitionOf)
    return whole;
  whole = part;
  for (const Table *t = state.table(part.partitionOf); t; t = state.table(t->partitionOf)) {
    for (const Column &c : t->columns)
      whole.columns.push_back(inPartition(c, version));
    whole.constraints.insert(whole.constraints.end(), t->constraints.begin(), t->constraints.end());
    whole.indexes.insert(whole.indexes.end(), t->indexes.begin(), t->indexes.end());
  }
  return whole;
}

/// A partition of a table that is not partitioned yet: the gate says that its rows are reached by
/// the name of the whole until then.
static bool isUndivided(const Schema &state, const Application &app, QName name) {
  const Table *whole = app.schema.table(name);
  while (whole && whole->partitionOf)
    whole = app.schema.table(whole->partitionOf);
  const Table *now = whole ? state.table(whole->name) : nullptr;
  return now && whole->name != name && whole->partitionBy && !now->partitionBy;
}

std::optional<Refusal> TableService::refusal() {
  if (known.partitionOf) {
    Table whole = withParents(app.schema, known, app.version);
    return TableService(state, app, whole).refusalOfWhole();
  }
  return refusalOfWhole();
}

std::optional<Refusal> TableService::refusalOfWhole() {
  table = reachTable(state, known.name);
  if (isUndivided(state, app, known.name))
    return std::nullopt;
  if (!table)
    return refuse(fmt::format("table '{}' does not exist", known.name.str()),
                  fmt::format("SELECT * FROM {}", sqlIdentifier(known.name.name.str())));
  Table whole = withParents(state, *table, app.version);
  if (table->partitionOf)
    table = &whole;
  std::optional<Refusal> result;
  for (size_t i = 0; !result && i < known.columns.size(); ++i)
    result = column(known.columns[i]);
  for (size_t i = 0; !result && i < table->columns.size(); ++i)
    if (!knownColumns.find(known, table->columns[i].name))
      result = unknownColumn(table->columns[i]);
  for (size_t i = 0; !result && i < table->constraints.size(); ++i)
    result = constraint(table->constraints[i]);
  for (size_t i = 0; !result && i < table->indexes.size(); ++i)
    result = index(table->indexes[i]);
  if (!result)
    result = rowSecurity();
  return result;
}

} // namespace schemac
