//===- Context.h - Uniqued names, expressions and types ---------*- C++ -*-===//
//
// The Context owns and uniques every name, SQL expression and type, so that entities hold one
// pointer for each and equality is a pointer comparison. It outlives every schema and plan made in
// it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/ADT/DenseMapInfo.h"
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace schemac {

/// A uniqued identifier or text. Equal text in one Context is the same Name; null means absent.
/// Ordering is by bytes of the text, so that sorted output is stable from run to run.
class Name {
public:
  Name() = default;
  std::string_view str() const;
  std::string string() const { return std::string(str()); }
  explicit operator bool() const { return data != nullptr; }
  const void *opaque() const { return data; }
  friend bool operator==(Name, Name) = default;
  friend bool operator<(Name a, Name b) { return a.str() < b.str(); }

private:
  friend class Context;
  friend struct llvm::DenseMapInfo<Name, void>;
  explicit Name(const char *d) : data(d) {}
  const char *data = nullptr; ///< uint32_t length, then the bytes
};

/// Raw SQL, in the dialect of the schema it stands in: sql"now()". Null means absent.
class Expr {
public:
  Expr() = default;
  explicit Expr(Name text) : text(text) {}
  std::string_view str() const { return text.str(); }
  std::string string() const { return text.string(); }
  Name name() const { return text; }
  explicit operator bool() const { return bool(text); }
  friend bool operator==(Expr, Expr) = default;

private:
  Name text;
};

/// Name of a schema-level object. A null namespace is the dialect's default one ("public").
struct QName {
  Name ns, name;
  explicit operator bool() const { return bool(name); }
  friend bool operator==(QName, QName) = default;
  friend bool operator<(QName a, QName b) {
    return a.ns == b.ns ? a.name < b.name : a.ns.str() < b.ns.str();
  }
  /// "users" or "auth.users", for messages.
  std::string str() const;
};

/// Name of something inside a table: a column, constraint, index or trigger.
struct SubRef {
  QName table;
  Name sub;
  friend bool operator==(const SubRef &, const SubRef &) = default;
  std::string str() const;
};

enum class TypeKind : uint8_t {
#define TYPE(CLASS, SPELLING, MIN, MAX) CLASS,
#include "schemac/IR/Types.def"
};

struct TypeData;

/// A uniqued data type. Compare with ==.
class Type {
public:
  Type() = default;
  explicit operator bool() const { return data != nullptr; }
  TypeKind kind() const;
  bool is(TypeKind k) const { return data && kind() == k; }
  /// PostgreSQL's integer types.
  bool isInteger() const { return is(TypeKind::I16) || is(TypeKind::I32) || is(TypeKind::I64); }
  /// Parameter 0 or 1: length, precision, scale; -1 when not stated.
  int param(unsigned i) const;
  QName enumName() const; ///< of an enum type
  /// Of a type that the schema defines: an enum, domain, composite or range; else null.
  QName named() const;
  Type element() const;                 ///< of an array type
  std::span<const Name> labels() const; ///< of an enum or set that is written in its column
  Name native() const;                  ///< of a native type: the dialect's own spelling
  /// As in `.sir`: varchar(320), enum @role, enum("a", "b"), array<i32>, native("citext").
  std::string str() const;
  const void *opaque() const { return data; }
  friend bool operator==(Type, Type) = default;

private:
  friend class Context;
  explicit Type(const TypeData *d) : data(d) {}
  const TypeData *data = nullptr;
};

/// What Types.def says of a kind.
struct TypeInfo {
  const char *spelling;
  int minParams, maxParams;
};
const TypeInfo &typeInfo(TypeKind kind);

class Context {
public:
  Context();
  ~Context();
  Context(const Context &) = delete;
  Context &operator=(const Context &) = delete;

  Name name(std::string_view text);
  /// The same for several, which waits for memory once and not once for each.
  std::vector<Name> names(std::span<const std::string_view> texts);
  Expr expr(std::string_view sql) { return Expr(name(sql)); }
  QName qname(std::string_view text) { return {Name(), name(text)}; }
  QName qname(std::string_view ns, std::string_view text) { return {name(ns), name(text)}; }

  Type type(TypeKind kind, int p0 = -1, int p1 = -1);
  Type enumType(QName name) { return namedType(TypeKind::Enum, name); }
  /// A reference to a type of the schema: an enum, domain, composite or range.
  Type namedType(TypeKind kind, QName name);
  Type arrayType(Type element);
  /// An InlineEnum or a Set.
  Type labelledType(TypeKind kind, const std::vector<Name> &labels);
  Type nativeType(std::string_view spelling);

  /// Memory for immutable side data of entities; freed with the Context.
  void *allocate(size_t bytes, size_t align);
  template <class T, class... A> T *make(A &&...args) {
    static_assert(std::is_trivially_destructible_v<T>, "arena objects are never destroyed");
    return new (allocate(sizeof(T), alignof(T))) T(std::forward<A>(args)...);
  }

  /// The one T of this Context, made at the first call and freed with it: what a front end keeps
  /// from one file to the next.
  template <class T> T &attachment() {
    std::shared_ptr<void> &slot = attachmentSlot(&attachmentKey<T>);
    if (!slot)
      slot = std::make_shared<T>();
    return *static_cast<T *>(slot.get());
  }

private:
  template <class T> static constexpr char attachmentKey = 0;
  std::shared_ptr<void> &attachmentSlot(const void *key);
  struct Impl;
  std::unique_ptr<Impl> impl;
};

} // namespace schemac

template <> struct llvm::DenseMapInfo<schemac::Name> {
  using Pointer = DenseMapInfo<const char *>;
  static schemac::Name getEmptyKey() { return schemac::Name(Pointer::getEmptyKey()); }
  static schemac::Name getTombstoneKey() { return schemac::Name(Pointer::getTombstoneKey()); }
  static unsigned getHashValue(schemac::Name n) { return Pointer::getHashValue(n.data); }
  static bool isEqual(schemac::Name a, schemac::Name b) { return a == b; }
};
template <> struct llvm::DenseMapInfo<schemac::QName> {
  using Part = DenseMapInfo<schemac::Name>;
  static schemac::QName getEmptyKey() { return {{}, Part::getEmptyKey()}; }
  static schemac::QName getTombstoneKey() { return {{}, Part::getTombstoneKey()}; }
  static unsigned getHashValue(schemac::QName q) {
    return Part::getHashValue(q.name) + 31 * Part::getHashValue(q.ns);
  }
  static bool isEqual(schemac::QName a, schemac::QName b) { return a == b; }
};

template <> struct std::hash<schemac::Name> {
  size_t operator()(schemac::Name n) const { return std::hash<const void *>()(n.opaque()); }
};
template <> struct std::hash<schemac::QName> {
  size_t operator()(schemac::QName q) const {
    return std::hash<schemac::Name>()(q.name) * 31 + std::hash<schemac::Name>()(q.ns);
  }
};
