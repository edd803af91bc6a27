//===- BuildExpressions.cpp - Parse trees of expressions ------------------===//
#include "Builder.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

struct BinaryOperator {
  uint32_t token;
  Operator op;
  unsigned precedence;
};
constexpr BinaryOperator Operators[] = {
    {HclParser::OR, Operator::Or, 1},          {HclParser::AND, Operator::And, 2},
    {HclParser::EQ, Operator::Equal, 3},       {HclParser::NE, Operator::NotEqual, 3},
    {HclParser::LT, Operator::Less, 4},        {HclParser::LE, Operator::LessEqual, 4},
    {HclParser::GT, Operator::Greater, 4},     {HclParser::GE, Operator::GreaterEqual, 4},
    {HclParser::PLUS, Operator::Add, 5},       {HclParser::MINUS, Operator::Subtract, 5},
    {HclParser::STAR, Operator::Multiply, 6},  {HclParser::SLASH, Operator::Divide, 6},
    {HclParser::PERCENT, Operator::Modulo, 6},
};

const BinaryOperator &operatorOf(const antlr4::Token *t) {
  for (const BinaryOperator &o : Operators)
    if (asToken(t).is(o.token))
      return o;
  return Operators[0];
}

SourceRange between(SourceRange a, SourceRange b) { return {a.begin, b.end}; }

} // namespace

const Expr *Builder::expression(HclParser::ExpressionContext *e) {
  if (!e || e->exception || e->operands.size() != e->operators.size() + 1)
    return invalid(e && e->start ? range(e->start) : SourceRange());
  size_t next = 0;
  const Expr *value = operators(*e, next, 0);
  if (!e->question)
    return value;
  const Expr *yes = expression(e->yes), *no = expression(e->no);
  return make(ExprKind::Conditional, between(value->range, no->range), {value, yes, no});
}

/// From operand \p next on, the operators that bind tighter than \p precedence.
const Expr *Builder::operators(HclParser::ExpressionContext &e, size_t &next, unsigned precedence) {
  const Expr *left = operand(*e.operands[next]);
  while (next < e.operators.size()) {
    const BinaryOperator &o = operatorOf(e.operators[next]);
    if (o.precedence <= precedence)
      break;
    ++next;
    const Expr *right = operators(e, next, o.precedence);
    Expr *both = make(ExprKind::Binary, between(left->range, right->range), {left, right});
    both->op = o.op;
    left = both;
  }
  return left;
}

/// A sign belongs to the value with all its steps: -a.b is -(a.b).
const Expr *Builder::operand(HclParser::OperandContext &o) {
  if (!o.value || o.exception)
    return invalid(range(o.start));
  size_t next = 0;
  const Expr *value = steps(term(*o.value), o, next);
  for (size_t i = o.signs.size(); i-- > 0;) {
    SourceRange whole = between(range(o.signs[i]), value->range);
    Expr *negated = make(ExprKind::Unary, whole, {value});
    negated->op = asToken(o.signs[i]).is(HclParser::NOT) ? Operator::Not : Operator::Negate;
    value = negated;
  }
  return value;
}

/// After .* names apply to each element; after [*] all that follows does, another [*] too.
const Expr *Builder::steps(const Expr *value, HclParser::OperandContext &o, size_t &next) {
  while (next < o.steps.size()) {
    HclParser::StepContext &s = *o.steps[next++];
    if (!s.star) {
      value = step(value, s);
      continue;
    }
    const Expr *each = make(ExprKind::Item, range(s.stop));
    if (s.open)
      each = steps(each, o, next);
    while (next < o.steps.size() && !o.steps[next]->star && !o.steps[next]->open)
      each = step(each, *o.steps[next++]);
    value = make(ExprKind::Splat, between(value->range, each->range), {value, each});
  }
  return value;
}

const Expr *Builder::step(const Expr *value, HclParser::StepContext &s) {
  SourceRange whole = between(value->range, range(s.stop));
  if (s.exception)
    return invalid(whole);
  if (s.name) {
    Expr *out = make(ExprKind::Attribute, whole, {value});
    out->name = asToken(s.name).str();
    out->nameRange = range(s.name);
    return out;
  }
  if (s.key)
    return make(ExprKind::Index, whole, {value, expression(s.key)});
  Expr *number = make(ExprKind::Number, range(s.index));
  number->name = asToken(s.index).str();
  return make(ExprKind::Index, whole, {value, number});
}

const Expr *Builder::call(HclParser::TermContext &t) {
  std::vector<const Expr *> arguments;
  if (t.args)
    for (HclParser::ExpressionContext *a : t.args->items)
      arguments.push_back(expression(a));
  const antlr4::Token *last = t.scoped.empty() ? t.name : t.scoped.back();
  Expr *out = make(ExprKind::Call, range(t.start, t.stop), arguments);
  out->name = span(asToken(t.name).str(), asToken(last).str());
  out->nameRange = range(t.name, last);
  out->flag = t.args && t.args->expand;
  return out;
}

/// A plain name before '=' is the key itself.
const Expr *Builder::object(HclParser::TermContext &t) {
  std::vector<const Expr *> kids;
  for (HclParser::MemberContext *m : t.members) {
    const Expr *key = expression(m->key);
    if (key->is(ExprKind::Variable)) {
      Expr *text = make(ExprKind::String, key->range);
      text->name = key->name;
      key = text;
    }
    kids.push_back(key);
    kids.push_back(expression(m->value));
  }
  return make(ExprKind::Object, range(t.start, t.stop), kids);
}

const Expr *Builder::forExpression(HclParser::TermContext &t) {
  std::vector<const Expr *> kids{expression(t.intro->collection)};
  if (t.key)
    kids.push_back(expression(t.key));
  kids.push_back(expression(t.result));
  if (t.condition)
    kids.push_back(expression(t.condition));
  Expr *out = make(t.key ? ExprKind::ForObject : ExprKind::ForTuple, range(t.start, t.stop), kids);
  const antlr4::Token *value = t.intro->second ? t.intro->second : t.intro->first;
  out->name = asToken(value).str();
  if (t.intro->second)
    out->second = asToken(t.intro->first).str();
  out->flag = t.group;
  return out;
}

const Expr *Builder::term(HclParser::TermContext &t) {
  if (t.exception || !t.stop)
    return invalid(range(t.start));
  if (t.number || t.text)
    return atom(asToken(t.start));
  if (t.call)
    return call(t);
  if (t.name) {
    Expr *out = make(ExprKind::Variable, range(t.start, t.stop));
    out->name = span(asToken(t.start).str(), asToken(t.stop).str());
    return out;
  }
  if (t.inner)
    return make(ExprKind::Parens, range(t.start, t.stop), {expression(t.inner)});
  if (t.intro)
    return forExpression(t);
  if (t.close)
    return quoted(t);
  if (asToken(t.open).is(HclParser::LBRACE))
    return object(t);
  std::vector<const Expr *> elements;
  for (HclParser::ExpressionContext *e : t.elements)
    elements.push_back(expression(e));
  return make(ExprKind::Tuple, range(t.start, t.stop), elements);
}

} // namespace schemac::hcl
