//===- FunctionsConversions.cpp - Functions that convert ------------------===//
#include "Functions.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::hcl {
namespace {

Outcome converted(Value v, const Value &from, std::string_view to) {
  if (v.isUnknown())
    return Outcome::failure(fmt::format("{} cannot be {}", describe(from), to));
  return v;
}

Outcome tostring(Arguments a) { return converted(toString(a[0]), a[0], "a string"); }
Outcome tonumber(Arguments a) { return converted(toNumber(a[0]), a[0], "a number"); }
Outcome tobool(Arguments a) { return converted(toBool(a[0]), a[0], "true or false"); }

Outcome tolist(Arguments a) { return Value::sequence(ValueKind::List, a[0].items()); }

/// Sets of strings iterate in the order of their texts.
Outcome toset(Arguments a) {
  TypeSpec type;
  type.kind = TypeSpec::Set;
  type.elements.emplace_back();
  if (a[0].items().size() > 20000)
    return Outcome::failure("the list is too long");
  auto set = convert(a[0], type);
  if (!set)
    return Outcome::failure(fmt::format("{} cannot be a set", describe(a[0])));
  Value::Items items = set->items();
  bool texts = std::all_of(items.begin(), items.end(),
                           [](const Value &v) { return v.is(ValueKind::String); });
  if (texts)
    std::sort(items.begin(), items.end(),
              [](const Value &x, const Value &y) { return x.asString() < y.asString(); });
  return Value::sequence(ValueKind::Set, std::move(items));
}

Outcome tomap(Arguments a) { return Value::members(ValueKind::Map, a[0].members()); }

Outcome jsonencode(Arguments a) { return Value::string(toJson(a[0])); }

Outcome jsondecode(Arguments a) {
  auto v = fromJson(a[0].asString());
  if (!v)
    return Outcome::failure("the text is no JSON");
  return *v;
}

Value fromParsed(const llvm::json::Value &v) {
  if (auto b = v.getAsBoolean())
    return Value::boolean(*b);
  if (auto s = v.getAsString())
    return Value::string(s->str());
  if (const auto *list = v.getAsArray()) {
    Value::Items items;
    for (const llvm::json::Value &x : *list)
      items.push_back(fromParsed(x));
    return Value::sequence(ValueKind::Tuple, std::move(items));
  }
  if (const auto *object = v.getAsObject()) {
    Value::Members members;
    for (const auto &[name, member] : *object)
      members.emplace(std::string(name.str()), fromParsed(member));
    return Value::members(ValueKind::Object, std::move(members));
  }
  if (auto n = v.getAsInteger())
    return Value::number(*n);
  if (auto d = v.getAsNumber())
    if (auto n = Number::parse(fmt::format("{}", *d)))
      return Value::number(*n);
  return Value::null();
}

Outcome typeOf(Arguments a) {
  static constexpr std::string_view words[] = {"unknown", "null",  "bool",     "number",
                                               "string",  "tuple", "list",     "set",
                                               "object",  "map",   "reference"};
  return Value::string(std::string(words[size_t(a[0].kind())]));
}

constexpr Function Table[] = {
    {"tostring", 1, 1, "a", tostring},     {"tonumber", 1, 1, "a", tonumber},
    {"tobool", 1, 1, "a", tobool},         {"tolist", 1, 1, "l", tolist},
    {"toset", 1, 1, "l", toset},           {"tomap", 1, 1, "m", tomap},
    {"jsonencode", 1, 1, "a", jsonencode}, {"jsondecode", 1, 1, "s", jsondecode},
    {"type", 1, 1, "a", typeOf},
};

} // namespace

std::optional<Value> fromJson(std::string_view text) {
  // The parser calls itself for each bracket in a bracket.
  unsigned depth = 0, deepest = 0;
  for (char c : text) {
    depth += c == '[' || c == '{';
    depth -= depth && (c == ']' || c == '}');
    deepest = std::max(deepest, depth);
  }
  if (deepest > 200)
    return std::nullopt;
  auto parsed = llvm::json::parse(text);
  if (!parsed) {
    llvm::consumeError(parsed.takeError());
    return std::nullopt;
  }
  return fromParsed(*parsed);
}

std::span<const Function> conversionFunctions() { return Table; }

} // namespace schemac::hcl
