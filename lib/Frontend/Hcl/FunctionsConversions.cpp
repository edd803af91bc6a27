//===- FunctionsConversions.cpp - Functions that convert ------------------===//
#include "Functions.h"
#include "Unify.h"
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

Outcome ofNoType(const Value &list) {
  return Outcome::failure(fmt::format("the elements of {} have no type in common", describe(list)));
}

Outcome tolist(Arguments a) {
  auto items = unified(a[0].items());
  return items ? Value::sequence(ValueKind::List, std::move(*items)) : ofNoType(a[0]);
}

Outcome toset(Arguments a) {
  TypeSpec type;
  type.kind = TypeSpec::Set;
  type.elements.emplace_back();
  auto items = unified(a[0].items());
  if (!items)
    return ofNoType(a[0]);
  auto set = convert(Value::sequence(ValueKind::List, std::move(*items)), type);
  if (!set)
    return Outcome::failure(fmt::format("{} cannot be a set", describe(a[0])));
  return *set;
}

Outcome tomap(Arguments a) {
  Value::Items values;
  for (const auto &member : a[0].members())
    values.push_back(member.second);
  auto as = unified(values);
  if (!as)
    return ofNoType(a[0]);
  Value::Members members;
  for (const auto &member : a[0].members())
    members.emplace(member.first, (*as)[members.size()]);
  return Value::members(ValueKind::Map, std::move(members));
}

/// What HTML would read as markup is escaped, as the language's own function does.
Outcome jsonencode(Arguments a) {
  std::string out;
  for (char c : toJson(a[0])) {
    if (c == '<' || c == '>' || c == '&')
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return Value::string(std::move(out));
}

Outcome jsondecode(Arguments a) {
  auto v = fromJson(a[0].asString());
  if (!v)
    return Outcome::failure("the text is no JSON");
  return *v;
}

/// Whether JSON has \p s as a number.
bool isJsonNumber(std::string_view s) {
  auto digits = [&] {
    size_t count = std::min(s.find_first_not_of("0123456789"), s.size());
    s.remove_prefix(count);
    return count;
  };
  if (s.starts_with('-'))
    s.remove_prefix(1);
  bool zero = s.starts_with('0');
  size_t whole = digits();
  if (whole == 0 || (zero && whole > 1))
    return false;
  if (s.starts_with('.')) {
    s.remove_prefix(1);
    if (digits() == 0)
      return false;
  }
  if (s.starts_with('e') || s.starts_with('E')) {
    s.remove_prefix(s.size() > 1 && (s[1] == '+' || s[1] == '-') ? 2 : 1);
    if (digits() == 0)
      return false;
  }
  return s.empty();
}

/// The parser of JSON keeps numbers as machines do, and the language has more digits: so it sees
/// numbers as strings that begin with 'n', and all strings with an 's' in front.
std::optional<std::string> numbersAsStrings(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    size_t size = 1;
    if (text[0] == '"') {
      while (size < text.size() && text[size] != '"')
        size += text[size] == '\\' ? 2 : 1;
      size = std::min(size + 1, text.size());
      out.append("\"s").append(text.substr(1, size - 1));
    } else if (text[0] == '-' || (text[0] >= '0' && text[0] <= '9')) {
      size = std::min(text.find_first_not_of("-+.eE0123456789"), text.size());
      std::string_view number = text.substr(0, size);
      size_t next = text.find_first_not_of(" \t\r\n", size);
      bool isKey = next != text.npos && text[next] == ':';
      if (isKey || !isJsonNumber(number) || !Number::parse(number))
        return std::nullopt;
      out.append("\"n").append(number).append("\"");
    } else {
      out += text[0];
    }
    text.remove_prefix(size);
  }
  return out;
}

Value fromParsed(const llvm::json::Value &v) {
  if (auto b = v.getAsBoolean())
    return Value::boolean(*b);
  if (auto s = v.getAsString()) {
    if (s->front() == 'n')
      return Value::number(*Number::parse(std::string_view(*s).substr(1)));
    return Value::string(s->drop_front().str());
  }
  if (const auto *list = v.getAsArray()) {
    Value::Items items;
    for (const llvm::json::Value &x : *list)
      items.push_back(fromParsed(x));
    return Value::sequence(ValueKind::Tuple, std::move(items));
  }
  if (const auto *object = v.getAsObject()) {
    Value::Members members;
    for (const auto &[name, member] : *object)
      members.emplace(std::string(name.str()).substr(1), fromParsed(member));
    return Value::members(ValueKind::Object, std::move(members));
  }
  return Value::null();
}

Outcome typeOf(Arguments a) {
  static constexpr std::string_view words[] = {"unknown", "null",  "bool",     "number",
                                               "string",  "tuple", "list",     "set",
                                               "object",  "map",   "reference"};
  return Value::string(std::string(words[size_t(a[0].kind())]));
}

/// Elsewhere it shows the value, too; here only what is found is shown.
Outcome print(Arguments a) { return a[0]; }

constexpr Function Table[] = {
    {"tostring", 1, 1, "a", tostring},     {"tonumber", 1, 1, "a", tonumber},
    {"tobool", 1, 1, "a", tobool},         {"tolist", 1, 1, "l", tolist},
    {"toset", 1, 1, "l", toset},           {"tomap", 1, 1, "m", tomap},
    {"jsonencode", 1, 1, "a", jsonencode}, {"jsondecode", 1, 1, "s", jsondecode},
    {"type", 1, 1, "a", typeOf},           {"print", 1, 1, "a", print},
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
  auto tagged = numbersAsStrings(text);
  if (!tagged)
    return std::nullopt;
  auto parsed = llvm::json::parse(*tagged);
  if (!parsed) {
    llvm::consumeError(parsed.takeError());
    return std::nullopt;
  }
  return fromParsed(*parsed);
}

std::span<const Function> conversionFunctions() { return Table; }

} // namespace schemac::hcl
