//===- EmitAccess.cpp - Comments, privileges and owners as SQL ------------===//
#include "Definitions.h"
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

/// The target with what only the state tells: the arguments of a function, the kind of a view.
std::string targetIn(const Emission &e, std::string_view keyword, const Target &target) {
  const Function *f =
      target.kind == KindId::Function ? e.before.functions().find(target.object) : nullptr;
  if (f)
    return (f->procedure ? "PROCEDURE " : "FUNCTION ") + functionSignature(e, *f);
  const View *v = target.kind == KindId::View ? e.before.views().find(target.object) : nullptr;
  bool materialized = v && v->materialized && keyword == "VIEW";
  return targetSql(e, materialized ? "MATERIALIZED VIEW" : keyword, target);
}

/// ON TABLE "public"."users"
std::string grantTarget(const Emission &s, const Target &target) {
  const postgres::AccessRow *row = postgres::accessRow(targetWord(target));
  Target object = target;
  object.part = PartKind::None;
  return targetIn(s, row ? row->grantKeyword : "", object);
}

} // namespace

void emit(SetCommentOp op, Emission &e) {
  const Target &t = op.target();
  e.add("COMMENT ON {} IS {}", targetIn(e, postgres::commentKeyword(targetWord(t)), t),
        op.has_text() ? e.text(op.text().str()) : "NULL");
  if (!isArchived(t.object)) // what archives say of themselves tells other steps what to do
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
  e.add("ALTER {} OWNER TO {}", targetIn(e, postgres::commentKeyword(targetWord(t)), t),
        e.quote(op.role()));
  known(e, ownerFact(e, t, op.role()));
}

} // namespace schemac::emitpg
