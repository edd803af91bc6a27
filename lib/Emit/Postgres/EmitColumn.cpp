//===- EmitColumn.cpp - Columns as SQL ------------------------------------===//
#include "Definitions.h"
#include "Facts.h"
#include "Policies.h"
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

void emit(DropColumnOp op, Emission &e) {
  e.add("ALTER TABLE {} DROP COLUMN {}", e.quote(op.column().table), e.quote(op.column().sub));
  e.nowAbsent(columnFact(e, op.column()));
}

void emit(RenameColumnOp op, Emission &e) {
  e.add("ALTER TABLE {} RENAME COLUMN {} TO {}", e.quote(op.column().table),
        e.quote(op.column().sub), e.quote(op.to()));
  e.nowAbsent(columnFact(e, op.column()));
  e.nowPresent(columnFact(e, {op.column().table, op.to()}));
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
  if (std::string cast = conversion(e, op, before); !cast.empty())
    sql += " USING " + cast;
  if (keepDefault)
    sql += fmt::format(", ALTER COLUMN {} SET DEFAULT {}", column, before->defaultExpr.str());
  PoliciesAside policies = policiesOn(e, op.column());
  addPublicationsAside(e, op.column(), policies);
  std::ranges::move(policies.off, std::back_inserter(e.out.statements));
  e.out.statements.push_back(std::move(sql));
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

void emit(DropNotNullOp op, Emission &e) {
  e.alterColumn(op.column(), "DROP NOT NULL");
  e.nowAbsent(notNullFact(e, op.column()));
}

void emit(SetDefaultOp op, Emission &e) {
  e.alterColumn(op.column(), "SET DEFAULT {}", op.value().str());
}
void emit(DropDefaultOp op, Emission &e) { e.alterColumn(op.column(), "DROP DEFAULT"); }

} // namespace schemac::emitpg
