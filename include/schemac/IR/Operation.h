//===- Operation.h - Steps of a plan ----------------------------*- C++ -*-===//
//
// Storage is generic (a kind and an array of typed fields), so cloning, comparing, parsing and
// printing are written once. Typed views (AddColumnOp and so on) give the fields their names.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include <cassert>
#include <span>
#include <variant>

namespace schemac {

enum class OpKind : uint8_t {
#define OP(CLASS, MNEMONIC, KIND, FIELDS) CLASS,
#include "schemac/IR/Operations.def"
};

/// What a step is for.
enum class StepKind : uint8_t { Guard, Change, Sync, Backfill, Verify, Validate };

/// Whether a step can be undone.
enum class ReverseClass : uint8_t {
  Unknown,  ///< not inferred yet
  Lossless, ///< `reverse` restores the schema and every value
  Lossy,    ///< `reverse` restores the shape; `reason` says which values are lost or recovered how
  Irreversible, ///< there is no reverse; `reason` says why
};

enum class FieldKind : uint8_t {
  Object,
  Sub,
  Name,
  Names,
  Type,
  Expr,
  String,
  Int,
  Flag,
  Labels,
  Column,
  PrimaryKey,
  Unique,
  Check,
  ForeignKey,
  Index,
  Trigger,
  Policy,
  Target,
  Exclusion,
  Parameters,
// A whole object; its text goes on after the mnemonic.
#define KIND(CLASS, PLURAL, WORD) CLASS,
#include "schemac/IR/Kinds.def"
};

using Field =
    std::variant<std::monostate, bool, int64_t, Name, std::vector<Name>, Type, Expr, QName, SubRef,
                 Target, schemac::Parameters, std::shared_ptr<const Column>,
                 std::shared_ptr<const Constraint>, std::shared_ptr<const Index>,
                 std::shared_ptr<const Trigger>, std::shared_ptr<const Policy>
#define KIND(CLASS, PLURAL, WORD) , std::shared_ptr<const CLASS>
#include "schemac/IR/Kinds.def"
                 >;

struct FieldSpec {
  FieldKind kind;
  std::string_view name, keyword;
  bool required;
};

struct OpInfo {
  std::string_view mnemonic;
  StepKind step;
  std::span<const FieldSpec> fields;
};
const OpInfo &opInfo(OpKind kind);
std::span<const OpInfo> allOps();
/// The operation with this mnemonic, if there is one.
std::optional<OpKind> opByName(std::string_view mnemonic);

/// One step, or one statement of a reverse.
struct Op {
  OpKind kind = OpKind::Opaque;
  ReverseClass reverseClass = ReverseClass::Unknown;
  std::vector<Field> fields;
  SourceRange range;       ///< the declaration that caused it
  unsigned change = 0;     ///< number of the change of the diff that it serves, from 1; 0: none
  std::vector<Op> reverse; ///< in the order to run
  Name reason;             ///< with Lossy and Irreversible
  Name why;                ///< one line for the reviewer: why this step is here

