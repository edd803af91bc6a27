//===- EvalOperators.cpp - Operators and conditionals ---------------------===//
#include "Evaluator.h"
#include "Functions.h"
#include "Unify.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

std::optional<bool> Evaluator::truth(const Expr &e, Scope &scope, std::string_view what) {
  Value v = eval(e, scope), b = toBool(v);
  if (b.is(ValueKind::Bool))
    return b.asBool();
  fail(e.range, what, "true or false", v);
  return std::nullopt;
}

Value Evaluator::unary(const Expr &e, Scope &scope) {
  if (e.op == Operator::Not) {
    auto b = truth(*e.kids[0], scope, "the operand of '!'");
    return b ? Value::boolean(!*b) : Value();
  }
  Value v = eval(*e.kids[0], scope), n = toNumber(v);
  if (n.is(ValueKind::Number))
    return Value::number(-n.asNumber());
  return fail(e.kids[0]->range, "the operand of '-'", "a number", v);
}

/// Beyond this nobody means a number, and its digits would not end.
static bool tooLarge(const Number &n) {
  static const Number limit = *Number::parse("1e4000");
  return limit < (n.isNegative() ? -n : n);
}

Value Evaluator::arithmetic(const Expr &e, const Number &a, const Number &b) {
  if ((e.op == Operator::Divide || e.op == Operator::Modulo) && b.isZero()) {
    diags.report(e.range, diag::err_hcl_arithmetic, "nothing can be divided by zero");
    return Value();
  }
  Number out = e.op == Operator::Add        ? a + b
               : e.op == Operator::Subtract ? a - b
               : e.op == Operator::Multiply ? a * b
               : e.op == Operator::Divide   ? a / b
                                            : remainder(a, b);
  if (!tooLarge(out))
    return Value::number(std::move(out));
  diags.report(e.range, diag::err_hcl_arithmetic, "the result is too large");
  return Value();
}

Value Evaluator::binary(const Expr &e, Scope &scope) {
  if (e.op == Operator::And || e.op == Operator::Or) {
    bool decides = e.op == Operator::Or;
    std::string_view what = decides ? "an operand of '||'" : "an operand of '&&'";
    auto a = truth(*e.kids[0], scope, what);
    if (!a || *a == decides)
      return a ? Value::boolean(decides) : Value();
    auto b = truth(*e.kids[1], scope, what);
    return b ? Value::boolean(*b) : Value();
  }
  Value a = eval(*e.kids[0], scope), b = eval(*e.kids[1], scope);
  if (a.isUnknown() || b.isUnknown())
    return Value();
  if (e.op == Operator::Equal || e.op == Operator::NotEqual)
    return Value::boolean(equal(a, b) == (e.op == Operator::Equal));
  Value x = toNumber(a), y = toNumber(b);
  if (!x.is(ValueKind::Number))
    return fail(e.kids[0]->range, "the left operand", "a number", a);
  if (!y.is(ValueKind::Number))
    return fail(e.kids[1]->range, "the right operand", "a number", b);
  int order = compare(x.asNumber(), y.asNumber());
  switch (e.op) {
  case Operator::Less:
    return Value::boolean(order < 0);
  case Operator::LessEqual:
    return Value::boolean(order <= 0);
  case Operator::Greater:
    return Value::boolean(order > 0);
  case Operator::GreaterEqual:
    return Value::boolean(order >= 0);
  default:
    return arithmetic(e, x.asNumber(), y.asNumber());
  }
}

/// A name alone may be no value but a word such as CASCADE or a type, and a type that is not taken
/// must not tell whose words these are.
static bool hasWord(const Expr &e) {
  if (e.is(ExprKind::Parens) || e.is(ExprKind::Conditional))
    return std::ranges::any_of(e.kids, [](const Expr *kid) { return hasWord(*kid); });
  return e.is(ExprKind::Variable) || (e.is(ExprKind::Call) && !findFunction(e.name));
}

Value Evaluator::conditional(const Expr &e, Scope &scope) {
  auto c = truth(*e.kids[0], scope, "the condition");
  if (!c)
    return Value();
  const Expr &taken = *e.kids[*c ? 1 : 2], &left = *e.kids[*c ? 2 : 1];
  Value v = eval(taken, scope);
  if (hasWord(left))
    return v;
  size_t before = diags.pending().size();
  Value other = eval(left, scope);
  forget(before, left.range);
  if (auto out = unified(v, other))
    return *out;
  diags.report(e.range, diag::err_hcl_type, "what a condition chooses from", "of one type",
               fmt::format("{} or {}", describe(*c ? v : other), describe(*c ? other : v)));
  return Value();
}

/// What is wrong in what is not taken does not matter; what is wrong elsewhere does, and that no
/// work is left, which is said once.
void Evaluator::forget(size_t before, SourceRange in) {
  std::vector<Diagnostic> kept;
  for (size_t i = before; i < diags.pending().size(); ++i) {
    const Diagnostic &d = diags.pending()[i];
    bool isInside = d.range.begin >= in.begin && d.range.end <= in.end;
    if (!isInside || d.info->code == diag::err_hcl_work.code)
      kept.push_back(d);
  }
  diags.truncate(before);
  for (Diagnostic &d : kept)
    DiagBuilder(diags, std::move(d));
}

} // namespace schemac::hcl
