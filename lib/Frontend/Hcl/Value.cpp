//===- Value.cpp - What expressions of HCL give ---------------------------===//
#include "schemac/Frontend/Hcl/Value.h"
#include "Nfc.h"
#include "schemac/Support/Quote.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::hcl {

Referable::~Referable() = default;

void Value::contains(const Value &inner) {
  levels = std::max(levels, inner.levels + 1);
  // Saturates: what is shared counts each time.
  bytes = std::min(bytes + inner.bytes, uint64_t(1) << 62);
}

Value Value::null() {
  Value v;
  v.which = ValueKind::Null;
  return v;
}

Value Value::boolean(bool b) {
  Value v;
  v.which = ValueKind::Bool;
  v.truth = b;
  return v;
}

Value Value::number(hcl::Number n) {
  Value v;
  v.which = ValueKind::Number;
  v.data = std::make_shared<const hcl::Number>(std::move(n));
  return v;
}

Value Value::string(std::string text) {
  Value v;
  v.which = ValueKind::String;
  v.bytes += text.size();
  v.data = std::make_shared<const std::string>(normalized(std::move(text)));
  return v;
}

/// Sets have no order of their own: strings go by their texts and numbers by size, whatever made
/// the set.
static void sortSet(Value::Items &items) {
  auto all = [&](ValueKind kind) {
    return std::all_of(items.begin(), items.end(), [&](const Value &v) { return v.is(kind); });
  };
  if (all(ValueKind::String))
    std::stable_sort(items.begin(), items.end(),
                     [](const Value &a, const Value &b) { return a.asString() < b.asString(); });
  else if (all(ValueKind::Number))
    std::stable_sort(items.begin(), items.end(),
                     [](const Value &a, const Value &b) { return a.asNumber() < b.asNumber(); });
}

Value Value::sequence(ValueKind kind, Items items) {
  if (kind == ValueKind::Set)
    sortSet(items);
  Value v;
  v.which = kind;
  for (const Value &inner : items)
    v.contains(inner);
  v.data = std::make_shared<const Items>(std::move(items));
  return v;
}

Value Value::members(ValueKind kind, Members members) {
  Value v;
  v.which = kind;
  for (const auto &m : members) {
    v.contains(m.second);
    v.bytes += m.first.size();
  }
  v.data = std::make_shared<const Members>(std::move(members));
  return v;
}

Value Value::reference(std::shared_ptr<Referable> to) {
  Value v;
  v.which = ValueKind::Reference;
  v.data = std::make_shared<const std::shared_ptr<Referable>>(std::move(to));
  return v;
}

bool equal(const Value &a, const Value &b) {
  if (a.isSequence() && b.isSequence())
    return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(),
                      equal);
  if (a.isNamed() && b.isNamed())
    return std::equal(a.members().begin(), a.members().end(), b.members().begin(),
                      b.members().end(), [](const auto &x, const auto &y) {
                        return x.first == y.first && equal(x.second, y.second);
                      });
  if (a.kind() != b.kind())
    return false;
  switch (a.kind()) {
  case ValueKind::Bool:
    return a.asBool() == b.asBool();
  case ValueKind::Number:
    return a.asNumber() == b.asNumber();
  case ValueKind::String:
    return a.asString() == b.asString();
  case ValueKind::Reference:
    return a.referred() == b.referred();
  default:
    return true;
  }
}

size_t hash(const Value &v) {
  if (v.isSequence())
    return llvm::hash_combine_range(llvm::map_iterator(v.items().begin(), hash),
                                    llvm::map_iterator(v.items().end(), hash));
  if (v.isNamed()) {
    auto member = [](const Value::Members::value_type &m) {
      return size_t(llvm::hash_combine(m.first, hash(m.second)));
    };
    return llvm::hash_combine_range(llvm::map_iterator(v.members().begin(), member),
                                    llvm::map_iterator(v.members().end(), member));
  }
  switch (v.kind()) {
  case ValueKind::Bool:
    return v.asBool();
  case ValueKind::Number:
    return v.asNumber().hash();
  case ValueKind::String:
    return llvm::hash_value(v.asString());
  case ValueKind::Reference:
    return llvm::hash_value(v.referred());
  default:
    return 0;
  }
}

std::string describe(const Value &v) {
  switch (v.kind()) {
  case ValueKind::Unknown:
    return "unknown";
  case ValueKind::Null:
    return "null";
  case ValueKind::Bool:
    return v.asBool() ? "true" : "false";
  case ValueKind::Number:
    return "the number " + v.asNumber().str();
  case ValueKind::String:
    return fmt::format("the string '{}'", v.asString());
  case ValueKind::Tuple:
  case ValueKind::List:
    return fmt::format("a list of {}", v.items().size());
  case ValueKind::Set:
    return fmt::format("a set of {}", v.items().size());
  case ValueKind::Object:
  case ValueKind::Map:
    return "an object";
  case ValueKind::Reference:
    return v.referred()->describe();
  }
  return {};
}

std::string toJson(const Value &v) {
  std::string out;
  switch (v.kind()) {
  case ValueKind::Bool:
    return v.asBool() ? "true" : "false";
  case ValueKind::Number:
    return v.asNumber().str();
  case ValueKind::String:
    return doubleQuoted(v.asString());
  case ValueKind::Tuple:
  case ValueKind::List:
  case ValueKind::Set:
    for (const Value &item : v.items())
      out += (out.empty() ? "" : ",") + toJson(item);
    return "[" + out + "]";
  case ValueKind::Object:
  case ValueKind::Map:
    for (const auto &[name, member] : v.members())
      out += (out.empty() ? "" : ",") + doubleQuoted(name) + ":" + toJson(member);
    return "{" + out + "}";
  default:
    return "null";
  }
}

Value toString(const Value &v) {
  switch (v.kind()) {
  case ValueKind::Bool:
    return Value::string(v.asBool() ? "true" : "false").at(v.range);
  case ValueKind::Number:
    return Value::string(v.asNumber().str()).at(v.range);
  case ValueKind::String:
  case ValueKind::Null:
    return v;
  default:
    return Value();
  }
}

Value toNumber(const Value &v) {
  if (v.is(ValueKind::Number) || v.isNull())
    return v;
  if (v.is(ValueKind::String))
    if (auto n = Number::parse(v.asString()))
      return Value::number(std::move(*n)).at(v.range);
  return Value();
}

Value toBool(const Value &v) {
  if (v.is(ValueKind::Bool) || v.isNull())
    return v;
  if (v.is(ValueKind::String) && (v.asString() == "true" || v.asString() == "false"))
    return Value::boolean(v.asString() == "true").at(v.range);
  return Value();
}

} // namespace schemac::hcl
