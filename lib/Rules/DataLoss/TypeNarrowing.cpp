//===- TypeNarrowing.cpp - type-narrowing --------------------------------------------------===//
//
// A value that is too long, out of range or malformed makes the whole change fail. A conversion
// that the author wrote is the author's.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

static bool isMoment(Type t) { return t.is(TypeKind::Timestamp) || t.is(TypeKind::TimestampTz); }
static bool isTimeOfDay(Type t) { return t.is(TypeKind::Time) || t.is(TypeKind::TimeTz); }
static bool hasFraction(Type t) {
  return t.is(TypeKind::Numeric) || t.is(TypeKind::F32) || t.is(TypeKind::F64);
}
static bool isNumber(Type t) {
  return hasFraction(t) || t.is(TypeKind::I16) || t.is(TypeKind::I32) || t.is(TypeKind::I64);
}

/// What the server does with a value that does not fit: it refuses some, and others it changes.
static std::string_view outcome(Type from, Type to, bool byHand) {
  bool rounds = hasFraction(from) && isNumber(to), cuts = isMoment(from) && !isMoment(to);
  if (!byHand || (!rounds && !cuts))
    return "make the change fail";
  return rounds ? "are rounded without a word, or make the change fail"
                : "are cut to one without a word";
}

/// USING c::type, or CAST (c AS type): what the server would do by itself, if it may.
static bool isPlainCast(Expr cast, Name column) {
  std::vector<SqlToken> t = lexSqlTokens(cast.str());
  size_t at = !t.empty() && t[0].isWord("cast") ? 2 : 0;
  if (at + 1 >= t.size() || !t[at].isName() || t[at].name() != column.str())
    return false;
  auto isOfType = [](const SqlToken &x) {
    return x.kind != SqlToken::Kind::Symbol || x.text == "::" ||
           std::string_view("(),.[]").find(x.text) != std::string_view::npos;
  };
  return (at == 0 ? t[1].isSymbol("::") : t[at + 1].isWord("as")) &&
         std::ranges::all_of(t, isOfType);
}

/// What an enum loses is another rule's.
static bool isWritten(SetTypeOp set, Type old) {
  bool enums = old.is(TypeKind::Enum) && set.type().is(TypeKind::Enum);
  return set.has_cast() && (enums || !isPlainCast(set.cast(), set.column().sub));
}

void checkTypeNarrowing(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || isWritten(*set, old->type) || rule.empty(set->column().table) ||
      typeChange(rule.dialect, {rule.state, old->type}, {rule.state, set->type()},
                 rule.unit.direct.version) != TypeChange::RewriteMayFail)
    return;
  if ((isMoment(old->type) && isMoment(set->type())) ||
      (isTimeOfDay(old->type) && isTimeOfDay(set->type())))
    return; // fractions of a second are rounded
  for (const Op *part : rule.changeOf(op))
    if (part->kind == OpKind::CreateEnum)
      return;
  auto d =
      rule.diags.report(op.range, diag::warn_type_narrowing, set->column().str(),
                        rule.typeName(set->type()), outcome(old->type, set->type(), rule.byHand()));
  d.label(old->range, fmt::format("was {} here", rule.typeName(old->type)));
  d.note("a plan asks for such values before it changes anything");
}

} // namespace schemac
