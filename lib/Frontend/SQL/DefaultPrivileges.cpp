//===- DefaultPrivileges.cpp - What is granted on objects to come ---------===//
//
// Default privileges belong to a role and a database, and are no part of a schema. What they give
// to the objects that are made under them is: those are granted as by a statement.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "schemac/IR/Access.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::sql {

static std::optional<KindId> kindOf(PgQuery__ObjectType type) {
  switch (type) {
  case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
    return KindId::Table;
  case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE:
    return KindId::Sequence;
  case PG_QUERY__OBJECT_TYPE__OBJECT_FUNCTION:
    return KindId::Function;
  case PG_QUERY__OBJECT_TYPE__OBJECT_TYPE:
    return KindId::Enum;
  case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA:
    return KindId::Namespace;
  default:
    return std::nullopt;
  }
}

/// Everybody may use these from the start.
static bool isPublics(KindId kind) { return kind == KindId::Function || kind == KindId::Enum; }

/// Who runs the statements is not known. A role that owns what the files made is taken for that
/// one.
bool Reader::makesObjects(Name role) const {
  bool any = !role;
  forEachKind([&]<class T>() {
    if constexpr (requires(const T &e) { e.owner; })
      for (const T &e : state.all<T>())
        any |= e.owner == role;
  });
  return any;
}

/// A grant keeps an option that is there; REVOKE GRANT OPTION FOR takes only that.
void Reader::setDefault(const DefaultPrivilege &wanted, bool isGrant) {
  auto it = std::ranges::find_if(defaultPrivileges, [&](const DefaultPrivilege &d) {
    return d.kind == wanted.kind && d.schema == wanted.schema && d.role == wanted.role &&
           d.privilege == wanted.privilege;
  });
  bool isThere = it != defaultPrivileges.end();
  if (isGrant && !isThere)
    defaultPrivileges.push_back(wanted);
  else if (isGrant)
    it->withGrantOption |= wanted.withGrantOption;
  else if (isThere && wanted.withGrantOption)
    it->withGrantOption = false;
  else if (isThere)
    defaultPrivileges.erase(it);
}

bool Reader::read(const PgQuery__AlterDefaultPrivilegesStmt &s) {
  const PgQuery__GrantStmt &g = *s.action;
  if (refusePrivileges(privilegeFault(g)))
    return false;
  std::optional<KindId> kind = kindOf(g.objtype);
  std::vector<std::optional<Name>> schemas;
  bool ours = kind.has_value();
  for (const Node *n : items(s.n_options, s.options)) {
    auto *d = as<PgQuery__DefElem>(n);
    if (!d)
      continue;
    bool isRoles = stringOf(d->defname) == "roles";
    for (const Node *item : items(d->arg))
      if (isRoles)
        ours &= makesObjects(role(as<PgQuery__RoleSpec>(item)));
      else
        schemas.emplace_back(ns(stringOf(item)));
  }
  if (schemas.empty())
    schemas.emplace_back();
  for (const Node *n : items(g.n_grantees, g.grantees)) {
    Name to = role(as<PgQuery__RoleSpec>(n));
    out.closesByDefault |= kind && to && isEverybodys(*kind, to);
    if (!ours || !to || (to.str() == "public" && isPublics(*kind)))
      continue;
    std::vector<Name> privileges;
    for (const Node *p : items(g.n_privileges, g.privileges))
      if (auto *priv = as<PgQuery__AccessPriv>(p))
        privileges.push_back(name(llvm::StringRef(stringOf(priv->priv_name)).upper()));
    if (privileges.empty())
      privileges = allPrivileges(targetWord({*kind, PartKind::None, {}, {}}));
    for (const std::optional<Name> &schema : schemas)
      for (Name p : privileges)
        setDefault({*kind, schema, to, p, bool(g.grant_option)}, g.is_grant);
  }
  return unmanaged("privileges of objects to come");
}

/// Grants what the statement whose changes \p journal has made is due.
bool Reader::grantDefaults(const Journal &journal) {
  if (defaultPrivileges.empty())
    return true;
  std::vector<std::pair<Target, KindId>> made;
  auto look = [&]<class T>(KindId kind, KindId as) {
    std::vector<QName> names = journal.touched<T>();
    auto isGone = [&](QName n) { return journal.was<T>(n) && !state.all<T>().find(n); };
    if (std::ranges::any_of(names, isGone))
      return; // what is there now is what went, under another name
    for (QName n : names)
      if (!journal.was<T>(n))
        made.push_back({{kind, PartKind::None, n, {}}, as});
  };
  look.operator()<Namespace>(KindId::Namespace, KindId::Namespace);
  look.operator()<Table>(KindId::Table, KindId::Table);
  look.operator()<View>(KindId::View, KindId::Table);
  look.operator()<Sequence>(KindId::Sequence, KindId::Sequence);
  look.operator()<Function>(KindId::Function, KindId::Function);
  look.operator()<Enum>(KindId::Enum, KindId::Enum);
  look.operator()<Domain>(KindId::Domain, KindId::Enum);
  look.operator()<Composite>(KindId::Composite, KindId::Enum);
  look.operator()<RangeType>(KindId::RangeType, KindId::Enum);
  for (const auto &[target, as] : made) {
    std::map<std::pair<Name, bool>, std::vector<Name>> due; // by role and option
    for (const DefaultPrivilege &d : defaultPrivileges)
      if (d.kind == as && (!d.schema || *d.schema == target.object.ns))
        due[{d.role, d.withGrantOption}].push_back(d.privilege);
    for (const auto &[to, privileges] : due)
      if (!add(GrantOp::make(whole(), privileges, target, to.first, to.second)))
        return false;
  }
  return true;
}

} // namespace schemac::sql
