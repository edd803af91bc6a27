//===- CheckPredicates.cpp - Which rows an index has ----------------------===//
//
// `where: { deleted: false, email: { not: null } }`: fields of the model with a value each, of a
// kind that Prisma knows how to write for the type. Anything else is written in SQL, with raw("…").
//
//===----------------------------------------------------------------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"

namespace schemac::prisma {
namespace {

constexpr std::string_view allowed = "true, false, null, a text, a number, or { not: … } of these";

/// What is wrong with \p value for \p f; empty when nothing is.
std::string wrongValue(const CheckedField &f, const Expr &value) {
  auto mismatch = [&](std::string_view what) {
    return fmt::format("compares '{}' of type {} with {}", f.name(), f.field->type.name, what);
  };
  bool scalar = f.kind == FieldKind::Scalar;
  bool isNull = value.is(ExprKind::Constant) && value.value == "null";
  if (f.kind == FieldKind::Unsupported && !isNull)
    return fmt::format("compares '{}', whose type is Unsupported, with other than null; raw(\"…\") "
                       "may",
                       f.name());
  switch (value.kind) {
  case ExprKind::Constant:
    if (isNull)
      return {};
    if (value.value != "true" && value.value != "false")
      return fmt::format("compares '{}' with '{}'; it takes {}", f.name(), value.text, allowed);
    return f.is(Boolean) ? "" : mismatch(value.value);
  case ExprKind::String:
    return f.kind == FieldKind::Enum || (scalar && (f.scalar & (String | DateTime)))
               ? ""
               : mismatch("a text");
  case ExprKind::Number:
    return scalar && (f.scalar & (Int | BigInt | Float | Decimal)) ? "" : mismatch("a number");
  default:
    return fmt::format("compares '{}' with {}; it takes {}", f.name(), value.text, allowed);
  }
}

std::string wrongMember(const CheckedField *f, const Argument &member) {
  if (!f)
    return fmt::format("names '{}', which is no field of the model", member.name);
  if (f->kind == FieldKind::Relation)
    return fmt::format("names '{}', which is a relation and in no column", member.name);
  const Expr &value = member.value;
  if (!value.is(ExprKind::Object))
    return wrongValue(*f, value);
  if (value.args.size() != 1 || value.args[0].name != "not")
    return fmt::format("compares '{}' with an object other than {{ not: … }}", member.name);
  return wrongValue(*f, value.args[0].value);
}

} // namespace

void Checker::checkPredicate(CheckedBlock &b, const Attribute &a) {
  const Expr *where = argument(a, "where");
  if (!where || !where->is(ExprKind::Object))
    return;
  std::string wrong = where->args.empty() ? "has nothing in it" : "";
  for (const Argument &member : where->args)
    if (wrong.empty())
      wrong = wrongMember(b.find(member.name), member);
  if (!wrong.empty())
    diags.report(b.range(where->text), diag::err_prisma_predicate, wrong);
}

} // namespace schemac::prisma
