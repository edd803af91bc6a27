//===- FunctionOverloadAmbiguous.cpp - function-overload-ambiguous ----------===//
//
// A function that comes beside another one of its name takes part in every call. Where a call fits
// both, the server refuses it ("is not unique"): code that is deployed fails, and so does what
// calls it in views, defaults and other functions the next time it is read.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/Signatures.h"
#include <algorithm>

namespace schemac {

/// A server that has to choose takes one of these before others, or what is not known here may be
/// one (pg_type.typispreferred, and all of the category of strings; Functions, Type Conversion).
static bool mayBePreferred(const Schema &state, Type t) {
  constexpr TypeKind Preferred[] = {TypeKind::Text,     TypeKind::VarChar, TypeKind::Char,
                                    TypeKind::F64,      TypeKind::Bool,    TypeKind::TimestampTz,
                                    TypeKind::Interval, TypeKind::Inet,    TypeKind::Native,
                                    TypeKind::Oid,      TypeKind::VarBit,  TypeKind::CiText};
  return std::ranges::any_of(Preferred, [&](TypeKind k) { return t.is(k); }) ||
         (t.named() && state.find<Domain>(t.named()));
}

static std::vector<Type> givenTypes(const Function &f) {
  std::vector<Type> out;
  for (const FunctionArg &a : f.args)
    if (a.mode != ArgMode::Out || f.procedure)
      out.push_back(a.type);
  return out;
}

/// Whether a value of no type (a parameter, a literal) finds neither.
static bool leaveOpen(const Schema &state, const Function &a, const Function &b) {
  std::vector<Type> x = givenTypes(a), y = givenTypes(b);
  for (size_t i = 0; i < std::min(x.size(), y.size()); ++i)
    if (x[i] != y[i] && (mayBePreferred(state, x[i]) || mayBePreferred(state, y[i])))
      return false;
  return true;
}

void checkFunctionOverloadAmbiguous(RuleContext &rule, const Op &op) {
  auto create = dynOp<CreateFunctionOp>(op);
  if (!create || create->remade())
    return;
  const Function &now = create->function();
  QName called = now.bare();
  for (const Function &f : rule.state.functions()) {
    if (f.bare() != called || f.name == now.name || f.returnsTrigger)
      continue;
    bool stays = rule.unit.to->functions().find(f.name) &&
                 (!rule.unit.from || rule.unit.from->functions().find(f.name));
    if (!stays || !takeAsMany(f, now))
      continue;
    bool same = takeTheSame(f, now);
    if (!same && !leaveOpen(rule.state, f, now))
      continue;
    auto d = rule.diags.report(op.range, diag::warn_function_overload_ambiguous, f.name.str(),
                               same ? "leaves out what has a default" : "gives values of no type",
                               now.name.str());
    d.label(f.range, "is there already");
  }
}

} // namespace schemac
