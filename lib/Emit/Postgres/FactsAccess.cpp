//===- FactsAccess.cpp - Comments, privileges and owners in the catalog ---===//
#include "FactsAccess.h"

namespace schemac::emitpg {

using postgres::AccessRow;

std::string targetSql(const Spelling &s, std::string_view keyword, const Target &target) {
  std::string object = s.quote(target.object), sub = target.sub ? s.quote(target.sub) : "";
  bool inNamespace = target.kind != KindId::Publication && target.kind != KindId::Namespace &&
                     target.kind != KindId::Extension;
  if (!inNamespace)
    object = s.quote(target.object.name);
  switch (target.part) {
  case PartKind::None:
    break;
  case PartKind::Column:
    object += "." + sub;
    break;
  case PartKind::Index:
    object = s.quote(QName{target.object.ns, target.sub});
    break;
  case PartKind::Constraint:
  case PartKind::Trigger:
  case PartKind::Policy:
    object = sub + (target.kind == KindId::Domain ? " ON DOMAIN " : " ON ") + object;
    break;
  }
  return std::string(keyword) + " " + object;
}

namespace {

/// The row of what the target is about, as FROM and WHERE; empty when it cannot be found by name.
std::string rowOf(const Spelling &s, const Target &t, const AccessRow *row) {
  if (!row || row->catalog.empty())
    return {};
  std::string table = s.literal(t.object), sub = t.sub ? s.text(t.sub.str()) : "", where;
  if (t.kind == KindId::Domain && t.part == PartKind::Constraint)
    where = fmt::format("x.contypid = to_regtype({}) AND x.conname = {}", table, sub);
  else if (t.part == PartKind::Index)
    where = fmt::format("x.oid = to_regclass({})", s.literal(QName{t.object.ns, t.sub}));
  else if (t.part != PartKind::None)
    where = fmt::format("x.{} = to_regclass({}) AND x.{}name = {}",
                        t.part == PartKind::Column       ? "attrelid"
                        : t.part == PartKind::Constraint ? "conrelid"
                        : t.part == PartKind::Policy     ? "polrelid"
                                                         : "tgrelid",
                        table, row->prefix, sub);
  else if (row->catalog == "pg_class")
    where = fmt::format("x.oid = to_regclass({})", table);
  else if (row->catalog == "pg_type")
    where = fmt::format("x.oid = to_regtype({})", table);
  else
    where = fmt::format("x.{}name = {}", row->prefix, s.text(t.object.name.str()));
  return fmt::format("FROM {} x WHERE {}", row->catalog, where);
}

/// By these names the target is found; facts about relations and types have the same keys.
std::vector<std::string> ownersOf(const Spelling &s, const Target &t) {
  std::string word(targetWord({t.kind, PartKind::None, {}, {}}));
  const AccessRow *row = postgres::accessRow(word);
  std::string_view catalog = row ? row->catalog : "";
  std::string kind = catalog == "pg_class" ? "relation" : catalog == "pg_type" ? "type" : word;
  std::string object = kind == "namespace" || kind == "extension" || kind == "publication"
                           ? t.object.name.string()
                           : s.quote(t.object);
  std::vector<std::string> owners{kind + " " + object};
  if (t.part == PartKind::Index)
    owners.push_back("relation " + s.quote(QName{t.object.ns, t.sub}));
  else if (t.part != PartKind::None)
    owners.push_back(fmt::format("{} {}.{}", targetWord(t), s.quote(t.object), s.quote(t.sub)));
  return owners;
}

Probe fact(const Spelling &s, const Target &t, const std::string &what, std::string sql) {
  return {what + " " + targetSql(s, targetWord(t), t), true, std::move(sql), ownersOf(s, t)};
}

} // namespace

Probe commentFact(const Spelling &s, const Target &t, Name text) {
  const AccessRow *row = postgres::accessRow(targetWord(t));
  std::string from = rowOf(s, t, row), sql;
  if (!from.empty()) {
    std::string is = t.part == PartKind::Column
                         ? "col_description(x.attrelid, x.attnum)"
                         : fmt::format("obj_description(x.oid, '{}')", row->catalog);
    sql = fmt::format("EXISTS (SELECT {} AND {}{})", from, is,
                      text ? " = " + s.text(text.str()) : std::string(" IS NULL"));
  }
  return fact(s, t, "comment of", std::move(sql));
}

Probe privilegeFact(const Spelling &s, const Target &t, Name role, Name privilege,
                    bool withGrantOption) {
  const AccessRow *row = postgres::accessRow(targetWord(t));
  std::string from = rowOf(s, t, row), sql;
  if (!from.empty()) {
    std::string acl = fmt::format("x.{}acl", row->prefix);
    if (!row->letter.empty())
      acl = fmt::format("coalesce({}, acldefault('{}', x.{}owner))", acl, row->letter, row->prefix);
    std::string grantee =
        role.str() == "public"
            ? std::string("0")
            : fmt::format("(SELECT oid FROM pg_roles WHERE rolname = {})", s.text(role.str()));
    size_t where = from.find(" WHERE ");
    sql = fmt::format("EXISTS (SELECT {}, aclexplode({}) a{} AND a.grantee = {} AND "
                      "a.privilege_type = '{}'{})",
                      from.substr(0, where), acl, from.substr(where), grantee, privilege.str(),
                      withGrantOption ? " AND a.is_grantable" : "");
  }
  std::string what = fmt::format("{}{} of {} on", withGrantOption ? "grant option " : "",
                                 privilege.str(), s.quote(role));
  return fact(s, t, what, std::move(sql));
}

Probe ownerFact(const Spelling &s, const Target &t, Name role) {
  const AccessRow *row = postgres::accessRow(targetWord(t));
  std::string from = rowOf(s, t, row), sql;
  if (!from.empty())
    sql = fmt::format("EXISTS (SELECT {} AND pg_get_userbyid(x.{}owner) = {})", from, row->prefix,
                      s.text(role.str()));
  return fact(s, t, "owner of", std::move(sql));
}

} // namespace schemac::emitpg
