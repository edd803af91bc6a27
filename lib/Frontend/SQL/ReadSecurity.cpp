//===- ReadSecurity.cpp - Policies and publications -----------------------===//
#include "Reader.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Whoever.h"
#include <algorithm>

namespace schemac::sql {

//===--- roles ------------------------------------------------------------===//

/// The role's name; "public" is everybody. CURRENT_USER and its kin are those of whoever runs it.
Name Reader::role(const PgQuery__RoleSpec *r) {
  if (!r)
    return {};
  switch (r->roletype) {
  case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_PUBLIC:
    return name("public");
  case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CSTRING:
    return name(stringOf(r->rolename));
  default:
    return {};
  }
}

static std::string_view wordOfWhoever(const PgQuery__RoleSpec &r) {
  return r.roletype == PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CURRENT_ROLE   ? "CURRENT_ROLE"
         : r.roletype == PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_SESSION_USER ? "SESSION_USER"
                                                                         : "CURRENT_USER";
}

/// As in the statement: CURRENT_USER stays one, which no name in lower case can be.
std::vector<Name> Reader::policyRoles(Nodes list) {
  std::vector<Name> out;
  for (const Node *n : list) {
    auto *spec = as<PgQuery__RoleSpec>(n);
    Name r = role(spec);
    if (spec && !r)
      r = name(wordOfWhoever(*spec));
    if (r && r.str() != "public")
      out.push_back(r);
  }
  std::sort(out.begin(), out.end());
  return out;
}

//===--- policies ---------------------------------------------------------===//

void Reader::policyExpressions(const Node *qual, const Node *check, size_t from, Policy &p) {
  if (qual)
    p.usingExpr = exprOf(inParentheses(findOutside(from, "using")));
  if (check) {
    size_t word = findOutside(from, "check");
    p.withCheck = exprOf(inParentheses(word));
  }
}

/// CURRENT_USER is the role of whoever runs the statement, which a text does not tell.
void Reader::noteWhosePolicy(SubRef path, const Policy &policy) {
  if (std::ranges::any_of(policy.roles, isWhoever))
    diags.report(whole(), diag::warn_sql_policy_role, path.sub.str(), path.table.str());
}

bool Reader::read(const PgQuery__CreatePolicyStmt &s) {
  Policy p;
  p.name = name(stringOf(s.policy_name));
  p.range = tokenRange(find(0, "policy") + 1);
  p.restrictive = !s.permissive;
  std::string_view command = stringOf(s.cmd_name);
  p.command = command == "select"   ? PolicyCommand::Select
              : command == "insert" ? PolicyCommand::Insert
              : command == "update" ? PolicyCommand::Update
              : command == "delete" ? PolicyCommand::Delete
                                    : PolicyCommand::All;
  p.roles = policyRoles(items(s.n_roles, s.roles));
  const Table *of = state.table(relation(*s.table));
  for (const Node *e : {s.qual, s.with_check})
    if (!isTakenIn(ExpressionPlace::Policy, e, p.name.str()) || (of && !isCondition(e, *of)))
      return false;
  policyExpressions(s.qual, s.with_check, tokenAt(s.table->location), p);
  SubRef path{relation(*s.table), p.name};
  noteWhosePolicy(path, p);
  return add(CreatePolicyOp::make(p.range, path, p));
}

bool Reader::read(const PgQuery__AlterPolicyStmt &s) {
  SubRef path{relation(*s.table), name(stringOf(s.policy_name))};
  const Table *t = state.table(path.table);
  const Policy *old = t ? t->policy(path.sub) : nullptr;
  if (!old)
    return missing("policy", path.str(), nameAt(s.table->location));
  Policy now = *old;
  if (s.n_roles)
    now.roles = policyRoles(items(s.n_roles, s.roles));
  policyExpressions(s.qual, s.with_check, tokenAt(s.table->location), now);
  if (s.n_roles)
    noteWhosePolicy(path, now);
  return add(AlterPolicyOp::make(whole(), path, now));
}

//===--- publications -----------------------------------------------------===//

/// "insert, update" of WITH (publish = '...').
static std::vector<Name> publishList(Context &context, std::string_view text) {
  std::vector<Name> out;
  std::string word;
  for (char c : std::string(text) + ",") {
    if (c == ',') {
      if (!word.empty())
        out.push_back(context.name(word));
      word.clear();
    } else if (c != ' ') {
      word += c;
    }
  }
  std::sort(out.begin(), out.end());
  return out.size() == 4 ? std::vector<Name>() : out;
}

void Reader::publicationOptions(Nodes list, Publication &p) {
  for (const Node *n : list)
    if (auto *d = as<PgQuery__DefElem>(n)) {
      if (stringOf(d->defname) == "publish")
        p.publish = publishList(context, stringOf(d->arg));
      else if (stringOf(d->defname) == "publish_via_partition_root")
        p.viaRoot = boolOption(*d);
      else
        unmanaged("this option of a publication", tokenRange(tokenAt(d->location)));
    }
}

bool Reader::publicationObjects(Nodes list, Publication &p) {
  for (const Node *n : list) {
    auto *o = as<PgQuery__PublicationObjSpec>(n);
    if (!o)
      return false;
    if (o->pubobjtype == PG_QUERY__PUBLICATION_OBJ_SPEC_TYPE__PUBLICATIONOBJ_TABLES_IN_SCHEMA) {
      p.namespaces.push_back(name(stringOf(o->name)));
      continue;
    }
    if (o->pubobjtype == PG_QUERY__PUBLICATION_OBJ_SPEC_TYPE__PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA) {
      Name current = creationSchema();
      p.namespaces.push_back(current ? current : name("public"));
      continue;
    }
    if (!o->pubtable)
      return false;
    PublishedTable t;
    t.table = relation(*o->pubtable->relation);
    t.columns = names(items(o->pubtable->n_columns, o->pubtable->columns));
    std::sort(t.columns.begin(), t.columns.end());
    if (o->pubtable->where_clause) {
      size_t at = tokenAt(o->pubtable->relation->location);
      t.where = exprOf(inParentheses(findOutside(at, "where")));
    }
    // Those that inherit are published beside it, as tables of their own.
    std::vector<QName> all = {t.table};
    if (o->pubtable->relation->inh && state.table(t.table))
      all = familyOf(state, t.table);
    for (QName each : all)
      if (!p.table(each)) {
        t.table = each;
        p.tables.push_back(t);
      }
  }
  std::sort(p.namespaces.begin(), p.namespaces.end());
  return true;
}

bool Reader::read(const PgQuery__CreatePublicationStmt &s) {
  Publication p;
  p.name = {Name(), name(stringOf(s.pubname))};
  p.range = tokenRange(find(0, "publication") + 1);
  p.allTables = s.for_all_tables;
  publicationOptions(items(s.n_options, s.options), p);
  return publicationObjects(items(s.n_pubobjects, s.pubobjects), p) &&
         add(CreatePublicationOp::make(p.range, p));
}

bool Reader::read(const PgQuery__AlterPublicationStmt &s) {
  Name n = name(stringOf(s.pubname));
  const Publication *old = state.publications().find({Name(), n});
  if (!old)
    return missing("publication", n.str(), {});
  if (s.n_options) {
    Publication now = *old;
    publicationOptions(items(s.n_options, s.options), now);
    return add(SetPublicationOp::make(whole(), n, now.publish, now.viaRoot));
  }
  Publication said;
  if (!publicationObjects(items(s.n_pubobjects, s.pubobjects), said))
    return false;
  bool drops = s.action == PG_QUERY__ALTER_PUBLICATION_ACTION__AP_DropObjects;
  if (s.action == PG_QUERY__ALTER_PUBLICATION_ACTION__AP_SetObjects) {
    Publication was = *old;
    for (const PublishedTable &t : was.tables)
      if (!said.table(t.table) && !add(UnpublishTableOp::make(whole(), n, t.table)))
        return false;
    for (Name schema : was.namespaces)
      if (!std::ranges::count(said.namespaces, schema) &&
          !add(UnpublishNamespaceOp::make(whole(), n, schema)))
        return false;
  }
  for (const PublishedTable &t : said.tables)
    if (!add(drops ? UnpublishTableOp::make(whole(), n, t.table)
                   : PublishTableOp::make(whole(), n, t.table, t.columns, t.where)))
      return false;
  for (Name schema : said.namespaces) {
    const Publication *now = state.publications().find({Name(), n});
    bool there = std::ranges::count(now->namespaces, schema);
    if (there == drops && !add(drops ? UnpublishNamespaceOp::make(whole(), n, schema)
                                     : PublishNamespaceOp::make(whole(), n, schema)))
      return false;
  }
  return true;
}

} // namespace schemac::sql
