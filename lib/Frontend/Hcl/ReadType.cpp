//===- ReadType.cpp - Types as expressions state them ---------------------===//
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Frontend/Hcl/Eval.h"

namespace schemac::hcl {
namespace {

struct Word {
  std::string_view name;
  TypeSpec::Kind kind;
};
constexpr Word Simple[] = {{"any", TypeSpec::Any},       {"bool", TypeSpec::Bool},
                           {"number", TypeSpec::Number}, {"int", TypeSpec::Number},
                           {"string", TypeSpec::String}, {"list", TypeSpec::List},
                           {"set", TypeSpec::Set},       {"map", TypeSpec::Map}};
constexpr Word Collections[] = {
    {"list", TypeSpec::List}, {"set", TypeSpec::Set}, {"map", TypeSpec::Map}};

std::optional<TypeSpec> fail(const Expr &e, DiagEngine &diags) {
  if (!e.is(ExprKind::Invalid))
    diags.report(e.range, diag::err_hcl_type, "this", "a type such as string or list(number)",
                 "something else");
  return std::nullopt;
}

/// The second argument of `optional`, as a value of the type that is its first.
std::optional<Value> whenMissing(const Expr &e, const TypeSpec &type, DiagEngine &diags) {
  if (e.kids.size() < 2)
    return Value::null();
  NamedScope none;
  Value given = evaluate(*e.kids[1], none, diags);
  auto value = convert(given, type);
  if (!value)
    diags.report(e.kids[1]->range, diag::err_hcl_type, "the default", describe(type),
                 describe(given));
  return value;
}

std::optional<TypeSpec> object(const Expr &e, DiagEngine &diags) {
  TypeSpec out;
  out.kind = TypeSpec::Object;
  const Expr &members = *e.kids[0];
  if (!members.is(ExprKind::Object))
    return fail(members, diags);
  for (size_t i = 0; i < members.kids.size(); i += 2) {
    const Expr &name = *members.kids[i], *type = members.kids[i + 1];
    bool optional = type->is(ExprKind::Call) && type->name == "optional" &&
                    (type->kids.size() == 1 || type->kids.size() == 2);
    auto inner = readType(optional ? *type->kids[0] : *type, diags);
    if (!inner || !name.is(ExprKind::String))
      return inner ? fail(name, diags) : std::nullopt;
    if (optional) {
      auto missing = whenMissing(*type, *inner, diags);
      if (!missing)
        return std::nullopt;
      out.optional.insert_or_assign(std::string(name.name), std::move(*missing));
    }
    out.attributes.insert_or_assign(std::string(name.name), std::move(*inner));
  }
  return out;
}

std::optional<TypeSpec> tuple(const Expr &e, DiagEngine &diags) {
  TypeSpec out;
  out.kind = TypeSpec::Tuple;
  if (!e.kids[0]->is(ExprKind::Tuple))
    return fail(*e.kids[0], diags);
  for (const Expr *kid : e.kids[0]->kids) {
    auto inner = readType(*kid, diags);
    if (!inner)
      return std::nullopt;
    out.elements.push_back(std::move(*inner));
  }
  return out;
}

} // namespace

std::optional<TypeSpec> readType(const Expr &e, DiagEngine &diags) {
  TypeSpec out;
  if (e.is(ExprKind::Variable) || e.is(ExprKind::String)) {
    for (const Word &w : Simple)
      if (w.name == e.name) {
        out.kind = w.kind;
        out.elements.resize(1);
        return out;
      }
    return fail(e, diags);
  }
  if (!e.is(ExprKind::Call) || e.kids.size() != 1)
    return fail(e, diags);
  if (e.name == "object")
    return object(e, diags);
  if (e.name == "tuple")
    return tuple(e, diags);
  for (const Word &w : Collections) {
    if (w.name != e.name)
      continue;
    auto inner = readType(*e.kids[0], diags);
    if (!inner)
      return std::nullopt;
    out.kind = w.kind;
    out.elements.push_back(std::move(*inner));
    return out;
  }
  return fail(e, diags);
}

} // namespace schemac::hcl
