//===- EmitDomain.cpp - Domains as SQL ------------------------------------===//
#include "Definitions.h"
#include "Facts.h"

namespace schemac::emitpg {

void emit(CreateDomainOp op, Emission &e) {
  const Domain &d = op.domain();
  std::string sql = fmt::format("CREATE DOMAIN {} AS {}", e.quote(d.name), e.typeName(d.base));
  if (d.collation)
    sql += " COLLATE " + e.outside(d.collation);
  if (d.defaultExpr)
    sql += fmt::format(" DEFAULT {}", e.defaultValue(d.defaultExpr));
  if (d.notNull)
    sql += " NOT NULL";
  for (const Constraint &c : d.checks)
    if (!c.notValid)
      sql += " " + constraintDef(e, c);
  e.out.statements.push_back(std::move(sql));
  for (const Constraint &c : d.checks) // cannot be said in CREATE DOMAIN
    if (c.notValid)
      e.add("ALTER DOMAIN {} ADD {}", e.quote(d.name), constraintDef(e, c));
  e.nowPresent(typeFact(e, d.name));
}

void emit(SetDomainDefaultOp op, Emission &e) {
  e.add("ALTER DOMAIN {} SET DEFAULT {}", e.quote(op.name()), op.value().str());
}
void emit(DropDomainDefaultOp op, Emission &e) {
  e.add("ALTER DOMAIN {} DROP DEFAULT", e.quote(op.name()));
}
void emit(SetDomainNotNullOp op, Emission &e) {
  e.add("ALTER DOMAIN {} SET NOT NULL", e.quote(op.name()));
}
void emit(DropDomainNotNullOp op, Emission &e) {
  e.add("ALTER DOMAIN {} DROP NOT NULL", e.quote(op.name()));
}

void emit(AddDomainCheckOp op, Emission &e) {
  Constraint c = op.def();
  c.name = op.path().sub;
  e.add("ALTER DOMAIN {} ADD {}", e.quote(op.path().table), constraintDef(e, c));
  e.nowPresent(domainCheckFact(e, op.path()));
}

/// Its lock stops writers of every table that has values of the domain, so it does not wait long.
void emit(ValidateDomainCheckOp op, Emission &e) {
  e.add("ALTER DOMAIN {} VALIDATE CONSTRAINT {}", e.quote(op.path().table), e.quote(op.path().sub));
}

void emit(DropDomainCheckOp op, Emission &e) {
  e.add("ALTER DOMAIN {} DROP CONSTRAINT {}", e.quote(op.path().table), e.quote(op.path().sub));
  e.nowAbsent(domainCheckFact(e, op.path()));
}

void emit(RenameDomainCheckOp op, Emission &e) {
  e.add("ALTER DOMAIN {} RENAME CONSTRAINT {} TO {}", e.quote(op.path().table),
        e.quote(op.path().sub), e.quote(op.to()));
  e.nowAbsent(domainCheckFact(e, op.path()));
  e.nowPresent(domainCheckFact(e, {op.path().table, op.to()}));
}

} // namespace schemac::emitpg
