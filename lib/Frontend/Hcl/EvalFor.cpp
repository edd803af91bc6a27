//===- EvalFor.cpp - for expressions and directives -----------------------===//
#include "Evaluator.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

/// Calls \p each with key and value bound, for every element that \p condition (which may be null)
/// lets through. False when that cannot be said.
bool Evaluator::forEach(const Expr &e, Scope &scope, const Expr *condition,
                        const std::function<void(Scope &)> &each) {
  Value source = eval(*e.kids[0], scope);
  if (source.isUnknown())
    return false;
  if (source.referred())
    source = source.referred()->asObject().value_or(source).at(source.range);
  std::vector<std::pair<Value, Value>> elements;
  if (source.isSequence()) {
    for (const Value &v : source.items())
      elements.emplace_back(source.is(ValueKind::Set) ? v : Value::number(int64_t(elements.size())),
                            v);
  } else if (source.isNamed()) {
    for (const auto &[name, v] : source.members())
      elements.emplace_back(Value::string(name), v);
  } else {
    fail(e.kids[0]->range, "what 'for' goes through", "a list or an object", source);
    return false;
  }
  for (const auto &[key, value] : elements) {
    if (!spend(2, e.range))
      return false;
    NamedScope inner(&scope);
    inner.values.insert_or_assign(std::string(e.name), value);
    if (!e.second.empty())
      inner.values.insert_or_assign(std::string(e.second), key);
    auto wanted = condition ? truth(*condition, inner, "the condition of 'for'") : true;
    if (!wanted)
      return false;
    if (*wanted)
      each(inner);
  }
  return true;
}

Value Evaluator::forTuple(const Expr &e, Scope &scope) {
  Value::Items items;
  bool known = forEach(e, scope, e.kids.size() > 2 ? e.kids[2] : nullptr,
                       [&](Scope &s) { items.push_back(eval(*e.kids[1], s)); });
  return known ? Value::sequence(ValueKind::Tuple, std::move(items)) : Value();
}

Value Evaluator::forObject(const Expr &e, Scope &scope) {
  Value::Members members;
  std::map<std::string, Value::Items, std::less<>> groups;
  bool known = forEach(e, scope, e.kids.size() > 3 ? e.kids[3] : nullptr, [&](Scope &s) {
    Value key = eval(*e.kids[1], s), name = toString(key);
    if (!name.is(ValueKind::String)) {
      fail(e.kids[1]->range, "the key", "a string", key);
      return;
    }
    Value v = eval(*e.kids[2], s);
    if (e.flag)
      groups[name.asString()].push_back(std::move(v));
    else if (!members.emplace(name.asString(), std::move(v)).second)
      diags
          .report(e.kids[1]->range, diag::err_hcl_index,
                  fmt::format("two elements have the key '{}'", name.asString()))
          .note("'...' behind the value makes lists of those with the same key");
  });
  for (auto &[name, items] : groups)
    members.emplace(name, Value::sequence(ValueKind::Tuple, std::move(items)));
  return known ? Value::members(ValueKind::Object, std::move(members)) : Value();
}

Value Evaluator::repeat(const Expr &e, Scope &scope) {
  std::string out;
  bool texts = true;
  bool known = forEach(e, scope, nullptr, [&](Scope &s) {
    Value v = toString(eval(*e.kids[1], s));
    texts &= v.is(ValueKind::String);
    if (v.is(ValueKind::String))
      out += v.asString();
  });
  return known && texts ? Value::string(std::move(out)) : Value();
}

} // namespace schemac::hcl
