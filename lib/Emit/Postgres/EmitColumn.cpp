//===- EmitColumn.cpp - Columns as SQL ------------------------------------===//
#include "Definitions.h"
#include "Facts.h"
#include "Policies.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>

namespace schemac::emitpg {

namespace {

/// The conversion: the author's, or the dialect's when the server would not convert by itself. A
/// plain cast is no substitute: it cuts what is too long, where an assignment refuses it.
std::string conversion(const Emission &e, const SetTypeOp &op, const Column *before) {
  if (op.has_cast())
    return op.cast().string();
  if (!before)
    return "";
  TypeChange change =
      typeChange(e.dialect, {e.before, before->type}, {e.before, op.type()}, e.version);
  if (change != TypeChange::RewriteMayFail && change != TypeChange::NoCast)
    return "";
  return castExpr(e.dialect, e.quote(op.column().sub), {e.before, before->type},
                  {e.before, op.type()});
}

/// Between a timestamp and one with a zone the server takes the values as they are when the session
/// has the zone that they are meant in; in every other one it would change them, and write all
/// rows.
bool takesZone(const Column *before, Type now) {
  return before && ((before->type.is(TypeKind::Timestamp) && now.is(TypeKind::TimestampTz)) ||
                    (before->type.is(TypeKind::TimestampTz) && now.is(TypeKind::Timestamp)));
}

} // namespace

std::string notNullNotValid(const Spelling &s, QName table, Name column) {
  // Without a name: the server finds one that is free and short enough.
  return fmt::format("ALTER TABLE {} ADD NOT NULL {} NOT VALID", s.quote(table), s.quote(column));
}

void emit(AddColumnOp op, Emission &e) {
  const Column &column = op.def();
  QName table = op.column().table;
  bool own = column.generation == Generation::Serial && hasOwnSequence(table, column);
  if (own)
    e.out.statements.push_back(createOwnSequence(e, table, column));
  e.add("ALTER TABLE {} ADD COLUMN {}", e.quote(table), columnDef(e, table, column));
  if (column.storage())
    e.alterColumn(op.column(), "SET STORAGE {}", column.storage().str());
  if (own)
    e.out.statements.push_back(tieOwnSequence(e, table, column));
  if (column.notNullNotValid)
    e.out.statements.push_back(notNullNotValid(e, table, column.name));
  e.nowPresent(columnFact(e, op.column()));
}

/// Heirs keep the column as their own: whether they had it as such is no part of a state.
void emit(DropColumnOp op, Emission &e) {
  e.add("ALTER TABLE {}{} DROP COLUMN {}", e.only(op.column().table), e.quote(op.column().table),
        e.quote(op.column().sub));
  e.nowAbsent(columnFact(e, op.column()));
}

void emit(RenameColumnOp op, Emission &e) {
  e.add("ALTER TABLE {} RENAME COLUMN {} TO {}", e.quote(op.column().table),
        e.quote(op.column().sub), e.quote(op.to()));
  for (QName table : familyOf(e.before, op.column().table)) { // that of heirs goes along
    e.nowAbsent(columnFact(e, {table, op.column().sub}));
    e.nowPresent(columnFact(e, {table, op.to()}));
  }
}

static bool hasCollation(Type type) {
  while (type.is(TypeKind::Array))
    type = type.element();
  return type.is(TypeKind::Text) || type.is(TypeKind::VarChar) || type.is(TypeKind::Char) ||
         type.is(TypeKind::CiText) || type.is(TypeKind::Domain);
}

/// What tables that inherit a column have of it by themselves, out of the way of its change.
struct FamilyAside {
  std::vector<std::string> off, back;
};

/// Defaults are each table's own, and the statement would take them all.
static FamilyAside defaultsOfHeirs(const Emission &e, const SubRef &column, bool own) {
  FamilyAside aside;
  if (!e.inherited(column.table))
    return aside;
  for (QName table : familyOf(e.before, e.before.table(column.table)->name)) {
    const Table &t = *e.before.table(table);
    const Column *c = t.column(column.sub);
    bool top = table == e.before.table(column.table)->name;
    if (!c || !c->defaultExpr || c->generation != Generation::None || (top && !own))
      continue;
    std::string alter =
        fmt::format("ALTER TABLE ONLY {} ALTER COLUMN {}", e.quote(table), e.quote(column.sub));
    if (!top)
      aside.off.push_back(alter + " DROP DEFAULT");
    aside.back.push_back(alter + " SET DEFAULT " + c->defaultExpr.string());
  }
  return aside;
}

/// From 18 on a type change makes the NOT NULL of a table again, and fails where those that inherit
/// from it have one by another name, as they have when it is their own (seen on 18.4). So it is off
/// while the type changes. Tables above come first on the way off and last on the way back.
static FamilyAside notNullsOfFamily(const Emission &e, const SubRef &column) {
  FamilyAside aside;
  if (e.version < 18 || !e.inherited(column.table))
    return aside;
  for (QName table : familyOf(e.before, e.before.table(column.table)->name)) {
    const Column *c = e.before.table(table)->column(column.sub);
    if (!c || c->nullable || !e.inherited(table))
      continue;
    aside.off.push_back(fmt::format("ALTER TABLE ONLY {} ALTER COLUMN {} DROP NOT NULL",
                                    e.quote(table), e.quote(column.sub)));
    aside.back.insert(aside.back.begin(),
                      c->notNullNotValid
                          ? notNullNotValid(e, table, column.sub)
                          : fmt::format("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL",
                                        e.quote(table), e.quote(column.sub)));
  }
  return aside;
}

/// A default is dropped and set again around the change, in one statement: the server would
/// otherwise have to cast it, and refuses where only the author's conversion knows how.
void emit(SetTypeOp op, Emission &e) {
  const Column *before = e.column(op.column());
  std::string column = e.quote(op.column().sub);
  bool keepDefault = before && before->defaultExpr && before->generation == Generation::None;
  std::string sql = "ALTER TABLE " + e.quote(op.column().table);
  if (keepDefault)
    sql += fmt::format(" ALTER COLUMN {} DROP DEFAULT,", column);
  sql += fmt::format(" ALTER COLUMN {} TYPE {}", column, e.typeName(op.type()));
  if (before && before->collation() && hasCollation(op.type())) // else it would be the type's own
    sql += " COLLATE " + e.outside(before->collation());
  std::string cast = conversion(e, op, before);
  if (!cast.empty() && !(before && before->generated())) // that one is made anew of its expression
    sql += " USING " + cast;
  sql += storageAgain(e, op.column(), op.type());
  if (keepDefault && !e.inherited(op.column().table))
    sql += fmt::format(", ALTER COLUMN {} SET DEFAULT {}", column, before->defaultExpr.str());
  PoliciesAside policies = policiesOn(e, op.column());
  addPublicationsAside(e, op.column(), policies);
  std::ranges::move(policies.off, std::back_inserter(e.out.statements));
  FamilyAside heirs = defaultsOfHeirs(e, op.column(), keepDefault);
  std::ranges::move(heirs.off, std::back_inserter(e.out.statements));
  FamilyAside required = notNullsOfFamily(e, op.column());
  std::ranges::move(required.off, std::back_inserter(e.out.statements));
  if (cast.empty() && takesZone(before, op.type()))
    e.add("SET LOCAL TIME ZONE 'UTC'");
  e.out.statements.push_back(std::move(sql));
  std::ranges::move(required.back, std::back_inserter(e.out.statements));
  std::ranges::move(heirs.back, std::back_inserter(e.out.statements));
  std::ranges::move(policies.back, std::back_inserter(e.out.statements));
  if (before && before->generation == Generation::Serial)
    e.out.statements.push_back(retypeSequence(e, op.column(), op.type()));
  e.nowPresent(columnTypeFact(e, op.column(), op.type()));
}

void emit(SetNotNullOp op, Emission &e) {
  if (op.notValid())
    e.out.statements.push_back(notNullNotValid(e, op.column().table, op.column().sub));
  else
    e.alterColumn(op.column(), "SET NOT NULL");
  e.nowPresent(notNullFact(e, op.column()));
}

/// The constraint is asked for by its column: its name is not part of a state. The lock lets reads
/// and writes pass, also while it waits.
void emit(ValidateNotNullOp op, Emission &e) {
  const SubRef &column = op.column();
  e.add("DO {}", dollarQuote(fmt::format(
                     R"(DECLARE
  name text := (SELECT conname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND conkey = ARRAY[attnum]
                WHERE conrelid = to_regclass({0}) AND contype = 'n' AND attname = {1});
BEGIN
  EXECUTE format({2}, name);
END)",
                     e.literal(column.table), e.text(column.sub.str()),
                     e.text(fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT %I",
                                        inFormat(e.quote(column.table)))))));
  e.out.lockTimeout = false;
  e.nowPresent(notNullValidFact(e, column));
}

/// From 18 on a partition that was given a key by itself keeps the NOT NULL that this has brought,
/// also when the key has gone. Where it has none the statement does nothing.
static void freePartitions(const SubRef &column, Emission &e) {
  const Table *table = e.before.table(column.table);
  if (e.version < 18 || !table || !table->partitionBy)
    return;
  for (QName part : partitionsBelow(e.before, column.table)) {
    const Constraint *key = e.before.table(part)->primaryKey();
    if (!key || std::ranges::count(key->columns, column.sub) == 0)
      e.alterOnly({part, column.sub}, "DROP NOT NULL");
  }
}

void emit(DropNotNullOp op, Emission &e) {
  e.alterOnly(op.column(), "DROP NOT NULL");
  freePartitions(op.column(), e);
  e.nowAbsent(notNullFact(e, op.column()));
}

void emit(SetDefaultOp op, Emission &e) {
  e.alterOnly(op.column(), "SET DEFAULT {}", op.value().str());
}
void emit(DropDefaultOp op, Emission &e) { e.alterOnly(op.column(), "DROP DEFAULT"); }

} // namespace schemac::emitpg
