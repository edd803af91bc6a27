//===- Value.h - What expressions of HCL give -------------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Hcl/Number.h"
#include "schemac/Support/Source.h"
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace schemac::hcl {

class Referable;

enum class ValueKind : uint8_t {
  Unknown, ///< an error that is reported already
  Null,
  Bool,
  Number,
  String, // clang-format off
  Tuple, List, Set,           ///< sequences
  Object, Map,                ///< by name
  Reference // clang-format on
};

/// Immutable; copies share.
class Value {
public:
  using Items = std::vector<Value>;
  using Members = std::map<std::string, Value, std::less<>>;

  Value() = default; ///< Unknown
  static Value null();
  static Value boolean(bool b);
  static Value number(hcl::Number n);
  static Value string(std::string text);
  static Value sequence(ValueKind kind, Items items);
  static Value members(ValueKind kind, Members members);
  static Value reference(std::shared_ptr<Referable> to);

  ValueKind kind() const { return which; }
  bool is(ValueKind k) const { return which == k; }
  bool isUnknown() const { return which == ValueKind::Unknown; }
  bool isNull() const { return which == ValueKind::Null; }
  bool isSequence() const { return which >= ValueKind::Tuple && which <= ValueKind::Set; }
  bool isNamed() const { return which == ValueKind::Object || which == ValueKind::Map; }
  bool isPrimitive() const { return which >= ValueKind::Bool && which <= ValueKind::String; }

  /// Levels of lists and objects in each other, and what all of it takes, about, in bytes: limits
  /// on both keep a small file from filling memory or the stack.
  unsigned depth() const { return levels; }
  uint64_t weight() const { return bytes; }

  bool asBool() const { return truth; }
  const hcl::Number &asNumber() const { return *static_cast<const hcl::Number *>(data.get()); }
  const std::string &asString() const { return *static_cast<const std::string *>(data.get()); }
  const Items &items() const { return *static_cast<const Items *>(data.get()); }
  const Members &members() const { return *static_cast<const Members *>(data.get()); }
  Referable *referred() const {
    return is(ValueKind::Reference)
               ? static_cast<const std::shared_ptr<Referable> *>(data.get())->get()
               : nullptr;
  }

  /// The expression that gave it.
  SourceRange range;
  Value at(SourceRange r) const {
    Value out = *this;
    out.range = r;
    return out;
  }

private:
  void contains(const Value &inner);
  ValueKind which = ValueKind::Unknown;
  bool truth = false;
  unsigned levels = 0;
  uint64_t bytes = 16;
  std::shared_ptr<const void> data;
};

/// Something that names can be asked of and that is no value of the language: the blocks of a
/// file, behind `table.users.column.id`.
class Referable {
public:
  virtual ~Referable();
  /// What one calls it in a message: "table 'users'".
  virtual std::string describe() const = 0;
  /// What follows it with a dot or in brackets; nothing when there is no such thing.
  virtual std::optional<Value> get(std::string_view name, SourceRange at) = 0;
  /// Names that get() knows, for suggestions.
  virtual std::vector<std::string> names() const { return {}; }
  /// As a map, for `for` and functions; nothing when it cannot be one.
  virtual std::optional<Value> asObject() { return std::nullopt; }
};

/// Equal in kind and content, but that sequences equal sequences, and objects maps.
bool equal(const Value &a, const Value &b);
/// The same for equal values.
size_t hash(const Value &v);
/// "a string", "a list of 3", for messages.
std::string describe(const Value &v);
/// On one line, with sorted keys; strings escaped as JSON has them.
std::string toJson(const Value &v);

/// Conversions of the language; Unknown when there is none.
Value toString(const Value &v);
Value toNumber(const Value &v);
Value toBool(const Value &v);

/// A type as `variable` blocks and specifications state it.
struct TypeSpec {
  enum Kind : uint8_t { Any, Bool, Number, String, List, Set, Map, Tuple, Object } kind = Any;
  std::vector<TypeSpec> elements;                          ///< List, Set, Map: one; Tuple: all
  std::map<std::string, TypeSpec, std::less<>> attributes; ///< Object
  /// Object: those that may be missing, with what they then are.
  std::map<std::string, Value, std::less<>> optional;
};
/// "list of strings".
std::string describe(const TypeSpec &type);
/// \p v as a value of \p type; nothing when it cannot be one.
std::optional<Value> convert(const Value &v, const TypeSpec &type);

} // namespace schemac::hcl
