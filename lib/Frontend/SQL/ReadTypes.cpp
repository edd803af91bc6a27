//===- ReadTypes.cpp - Enums, domains, composite and range types ----------===//
#include "Reader.h"
#include "schemac/IR/OutsideNames.h"
#include "schemac/IR/RangeFunctions.h"
#include <algorithm>

namespace schemac::sql {

/// The enum, domain, composite or range that is meant; null when there is none.
QName Reader::userType(Nodes list) {
  std::string_view schema = list.size() > 1 ? stringOf(list[list.size() - 2]) : "";
  auto is = [&](QName n) {
    return state.enumType(n) || state.find<Domain>(n) || state.find<Composite>(n) ||
           state.find<RangeType>(n);
  };
  QName n = lookUp(schema, lastName(list), is);
  return is(n) ? n : QName();
}

//===--- enums ------------------------------------------------------------===//

bool Reader::read(const PgQuery__CreateEnumStmt &s) {
  return add(CreateEnumOp::make(whole(), made(items(s.n_type_name, s.type_name)),
                                names(items(s.n_vals, s.vals))));
}

bool Reader::read(const PgQuery__AlterEnumStmt &s) {
  QName n = object<Enum>(items(s.n_type_name, s.type_name));
  Name value = name(stringOf(s.new_val));
  if (!stringOf(s.old_val).empty())
    return add(RenameEnumValueOp::make(whole(), n, name(stringOf(s.old_val)), value));
  const Enum *e = state.enumType(n);
  if (s.skip_if_new_val_exists && e && e->has(value))
    return true;
  std::string_view neighbour = stringOf(s.new_val_neighbor);
  Name beside = neighbour.empty() ? Name() : name(neighbour);
  return add(AddEnumValueOp::make(whole(), n, value, s.new_val_is_after ? Name() : beside,
                                  s.new_val_is_after ? beside : Name()));
}

//===--- composites and ranges --------------------------------------------===//

bool Reader::read(const PgQuery__CompositeTypeStmt &s) {
  Composite c;
  c.name = made(*s.typevar);
  c.range = nameAt(s.typevar->location);
  for (const Node *n : items(s.n_coldeflist, s.coldeflist))
    if (auto *def = as<PgQuery__ColumnDef>(n)) {
      Attribute a;
      a.name = name(stringOf(def->colname));
      a.range = tokenRange(tokenAt(def->location));
      a.type = type(*def->type_name);
      a.collation = collation(def->coll_clause, a.type);
      c.attributes.push_back(a);
    }
  return add(CreateCompositeOp::make(whole(), c));
}

bool Reader::read(const PgQuery__CreateRangeStmt &s) {
  RangeType r;
  r.name = made(items(s.n_type_name, s.type_name));
  r.range = whole();
  auto outsideOf = [this](const std::vector<std::string_view> &parts) {
    return name(outsideName(parts.size() > 1 ? parts[parts.size() - 2] : "", parts.back()));
  };
  for (const Node *n : items(s.n_params, s.params))
    if (auto *d = as<PgQuery__DefElem>(n)) {
      std::string_view key = stringOf(d->defname);
      std::vector<std::string_view> value;
      if (auto *t = as<PgQuery__TypeName>(d->arg))
        value = strings(items(t->n_names, t->names));
      if (value.empty())
        continue;
      if (key == "subtype")
        r.subtype = type(d->arg);
      else if (key == "subtype_opclass")
        r.opclass = outsideOf(value);
      else if (key == "collation")
        r.collation = outsideOf(value);
      else if (key == "subtype_diff")
        r.subtypeDiff = outsideOf(value);
      else if (key == "multirange_type_name")
        r.multirange = name(value.back());
      else
        return unsupported("a canonical function of a range");
    }
  if (Name said = r.multirange) { // a dump says it, however usual it is
    r.multirange = Name();
    if (said.str() != multirangeName(r, r.name.name))
      r.multirange = said;
  }
  return add(CreateRangeOp::make(whole(), r));
}

bool Reader::alterComposite(const PgQuery__AlterTableStmt &s) {
  QName n = relation(*s.relation);
  for (const Node *node : items(s.n_cmds, s.cmds)) {
    auto *c = as<PgQuery__AlterTableCmd>(node);
    auto *def = c ? as<PgQuery__ColumnDef>(c->def) : nullptr;
    if (!c)
      return false;
    SubRef path{n, name(def && !stringOf(def->colname).empty() ? stringOf(def->colname)
                                                               : stringOf(c->name))};
    Type to = def && def->type_name ? type(*def->type_name) : Type();
    Name collation = def ? this->collation(def->coll_clause, to) : Name();
    switch (c->subtype) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn:
      if (!add(AddAttributeOp::make(whole(), path, to, collation)))
        return false;
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn: {
      const Composite *of = state.find<Composite>(n);
      if (of && !of->attribute(path.sub) && c->missing_ok)
        break;
      if (!add(DropAttributeOp::make(whole(), path)))
        return false;
      break;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnType:
      path.sub = name(stringOf(c->name));
      if (!add(SetAttributeTypeOp::make(whole(), path, to, collation)))
        return false;
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ChangeOwner:
      if (!setOwner(typeTarget(n), c->newowner, whole()))
        return false;
      break;
    default:
      return unsupported("this part of ALTER TYPE");
    }
  }
  return true;
}

//===--- domains ----------------------------------------------------------===//

bool Reader::read(const PgQuery__CreateDomainStmt &s) {
  Domain d;
  d.name = made(items(s.n_domainname, s.domainname));
  d.range = whole();
  d.base = type(*s.type_name);
  if (s.coll_clause)
    d.collation = collation(s.coll_clause, d.base);
  std::vector<int32_t> stops;
  if (s.coll_clause)
    stops.push_back(s.coll_clause->location);
  for (const Node *n : items(s.n_constraints, s.constraints))
    if (auto *c = as<PgQuery__Constraint>(n))
      stops.push_back(c->location);
  std::vector<PendingConstraint> unnamed;
  for (const Node *n : items(s.n_constraints, s.constraints)) {
    auto *c = as<PgQuery__Constraint>(n);
    if (!c)
      continue;
    Span span = clause(tokenAt(c->location), stops);
    if (c->contype == PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL) {
      d.notNull = true;
    } else if (c->contype == PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT) {
      d.defaultExpr = exprOf({span.first + 1, span.last});
    } else if (c->contype == PG_QUERY__CONSTR_TYPE__CONSTR_CHECK) {
      std::optional<PendingConstraint> p = constraint(*c, span);
      if (!p)
        return false;
      p->constraint.notValid = false;
      nameDomainCheck(d, p->constraint);
      auto value = [&](std::string_view called) { return called == "value" ? d.base : Type(); };
      if (!isCondition(c->raw_expr, value, d.name.str()))
        return false;
      d.checks.push_back(p->constraint);
    }
  }
  // A domain has the default of the one that it is made over, and keeps it when that changes.
  if (const Domain *over =
          d.base && d.base.is(TypeKind::Domain) ? state.find<Domain>(d.base.named()) : nullptr;
      over && !d.defaultExpr)
    d.defaultExpr = over->defaultExpr;
  return add(CreateDomainOp::make(whole(), d));
}

/// ChooseConstraintName with the domain's name: domain_check, domain_check1.
void Reader::nameDomainCheck(const Domain &d, Constraint &check) {
  for (unsigned i = 0; !check.name; ++i) {
    Name n = name(objectName(d.name.name.str(), "", i ? "check" + std::to_string(i) : "check"));
    if (!d.check(n) && !constraintNamed(d.name.ns, n, nullptr))
      check.name = n;
  }
}

bool Reader::read(const PgQuery__AlterDomainStmt &s) {
  QName n = object<Domain>(items(s.n_type_name, s.type_name));
  const Domain *d = state.find<Domain>(n);
  if (!d)
    return missing("domain", n.str(), {});
  SubRef path{n, name(stringOf(s.name))};
  switch (stringOf(s.subtype).empty() ? '?' : s.subtype[0]) {
  case 'T':
    if (!s.def)
      return !d->defaultExpr || add(DropDomainDefaultOp::make(whole(), n));
    return add(SetDomainDefaultOp::make(
        whole(), n, exprOf({find(find(0, "set"), "default") + 1, tokens.size()})));
  case 'N':
    return !d->notNull || add(DropDomainNotNullOp::make(whole(), n));
  case 'O':
    return d->notNull || add(SetDomainNotNullOp::make(whole(), n));
  case 'C': {
    auto *c = as<PgQuery__Constraint>(s.def);
    std::optional<PendingConstraint> p =
        c ? constraint(*c, {tokenAt(c->location), tokens.size()}) : std::nullopt;
    if (!p)
      return false;
    nameDomainCheck(*d, p->constraint);
    return add(AddDomainCheckOp::make(whole(), SubRef{n, p->constraint.name}, p->constraint));
  }
  case 'X':
    if (!d->check(path.sub))
      return absent(s.missing_ok, "constraint", path.str(), {});
    return add(DropDomainCheckOp::make(whole(), path));
  case 'V':
    return add(ValidateDomainCheckOp::make(whole(), path));
  default:
    return unsupported("this part of ALTER DOMAIN");
  }
}

} // namespace schemac::sql
