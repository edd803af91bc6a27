//===- EmitAccess.cpp - Comments, privileges and owners as SQL ------------===//
#include "FactsAccess.h"

namespace schemac::emitpg {

namespace {

/// Nothing is asked where the catalog cannot be: the statement may simply run again.
void known(Emission &e, Probe fact, bool present = true) {
  if (fact.sql.empty())
    return;
  present ? e.nowPresent(std::move(fact)) : e.nowAbsent(std::move(fact));
}

std::string roleSql(const Spelling &s, Name role) {
  return role.str() == "public" ? "PUBLIC" : s.quote(role);
}

/// SELECT ("phone"), UPDATE ("phone")
std::string privilegeList(const Spelling &s, const std::vector<Name> &privileges,
                          const Target &target) {
  std::string out;
  for (Name p : privileges)
    out += (out.empty() ? "" : ", ") + p.string() +
           (target.sub ? " (" + s.quote(target.sub) + ")" : "");
  return out;
}

/// ON TABLE "public"."users"
std::string grantTarget(const Spelling &s, const Target &target) {
  const postgres::AccessRow *row = postgres::accessRow(targetWord(target));
  Target object = target;
  object.part = PartKind::None;
  return targetSql(s, row ? row->grantKeyword : "", object);
}

} // namespace

void emit(SetCommentOp op, Emission &e) {
  const Target &t = op.target();
  e.add("COMMENT ON {} IS {}", targetSql(e, postgres::commentKeyword(targetWord(t)), t),
        op.has_text() ? e.text(op.text().str()) : "NULL");
  known(e, commentFact(e, t, op.text()));
}

void emit(GrantOp op, Emission &e) {
  const Target &t = op.target();
  e.add("GRANT {} ON {} TO {}{}", privilegeList(e, op.privileges(), t), grantTarget(e, t),
        roleSql(e, op.role()), op.withGrantOption() ? " WITH GRANT OPTION" : "");
  for (Name p : op.privileges()) {
    known(e, privilegeFact(e, t, op.role(), p, false));
    if (op.withGrantOption())
      known(e, privilegeFact(e, t, op.role(), p, true));
  }
}

void emit(RevokeOp op, Emission &e) {
  const Target &t = op.target();
  e.add("REVOKE {}{} ON {} FROM {}", op.optionOnly() ? "GRANT OPTION FOR " : "",
        privilegeList(e, op.privileges(), t), grantTarget(e, t), roleSql(e, op.role()));
  for (Name p : op.privileges())
    known(e, privilegeFact(e, t, op.role(), p, op.optionOnly()), false);
}

void emit(SetOwnerOp op, Emission &e) {
  const Target &t = op.target();
  e.add("ALTER {} OWNER TO {}", targetSql(e, postgres::commentKeyword(targetWord(t)), t),
        e.quote(op.role()));
  known(e, ownerFact(e, t, op.role()));
}

} // namespace schemac::emitpg
