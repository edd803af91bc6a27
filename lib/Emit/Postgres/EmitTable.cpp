//===- EmitTable.cpp - Tables and their shims as SQL ----------------------===//
#include "Archives.h"
#include "Definitions.h"
#include "Facts.h"
#include "KeptAccess.h"
#include "Policies.h"
#include "Triggers.h"
#include "schemac/IR/ConstraintOps.h"
#include <algorithm>

namespace schemac::emitpg {

namespace {

/// Of keys that CREATE TABLE would make one, the first (the primary key before all) is part of it;
/// the others are added behind. So are those that hold for new rows only.
static bool comesLater(const Table &table, const Constraint &c) {
  if (c.notValid)
    return true;
  for (const Constraint &other : table.constraints) {
    if (&other == &c)
      return table.primaryKey() && &c != table.primaryKey() && isSameKey(c, *table.primaryKey());
    if (isSameKey(other, c) && c.kind != ConstraintKind::PrimaryKey)
      return true;
  }
  return false;
}

/// The table would have the default of a parent, and has none.
bool refusesDefault(const Schema &before, const Table &table, const Column &c) {
  return !c.defaultExpr && c.generation == Generation::None &&
         std::ranges::any_of(table.inherits, [&](QName parent) {
           const Table *from = before.table(parent);
           const Column *above = from ? from->column(c.name) : nullptr;
           return above && above->defaultExpr;
         });
}

/// The column is made of others as it is in a parent, which a server before 16 wants to say alone.
bool leavesExpression(const Emission &e, const Table &table, const Column &c) {
  return e.version < 16 && c.generated() &&
         std::ranges::any_of(
             table.inherits,
             [&](QName parent) {
               const Table *from = e.before.table(parent);
               const Column *above = from ? from->column(c.name) : nullptr;
               return above && above->generation == c.generation;
             });
}

/// What stands between the parentheses of CREATE TABLE.
std::string tableBody(const Emission &s, const Table &table) {
  std::string out;
  auto line = [&](const std::string &text) { out += (out.empty() ? "\n    " : ",\n    ") + text; };
  for (const Column &c : table.columns) {
    Column said = c;
    if (leavesExpression(s, table, c))
      said.generation = Generation::None;
    line(columnDef(s, table.name, said) +
         (refusesDefault(s.before, table, c) ? " DEFAULT NULL" : ""));
  }
  for (const Constraint &c : table.constraints)
    if (!comesLater(table, c))
      line(constraintDef(s, c));
  return out.empty() ? out : out + "\n";
}

/// What stands behind the parentheses.
std::string tableOptions(const Spelling &s, const Table &table) {
  std::string out;
  for (QName parent : table.inherits)
    out += (out.empty() ? " INHERITS (" : ", ") + s.quote(parent);
  if (!out.empty())
    out += ")";
  if (table.partitionBy)
    out += " " + partitionKeyDef(s, table.partitionBy);
  if (!table.parameters.empty())
    out += " WITH (" + parameterList(table.parameters) + ")";
  if (table.tablespace)
    out += " TABLESPACE " + s.quote(table.tablespace);
  return out;
}

/// What CREATE TABLE cannot say of the table's columns and of its rows' identity.
void addLaterOptions(Emission &e, const Table &table) {
  for (const Column &c : table.columns)
    if (c.storage())
      e.add("ALTER TABLE {} ALTER COLUMN {} SET STORAGE {}", e.quote(table.name), e.quote(c.name),
            c.storage().str());
  if (table.replicaIdentity != ReplicaIdentity::Default)
    e.add("ALTER TABLE {} REPLICA IDENTITY {}", e.quote(table.name),
          replicaIdentityDef(e, table.replicaIdentity, table.replicaIndex));
}

/// The view has no privileges of its own: whoever may use the table may use its former name.
std::string copyGrants(const Spelling &s, QName from, QName to) {
  std::string body = fmt::format(
      R"(DECLARE
  g record;
BEGIN
  FOR g IN
    SELECT coalesce(quote_ident(r.rolname), 'PUBLIC') AS grantee, a.privilege_type, a.is_grantable
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.oid = {}::regclass AND a.grantee <> c.relowner
      AND a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    ORDER BY 1, 2
  LOOP
    EXECUTE format('GRANT %s ON %s TO %s%s', g.privilege_type, {}, g.grantee,
                   CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
END)",
      s.literal(from), s.literal(to));
  return "DO " + dollarQuote(body);
}

} // namespace

void emit(CreateTableOp op, Emission &e) {
  const Table &table = op.table();
  if (op.has_like())
    e.out.statements.push_back(
        keepTableAccess(e, op.like(), table.name, e.before.table(op.like())));
  for (const Column &c : table.columns)
    if (c.generation == Generation::Serial && hasOwnSequence(table.name, c))
      e.out.statements.push_back(createOwnSequence(e, table.name, c));
  std::string body = tableBody(e, table);
  std::string kind = table.unlogged ? "UNLOGGED TABLE" : "TABLE";
  if (table.partitionOf)
    e.add("CREATE {} {} PARTITION OF {}{} {}{}", kind, e.quote(table.name),
          e.quote(table.partitionOf), body.empty() ? "" : " (" + body + ")", boundDef(table.bound),
          tableOptions(e, table));
  else
    e.add("CREATE {} {} ({}){}", kind, e.quote(table.name), body, tableOptions(e, table));
  for (const Column &c : table.columns) {
    if (c.generation == Generation::Serial && hasOwnSequence(table.name, c))
      e.out.statements.push_back(tieOwnSequence(e, table.name, c));
    if (c.notNullNotValid)
      e.out.statements.push_back(notNullNotValid(e, table.name, c.name));
  }
  for (const Constraint &c : table.constraints)
    if (comesLater(table, c))
      e.add("ALTER TABLE {} ADD {}", e.quote(table.name), constraintDef(e, c));
  for (const Index &i : table.indexes)
    e.out.statements.push_back(indexDef(e, table.name, i, false));
  addLaterOptions(e, table);
  for (const Trigger &t : table.triggers)
    addTrigger(e, table.name, t, &table);
  addRowSecurity(e, table);
  if (op.has_like())
    e.out.statements.push_back(restoreAccess(e, e.quote(table.name)));
  e.nowPresent(relationFact(e, table.name));
}

void emit(DropTableOp op, Emission &e) {
  e.add("DROP TABLE {}", e.quote(op.table()));
  if (const Table *t = e.before.table(op.table()))
    for (const Trigger &trigger : t->triggers)
      if (!trigger.action)
        e.add("DROP FUNCTION {}()", triggerFunction(e, t->name, trigger.name));
  e.nowAbsent(relationFact(e, op.table()));
  if (isArchived(op.table())) // another may be of an earlier drop
    e.out.skipWhen = "NOT (" + isSpent(e, op.table()) + ")";
}

void emit(RenameTableOp op, Emission &e) {
  QName to{op.table().ns, op.to()};
  e.add("ALTER TABLE {} RENAME TO {}", e.quote(op.table()), e.quote(op.to()));
  if (const Table *table = e.before.table(op.table()))
    for (const Column &c : table->columns)
      if (std::string rename = renameOwnSequence(e, op.table(), to, c); !rename.empty())
        e.out.statements.push_back(rename);
  e.nowAbsent(relationFact(e, op.table()));
  e.nowPresent(relationFact(e, to));
}

void emit(MoveTableOp op, Emission &e) {
  QName to{op.to(), op.table().name};
  e.add("ALTER TABLE {} SET SCHEMA {}", e.quote(op.table()), e.quote(e.nsOf(to)));
  e.nowAbsent(relationFact(e, op.table()));
  e.nowPresent(relationFact(e, to));
}

/// Without security_invoker (PostgreSQL 15) row security and privileges are those of the view's
/// owner.
void emit(CreateShimOp op, Emission &e) {
  std::string columns = "*";
  if (const Table *t = e.before.table(op.table())) {
    columns.clear();
    for (const Column &c : t->columns)
      columns += (columns.empty() ? "" : ", ") + e.quote(c.name);
  }
  e.add("CREATE VIEW {}{} AS SELECT {} FROM {}", e.quote(op.view()),
        e.version >= 15 ? " WITH (security_invoker = true)" : "", columns, e.quote(op.table()));
  e.out.statements.push_back(copyGrants(e, op.table(), op.view()));
  e.nowPresent(relationFact(e, op.view()));
}

void emit(DropShimOp op, Emission &e) {
  e.add("DROP VIEW {}", e.quote(op.view()));
  e.nowAbsent(relationFact(e, op.view()));
}

} // namespace schemac::emitpg
