//===- Operation.cpp - The table of operations ----------------------------===//
#include "schemac/IR/Plan.h"
#include <algorithm>

namespace schemac {

static constexpr OpInfo Infos[] = {
#define OP(CLASS, MNEMONIC, KIND, FIELDS) {MNEMONIC, StepKind::KIND, detail::CLASS##Fields},
#include "schemac/IR/Operations.def"
};

const OpInfo &opInfo(OpKind kind) { return Infos[static_cast<size_t>(kind)]; }
std::span<const OpInfo> allOps() { return Infos; }

std::optional<OpKind> opByName(std::string_view mnemonic) {
  for (size_t i = 0; i < std::size(Infos); ++i)
    if (Infos[i].mnemonic == mnemonic)
      return static_cast<OpKind>(i);
  return std::nullopt;
}

/// Whether \p f holds what a field of this kind holds.
[[maybe_unused]] static bool holds(const Field &f, FieldKind kind) {
  switch (kind) {
  case FieldKind::Object:
    return std::holds_alternative<QName>(f);
  case FieldKind::Sub:
    return std::holds_alternative<SubRef>(f);
  case FieldKind::Target:
    return std::holds_alternative<Target>(f);
  case FieldKind::Name:
  case FieldKind::String:
    return std::holds_alternative<Name>(f);
  case FieldKind::Names:
  case FieldKind::Labels:
    return std::holds_alternative<std::vector<Name>>(f);
  case FieldKind::Type:
    return std::holds_alternative<Type>(f);
  case FieldKind::Expr:
    return std::holds_alternative<Expr>(f);
  case FieldKind::Int:
    return std::holds_alternative<int64_t>(f);
  case FieldKind::Flag:
    return std::holds_alternative<bool>(f);
  case FieldKind::Parameters:
    return std::holds_alternative<schemac::Parameters>(f);
  case FieldKind::Column:
    return std::holds_alternative<std::shared_ptr<const Column>>(f);
  case FieldKind::Index:
    return std::holds_alternative<std::shared_ptr<const Index>>(f);
  case FieldKind::Trigger:
    return std::holds_alternative<std::shared_ptr<const Trigger>>(f);
  case FieldKind::Policy:
    return std::holds_alternative<std::shared_ptr<const Policy>>(f);
  case FieldKind::PrimaryKey:
  case FieldKind::Unique:
  case FieldKind::Check:
  case FieldKind::ForeignKey:
  case FieldKind::Exclusion:
    return std::holds_alternative<std::shared_ptr<const Constraint>>(f);
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  case FieldKind::CLASS:                                                                           \
    return std::holds_alternative<std::shared_ptr<const CLASS>>(f);
#include "schemac/IR/Kinds.def"
  }
  return false;
}

/// A null name or expression and a false flag are the same as a field that is not given.
static bool isAbsent(const Field &f) {
  if (auto *n = std::get_if<Name>(&f))
    return !*n;
  if (auto *e = std::get_if<Expr>(&f))
    return !*e;
  if (auto *b = std::get_if<bool>(&f))
    return !*b;
  if (auto *l = std::get_if<std::vector<Name>>(&f))
    return l->empty();
  if (auto *q = std::get_if<QName>(&f))
    return !*q;
  if (auto *t = std::get_if<Type>(&f))
    return !*t;
  return std::holds_alternative<std::monostate>(f);
}

Op detail::makeOp(OpKind kind, SourceRange range, std::vector<Field> fields) {
  const OpInfo &info = opInfo(kind);
  assert(fields.size() <= info.fields.size() && "more fields than the operation has");
  fields.resize(info.fields.size());
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!info.fields[i].required && isAbsent(fields[i]))
      fields[i] = std::monostate();
    assert((holds(fields[i], info.fields[i].kind) ||
            (!info.fields[i].required && std::holds_alternative<std::monostate>(fields[i]))) &&
           "a field is not of the kind that Operations.def says");
  }
  Op op;
  op.kind = kind;
  op.range = range;
  op.fields = std::move(fields);
  return op;
}

namespace {
/// Equality of two fields of the same alternative.
struct SameField {
  template <class T> bool operator()(const T &a, const T &b) const { return a == b; }
  bool operator()(const std::shared_ptr<const Column> &a,
                  const std::shared_ptr<const Column> &b) const {
    return sameColumn(*a, *b);
  }
  bool operator()(const std::shared_ptr<const Constraint> &a,
                  const std::shared_ptr<const Constraint> &b) const {
    return sameConstraint(*a, *b) && a->usingIndex == b->usingIndex;
  }
  bool operator()(const std::shared_ptr<const Index> &a,
                  const std::shared_ptr<const Index> &b) const {
    return sameIndex(*a, *b);
  }
#define KIND(CLASS, PLURAL, WORD)                                                                  \
  bool operator()(const std::shared_ptr<const CLASS> &a, const std::shared_ptr<const CLASS> &b)    \
      const {                                                                                      \
    return same(*a, *b);                                                                           \
  }
#include "schemac/IR/Kinds.def"
  bool operator()(const std::shared_ptr<const Policy> &a,
                  const std::shared_ptr<const Policy> &b) const {
    return samePolicy(*a, *b);
  }
  bool operator()(const std::shared_ptr<const Trigger> &a,
                  const std::shared_ptr<const Trigger> &b) const {
    return sameTrigger(*a, *b);
  }
  template <class T, class U> bool operator()(const T &, const U &) const { return false; }
};
} // namespace

bool sameOp(const Op &a, const Op &b) {
  return a.kind == b.kind &&
         std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                    [](const Field &x, const Field &y) { return std::visit(SameField(), x, y); });
}

//===--- plans ------------------------------------------------------------===//

std::string_view phaseName(PhaseKind kind) {
  static constexpr std::string_view names[] = {"change", "expand", "migrate", "switch", "contract"};
  return names[static_cast<size_t>(kind)];
}

Phase &Plan::phase(PhaseKind kind) {
  auto it =
      std::find_if(phases.begin(), phases.end(), [&](const Phase &p) { return p.kind >= kind; });
  if (it == phases.end() || it->kind != kind) {
    it = phases.insert(it, Phase());
    it->kind = kind;
  }
  return *it;
}

const Phase *Plan::findPhase(PhaseKind kind) const {
  for (const Phase &p : phases)
    if (p.kind == kind)
      return &p;
  return nullptr;
}

size_t Plan::numSteps() const {
  size_t n = 0;
  for (const Phase &p : phases)
    n += p.steps.size();
  return n;
}

} // namespace schemac
