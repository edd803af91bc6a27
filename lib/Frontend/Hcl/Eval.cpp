//===- Eval.cpp - Expressions of HCL to values ----------------------------===//
#include "Evaluator.h"
#include "Functions.h"
#include "schemac/Frontend/Hcl/Diags.h"
#include "schemac/Support/Spelling.h"

namespace schemac::hcl {

/// What is done for one unit of work.
static constexpr uint64_t BytesPerUnit = 32;

std::optional<Value> Scope::find(std::string_view name, SourceRange at) {
  for (Scope *s = this; s; s = s->outer)
    if (auto v = s->own(name, at))
      return v;
  return std::nullopt;
}

std::optional<Value> Scope::call(std::string_view function, std::span<const Value> arguments,
                                 SourceRange at) {
  for (Scope *s = this; s; s = s->outer)
    if (auto v = s->ownCall(function, arguments, at))
      return v;
  return std::nullopt;
}

Work *Scope::work() {
  for (Scope *s = this; s; s = s->outer)
    if (Work *w = s->ownWork())
      return w;
  return nullptr;
}

bool spend(Work &work, uint64_t units, SourceRange at, DiagEngine &diags) {
  if (work.spend(units))
    return true;
  if (!work.said)
    diags.report(at, diag::err_hcl_work);
  work.said = true;
  return false;
}

bool Evaluator::spend(uint64_t units, SourceRange at) {
  return hcl::spend(*work, units, at, diags);
}

std::vector<std::string> Scope::allNames() const {
  std::vector<std::string> out;
  for (const Scope *s = this; s; s = s->outer)
    s->ownNames(out);
  return out;
}

void suggest(DiagBuilder &d, std::string_view word, const std::vector<std::string> &known,
             SourceRange range) {
  std::vector<std::string_view> views(known.begin(), known.end());
  if (std::string_view near = nearestSpelling(word, views); !near.empty())
    d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", near), {{range, std::string(near)}});
}

Value Evaluator::fail(SourceRange range, std::string_view what, std::string_view must,
                      const Value &is) {
  if (!is.isUnknown())
    diags.report(range, diag::err_hcl_type, what, must, describe(is));
  return Value();
}

Value Evaluator::variable(const Expr &e, Scope &scope) {
  if (e.name == "true" || e.name == "false")
    return Value::boolean(e.name == "true");
  if (e.name == "null")
    return Value::null();
  if (auto v = scope.find(e.name, e.range))
    return *v;
  DiagBuilder d = diags.report(e.range, diag::err_hcl_unknown_name, e.name);
  suggest(d, e.name, scope.allNames(), e.range);
  return Value();
}

Value Evaluator::member(const Value &of, std::string_view name, SourceRange at) {
  if (of.isUnknown())
    return Value();
  if (Referable *r = of.referred()) {
    if (auto v = r->get(name, at))
      return *v;
    DiagBuilder d = diags.report(at, diag::err_hcl_no_attribute, r->describe(), name);
    suggest(d, name, r->names(), at);
    return Value();
  }
  if (!of.isNamed())
    return fail(at, fmt::format("what has '{}'", name), "an object", of);
  auto it = of.members().find(name);
  if (it != of.members().end())
    return it->second;
  DiagBuilder d = diags.report(at, diag::err_hcl_no_attribute, "the object", name);
  std::vector<std::string> names;
  for (const auto &m : of.members())
    names.push_back(m.first);
  suggest(d, name, names, at);
  return Value();
}

Value Evaluator::index(const Value &of, const Value &key, SourceRange at) {
  if (of.isUnknown() || key.isUnknown())
    return Value();
  if (of.isNamed() || of.referred()) {
    Value name = toString(key);
    return name.is(ValueKind::String) ? member(of, name.asString(), at)
                                      : fail(at, "the key", "a string", key);
  }
  if (!of.is(ValueKind::Tuple) && !of.is(ValueKind::List))
    return fail(at, "what is indexed", "a list or an object", of);
  Value n = toNumber(key);
  auto i = n.is(ValueKind::Number) ? n.asNumber().integer() : std::nullopt;
  if (!i)
    return fail(at, "the index of a list", "a whole number", key);
  if (*i >= 0 && *i < int64_t(of.items().size()))
    return of.items()[size_t(*i)];
  diags.report(at, diag::err_hcl_index,
               fmt::format("the list has {} elements, counted from 0, and no element {}",
                           of.items().size(), *i));
  return Value();
}

/// A single value is taken as a list of one, and null as an empty list.
Value Evaluator::splat(const Expr &e, Scope &scope) {
  Value source = eval(*e.kids[0], scope);
  if (source.isUnknown())
    return source;
  if (source.referred())
    if (auto all = source.referred()->asObject()) {
      Value::Items items;
      for (const auto &m : all->members())
        items.push_back(m.second);
      source = Value::sequence(ValueKind::Tuple, std::move(items));
    }
  Value::Items list, out;
  if (source.isSequence())
    list = source.items();
  else if (!source.isNull())
    list.push_back(source);
  for (const Value &v : list) {
    if (!spend(1, e.range))
      return Value();
    splatItems.push_back(v);
    out.push_back(eval(*e.kids[1], scope));
    splatItems.pop_back();
  }
  return Value::sequence(ValueKind::Tuple, std::move(out));
}

/// `try` and `can` are about errors, so their arguments are not evaluated before.
std::optional<Value> Evaluator::attempt(const Expr &e, Scope &scope) {
  bool can = e.name == "can";
  if ((!can && e.name != "try") || e.kids.empty() || (can && e.kids.size() != 1))
    return std::nullopt;
  for (const Expr *kid : e.kids) {
    size_t before = diags.pending().size();
    Value v = eval(*kid, scope);
    bool failed = v.isUnknown() || diags.pending().size() != before;
    if (can) {
      forget(before, kid->range);
      return Value::boolean(!failed);
    }
    if (!failed)
      return v;
    if (kid != e.kids[e.kids.size() - 1])
      forget(before, kid->range);
  }
  return Value();
}

/// By the size of the arguments.
static uint64_t costOf(const std::vector<Value> &arguments) {
  uint64_t cost = 1;
  for (const Value &v : arguments)
    cost += v.weight() / BytesPerUnit;
  return cost;
}

Value Evaluator::call(const Expr &e, Scope &scope) {
  if (auto v = attempt(e, scope))
    return *v;
  std::vector<Value> arguments;
  for (size_t i = 0; i < e.kids.size(); ++i) {
    Value v = eval(*e.kids[i], scope);
    if (v.isUnknown())
      return Value();
    if (!e.flag || i + 1 < e.kids.size()) {
      arguments.push_back(std::move(v));
      continue;
    }
    if (!v.isSequence())
      return fail(e.kids[i]->range, "what '...' expands", "a list", v);
    arguments.insert(arguments.end(), v.items().begin(), v.items().end());
  }
  if (auto v = scope.call(e.name, arguments, e.range))
    return *v;
  const Function *f = findFunction(e.name);
  if (std::string_view why = refusedFunction(e.name); !f && !why.empty()) {
    diags.report(e.range, diag::err_hcl_call, e.name, why);
    return Value();
  }
  if (!f) {
    DiagBuilder d = diags.report(e.nameRange, diag::err_hcl_unknown_function, e.name);
    std::vector<std::string> names;
    for (std::string_view n : functionNames())
      names.emplace_back(n);
    suggest(d, e.name, names, e.nameRange);
    return Value();
  }
  if (!spend(costOf(arguments), e.range))
    return Value();
  Outcome o = callFunction(*f, std::move(arguments));
  if (!o.error.empty())
    diags.report(e.range, diag::err_hcl_call, e.name, o.error);
  return o.value;
}

Value Evaluator::tuple(const Expr &e, Scope &scope) {
  Value::Items items;
  for (const Expr *kid : e.kids)
    items.push_back(eval(*kid, scope));
  return Value::sequence(ValueKind::Tuple, std::move(items));
}

Value Evaluator::object(const Expr &e, Scope &scope) {
  Value::Members members;
  for (size_t i = 0; i + 1 < e.kids.size(); i += 2) {
    Value key = eval(*e.kids[i], scope), name = toString(key);
    if (!name.is(ValueKind::String)) {
      fail(e.kids[i]->range, "the name of a member", "a string", key);
      continue;
    }
    members.insert_or_assign(name.asString(), eval(*e.kids[i + 1], scope));
  }
  return Value::members(ValueKind::Object, std::move(members));
}

Value Evaluator::join(const Expr &e, Scope &scope) {
  std::string out;
  bool known = true;
  for (const Expr *kid : e.kids) {
    Value v = eval(*kid, scope), s = toString(v);
    if (s.is(ValueKind::String))
      out += s.asString();
    else if (!v.isUnknown())
      fail(kid->range, "what is put into a text", "a string, a number or a truth value", v);
    known &= s.is(ValueKind::String);
  }
  return known ? Value::string(std::move(out)) : Value();
}

/// Nobody means a value of many megabytes, and a few lines can make one.
Value Evaluator::bounded(Value v, const Expr &e) {
  constexpr unsigned MaxLevels = 500;
  constexpr uint64_t MaxBytes = 20'000'000;
  bool isMade = !e.is(ExprKind::Variable) && !e.is(ExprKind::Attribute) && !e.is(ExprKind::Index);
  if (v.depth() <= MaxLevels && v.weight() <= MaxBytes)
    return !isMade || spend(1 + v.weight() / BytesPerUnit, e.range) ? v : Value();
  diags.report(e.range, diag::err_hcl_arithmetic, "the value is too large");
  return Value();
}

namespace {
/// How far evaluation has called itself, over locals and blocks too: it is the thread's stack that
/// this keeps.
thread_local unsigned underWay = 0;
struct Guard {
  Guard() { ++underWay; }
  ~Guard() { --underWay; }
};
constexpr unsigned MaxUnderWay = 500;
} // namespace

Value Evaluator::eval(const Expr &e, Scope &scope) {
  Guard guard;
  if (underWay > MaxUnderWay) {
    if (underWay == MaxUnderWay + 1)
      diags.report(e.range, diag::err_hcl_nesting, int64_t(MaxUnderWay));
    return Value();
  }
  Value v = bounded(value(e, scope), e);
  v.range = e.range;
  return v;
}

Value Evaluator::value(const Expr &e, Scope &scope) {
  switch (e.kind) {
  case ExprKind::Invalid:
    return Value();
  case ExprKind::Number:
    if (auto n = Number::parse(e.name))
      return Value::number(std::move(*n));
    diags.report(e.range, diag::err_hcl_arithmetic, "the number has too many digits");
    return Value();
  case ExprKind::String:
    return Value::string(std::string(e.name));
  case ExprKind::Template:
    return join(e, scope);
  case ExprKind::Unwrap:
  case ExprKind::Parens:
    return eval(*e.kids[0], scope);
  case ExprKind::Variable:
    return variable(e, scope);
  case ExprKind::Attribute:
    return member(eval(*e.kids[0], scope), e.name, e.nameRange);
  case ExprKind::Index:
    return index(eval(*e.kids[0], scope), eval(*e.kids[1], scope), e.kids[1]->range);
  case ExprKind::Splat:
    return splat(e, scope);
  case ExprKind::Item:
    return splatItems.empty() ? Value() : splatItems.back();
  case ExprKind::Call:
    return call(e, scope);
  case ExprKind::Tuple:
    return tuple(e, scope);
  case ExprKind::Object:
    return object(e, scope);
  case ExprKind::ForTuple:
    return forTuple(e, scope);
  case ExprKind::ForObject:
    return forObject(e, scope);
  case ExprKind::Repeat:
    return repeat(e, scope);
  case ExprKind::Unary:
    return unary(e, scope);
  case ExprKind::Binary:
    return binary(e, scope);
  case ExprKind::Conditional:
    return conditional(e, scope);
  }
  return Value();
}

Value evaluate(const Expr &expr, Scope &scope, DiagEngine &diags) {
  return Evaluator(diags, scope).eval(expr, scope);
}

} // namespace schemac::hcl
