//===- ModelLosses.cpp - What a model cannot say of a table ---------------===//
#include "Write/Prisma/ModelLosses.h"
#include "schemac/Dialect/Sqlite/Sqlite.h"
#include <algorithm>

namespace schemac::prisma_form {

using namespace prisma;

namespace {

class ColumnLosses {
public:
  ColumnLosses(const Table &table, const Target &target, Losses &losses)
      : table(table), target(target), losses(losses) {}

  void column(const Column &c, const FieldType &type) {
    column_ = &c;
    if (c.type.is(TypeKind::Domain) ||
        (c.type.is(TypeKind::Array) && c.type.element().is(TypeKind::Domain)))
      lose("domain of column", "what it is made of");
    if (type.nearest)
      lose("type of column", type.name);
    target.isPostgres() ? sequence() : number();
    if (c.generated())
      lose("generating expression of column");
    if (c.collation() || c.charset())
      lose("collation of column");
    if (c.onUpdate())
      lose("ON UPDATE of column");
    if (c.invisible())
      lose("INVISIBLE of column");
    if (c.storage() || c.compression())
      lose("storage of column");
    if (c.notNullNotValid)
      lose("NOT VALID of column", "NOT NULL");
    if (const Constraint *key = table.primaryKey();
        key && c.nullable && std::ranges::find(key->columns, c.name) != key->columns.end())
      lose("NULL of key column", "a required field");
    if (type.list && !c.nullable)
      lose("NOT NULL of the list", "a list, which may be null in the database");
  }

private:
  void lose(std::string_view what, std::string_view instead = {}) {
    losses.part(column_->range, named(what, column_->name), instead);
  }
  void sequence() {
    const Column &c = *column_;
    bool identity =
        c.generation == Generation::IdentityAlways || c.generation == Generation::IdentityByDefault;
    if (identity)
      lose("identity of column", "autoincrement(), which is a serial");
    if ((c.generation == Generation::Serial || identity) && (c.sequence() || c.options().given()))
      lose("sequence of column");
  }
  /// Prisma has every key of SQLite count that is an INTEGER.
  void number() {
    const Column &c = *column_;
    if (c.options().given())
      lose("first number of column");
    if (target.is(Provider::Sqlite) && sqlite::isRowId(table, c) &&
        c.generation == Generation::None)
      lose("key", "one with AUTOINCREMENT");
  }

  const Table &table;
  const Target &target;
  Losses &losses;
  const Column *column_ = nullptr;
};

/// Prisma gives every table of MySQL this character set.
constexpr std::pair<std::string_view, std::string_view> UsualTexts[] = {
    {"charset", "utf8mb4"}, {"collate", "utf8mb4_unicode_ci"}};

bool hasUsualTexts(const Table &t) {
  return std::ranges::all_of(UsualTexts, [&](auto option) {
    return std::ranges::any_of(t.parameters, [&](const Parameter &p) {
      return p.name.str() == option.first && p.value.str() == option.second;
    });
  });
}

/// The engine of a table of MySQL, where it is not the one that servers take by themselves.
Name otherEngine(const Table &t, const Target &target) {
  for (const Parameter &p : t.parameters)
    if (target.is(Provider::MySql) && p.name.str() == "engine" && p.value.str() != "InnoDB")
      return p.value;
  return Name();
}

} // namespace

/// Of MySQL's options Prisma says none.
bool hasUsualOptions(const Table &t, const Target &target) {
  if (!target.is(Provider::MySql))
    return t.parameters.empty();
  return t.parameters.size() == std::size(UsualTexts) && hasUsualTexts(t);
}

void tableLosses(const Table &t, const FieldTypes &types, const Target &target, Losses &losses) {
  losses.access(t);
  ColumnLosses columns(t, target, losses);
  for (const Column &c : t.columns)
    columns.column(c, types.at(c.name));
  for (const Constraint &c : t.constraints)
    if (c.kind == ConstraintKind::Check)
      losses.part(c.range, named("check", c.name));
    else if (c.kind == ConstraintKind::Exclusion)
      losses.part(c.range, named("exclusion constraint", c.name));
  for (const Trigger &trigger : t.triggers)
    losses.part(trigger.range, named("trigger", trigger.name));
  for (const Policy &p : t.policies)
    losses.part(p.range, named("policy", p.name));
  if (t.rowSecurity || t.forceRowSecurity)
    losses.part(t.range, "row security");
  Name engine = otherEngine(t, target);
  if (engine)
    losses.part(t.range, named("storage engine", engine), "the one that servers take, InnoDB");
  bool engineAlone = engine && t.parameters.size() == std::size(UsualTexts) + 1 && hasUsualTexts(t);
  if ((!hasUsualOptions(t, target) && !engineAlone) || t.tablespace || t.unlogged)
    losses.part(t.range, "storage options",
                target.is(Provider::MySql) ? "utf8mb4 with utf8mb4_unicode_ci" : "");
  if (t.replicaIdentity != ReplicaIdentity::Default)
    losses.part(t.range, "replica identity");
  if (t.partitionBy)
    losses.part(t.range, "partition key");
  if (t.rowParts)
    losses.part(t.range, "partitions");
}

} // namespace schemac::prisma_form