  const OpInfo &info() const { return opInfo(kind); }
  std::string_view mnemonic() const { return info().mnemonic; }
  StepKind step() const { return info().step; }
};
/// Same operation and fields; range, why and reverse do not count.
bool sameOp(const Op &a, const Op &b);

namespace detail {
template <FieldKind> struct FieldType;
template <class T> struct ValueField {
  static const T &get(const Field &f) {
    static const T none{};
    return std::holds_alternative<std::monostate>(f) ? none : std::get<T>(f);
  }
};
template <class T> struct SharedField {
  static const T &get(const Field &f) { return *std::get<std::shared_ptr<const T>>(f); }
};
template <> struct FieldType<FieldKind::Object> : ValueField<QName> {};
template <> struct FieldType<FieldKind::Sub> : ValueField<SubRef> {};
template <> struct FieldType<FieldKind::Name> : ValueField<Name> {};
template <> struct FieldType<FieldKind::String> : ValueField<Name> {};
template <> struct FieldType<FieldKind::Names> : ValueField<std::vector<Name>> {};
template <> struct FieldType<FieldKind::Labels> : ValueField<std::vector<Name>> {};
template <> struct FieldType<FieldKind::Type> : ValueField<Type> {};
template <> struct FieldType<FieldKind::Expr> : ValueField<Expr> {};
template <> struct FieldType<FieldKind::Int> : ValueField<int64_t> {};
template <> struct FieldType<FieldKind::Flag> : ValueField<bool> {};
template <> struct FieldType<FieldKind::Policy> : SharedField<Policy> {};
template <> struct FieldType<FieldKind::Target> : ValueField<Target> {};
template <> struct FieldType<FieldKind::Column> : SharedField<Column> {};
template <> struct FieldType<FieldKind::PrimaryKey> : SharedField<Constraint> {};
template <> struct FieldType<FieldKind::Unique> : SharedField<Constraint> {};
template <> struct FieldType<FieldKind::Check> : SharedField<Constraint> {};
template <> struct FieldType<FieldKind::ForeignKey> : SharedField<Constraint> {};
template <> struct FieldType<FieldKind::Exclusion> : SharedField<Constraint> {};
template <> struct FieldType<FieldKind::Parameters> : ValueField<schemac::Parameters> {};
template <> struct FieldType<FieldKind::Index> : SharedField<Index> {};
template <> struct FieldType<FieldKind::Trigger> : SharedField<Trigger> {};
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  template <> struct FieldType<FieldKind::CLASS> : SharedField<CLASS> {};
#include "schemac/IR/Kinds.def"

template <class T> Field toField(T v) { return Field(std::move(v)); }
inline Field toField(Column v) { return Field(std::make_shared<const Column>(std::move(v))); }
inline Field toField(Constraint v) {
  return Field(std::make_shared<const Constraint>(std::move(v)));
}
inline Field toField(Index v) { return Field(std::make_shared<const Index>(std::move(v))); }
inline Field toField(Policy v) { return Field(std::make_shared<const Policy>(std::move(v))); }
inline Field toField(Trigger v) { return Field(std::make_shared<const Trigger>(std::move(v))); }
// Comments, grants and owner are given by steps of their own.
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  inline Field toField(CLASS v) {                                                                  \
    stripAccess(v);                                                                                \
    return Field(std::make_shared<const CLASS>(std::move(v)));                                     \
  }
#include "schemac/IR/Kinds.def"

/// Asserts that the fields are of the kinds that Operations.def says, and fills up optional ones.
Op makeOp(OpKind kind, SourceRange range, std::vector<Field> fields);

constexpr FieldSpec specsEnd{FieldKind::Flag, "", "", false};
#define F(KIND, NAME, KEYWORD) FieldSpec{FieldKind::KIND, #NAME, KEYWORD, true},
#define O(KIND, NAME, KEYWORD) FieldSpec{FieldKind::KIND, #NAME, KEYWORD, false},
#define OP(CLASS, MNEMONIC, KIND, FIELDS) inline constexpr FieldSpec CLASS##Fields[] = {FIELDS};
#include "schemac/IR/Operations.def"
#undef F
#undef O
template <size_t N>
constexpr unsigned fieldIndex(const FieldSpec (&specs)[N], std::string_view name) {
  for (unsigned i = 0; i < N; ++i)
    if (specs[i].name == name)
      return i;
  return ~0u;
}
} // namespace detail

/// Base of the typed views: a reference to an Op of the right kind.
class OpView {
public:
  const Op &op;
  SourceRange range() const { return op.range; }

protected:
  explicit OpView(const Op &op) : op(op) {}
};

/// The views: `AddColumnOp(op).column()`; `AddColumnOp::make(range, SubRef, Column)` builds one,
/// with the fields in the order of Operations.def, optional ones at the end left out when not
/// wanted. `has_cast()` and so on tell whether an optional field is given.
#define F(KIND, NAME, KEYWORD)                                                                     \
  decltype(auto) NAME() const {                                                                    \
    return detail::FieldType<FieldKind::KIND>::get(op.fields[detail::fieldIndex(specs, #NAME)]);   \
  }
#define O(KIND, NAME, KEYWORD)                                                                     \
  F(KIND, NAME, KEYWORD)                                                                           \
  bool has_##NAME() const {                                                                        \
    return !std::holds_alternative<std::monostate>(op.fields[detail::fieldIndex(specs, #NAME)]);   \
  }
#define OP(CLASS, MNEMONIC, KIND, FIELDS)                                                          \
  class CLASS##Op : public OpView {                                                                \
    static constexpr auto &specs = detail::CLASS##Fields;                                          \
                                                                                                   \
  public:                                                                                          \
    static constexpr OpKind kind = OpKind::CLASS;                                                  \
    explicit CLASS##Op(const Op &op) : OpView(op) { assert(op.kind == kind); }                     \
    static bool classof(const Op &op) { return op.kind == kind; }                                  \
    template <class... A> static Op make(SourceRange range, A... fields) {                         \
      std::vector<Field> list;                                                                     \
      list.reserve(sizeof...(A));                                                                  \
      (list.push_back(detail::toField(std::move(fields))), ...);                                   \
      return detail::makeOp(kind, range, std::move(list));                                         \
    }                                                                                              \
    FIELDS                                                                                         \
  };
#include "schemac/IR/Operations.def"
#undef F
#undef O

/// The view when \p op is of its kind: `if (auto add = dynOp<AddColumnOp>(op))`.
template <class View> std::optional<View> dynOp(const Op &op) {
  return View::classof(op) ? std::optional<View>(View(op)) : std::nullopt;
}

/// Calls \p f with the typed view of \p op. \p f must accept every view, so that a new operation
/// does not compile until every user has an answer for it.
template <class Fn> decltype(auto) visitOp(const Op &op, Fn &&f) {
  switch (op.kind) {
#define OP(CLASS, MNEMONIC, KIND, FIELDS)                                                          \
  case OpKind::CLASS:                                                                              \
    return f(CLASS##Op(op));
#include "schemac/IR/Operations.def"
  }
  assert(false && "no such operation");
  __builtin_unreachable();
}

} // namespace schemac
