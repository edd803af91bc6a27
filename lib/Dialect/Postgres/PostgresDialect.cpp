//===- PostgresDialect.cpp - PostgreSQL ------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "schemac/Dialect/Postgres/Access.h"
#include "llvm/ADT/StringRef.h"

namespace schemac {

namespace postgres {

constexpr TypeRow typeRows[] = {
#define PG_TYPE(KIND, SPELLING, P0, P1) {TypeKind::KIND, SPELLING, {P0, P1}},
#include "schemac/Dialect/Postgres/Types.def"
};

constexpr bool isInOrder() {
  for (size_t i = 0; i < std::size(typeRows); ++i)
    if (size_t(typeRows[i].kind) != i)
      return false;
  return std::size(typeRows) == size_t(TypeKind::Native) + 1;
}
static_assert(isInOrder(),
              "Postgres/Types.def must have the kinds of IR/Types.def, in their order");

const TypeRow &typeRow(TypeKind kind) { return typeRows[size_t(kind)]; }

/// \p text between two quotes, with the quotes in it doubled.
static std::string enclose(std::string_view text, char quote) {
  std::string out(1, quote);
  for (char c : text) {
    if (c == quote)
      out += c;
    out += c;
  }
  return out += quote;
}

std::string quote(std::string_view identifier) { return enclose(identifier, '"'); }

/// With backslashes in the escape form, which is right whatever standard_conforming_strings says.
static std::string quoteString(std::string_view text) {
  if (text.find('\\') == text.npos)
    return enclose(text, '\'');
  std::string doubled;
  for (char c : text)
    doubled.append(c == '\\' ? 2 : 1, c);
  return "E" + enclose(doubled, '\'');
}

std::string typeName(Type type) {
  switch (type.kind()) {
  case TypeKind::Enum:
  case TypeKind::Domain:
  case TypeKind::Composite:
  case TypeKind::Range: {
    QName name = type.named();
    return (name.ns ? quote(name.ns.str()) + "." : "") + quote(name.name.str());
  }
  case TypeKind::Array:
    return typeName(type.element()) + "[]";
  case TypeKind::Native:
    return type.native().string();
  default:
    break;
  }
  std::string out(typeRow(type.kind()).spelling);
  if (type.param(0) < 0)
    return out;
  out += "(" + std::to_string(type.param(0));
  if (type.param(1) >= 0)
    out += "," + std::to_string(type.param(1));
  return out + ")";
}

namespace {

class PostgresDialect final : public Dialect {
public:
  std::string_view name() const override { return "postgres"; }
  std::string_view display() const override { return "PostgreSQL"; }
  int oldestVersion() const override { return 12; }
  int newestVersion() const override { return 18; }
  std::string_view defaultNamespace() const override { return "public"; }
  unsigned maxIdentifierBytes() const override { return 63; }

  bool plans(OpKind) const override { return true; }
  bool plansChanges() const override { return true; }
  std::optional<int> hasType(Type type) const override {
    while (type.is(TypeKind::Array))
      type = type.element();
    bool known = type.kind() >= TypeKind::Enum || !typeRow(type.kind()).spelling.empty();
    return known ? std::optional(0) : std::nullopt;
  }
  std::optional<int> has(Feature feature) const override {
    switch (feature) {
    case Feature::Charset:
    case Feature::OnUpdate:
    case Feature::InvisibleColumn:
    case Feature::PrefixLength:
    case Feature::KeyPrefix:
    case Feature::KeyDescending:
    case Feature::RowParts:
    case Feature::TriggerBody:
    case Feature::TriggerOrder:
    case Feature::DataAccess:
      return std::nullopt;
    default:
      return 0; // versions: Diff/Versions.cpp
    }
  }
  // Extensions bring methods and options of their own.
  bool hasIndexMethod(std::string_view) const override { return true; }
  bool hasIndexParameter(std::string_view) const override { return true; }
  bool hasTableParameter(std::string_view) const override { return true; }
  std::vector<TableFault> faults(const Table &table, const Schema &state) const override {
    return tableFaults(table, state);
  }

  std::string typeName(Type type) const override { return postgres::typeName(type); }
  Type canonical(Context &context, Type type) const override {
    return canonicalType(context, type);
  }
  std::string quote(std::string_view identifier) const override {
    return postgres::quote(identifier);
  }
  std::string quoteString(std::string_view text) const override {
    return postgres::quoteString(text);
  }
  Volatility volatility(Expr expr, const Schema *state) const override {
    return expr ? postgres::volatility(expr.str(), state) : Volatility::Constant;
  }
  TypeChange typeChange(Type from, Type to, int) const override {
    return postgres::typeChange(from, to); // the same in every version that is served
  }
  Fit fit(Type from, Type to) const override { return postgres::fit(from, to); }
  std::string castExpr(std::string_view value, Type from, Type to) const override {
    return postgres::castExpr(value, from, to);
  }
  std::string partitionCheck(const PartitionKey &key, Expr bound) const override {
    return postgres::partitionCheck(key, bound);
  }
  StepCost cost(const Op &op, const Schema &before, int version) const override {
    return postgres::cost(op, before, version);
  }
  bool hasPrivilege(std::string_view word, std::string_view privilege, int version) const override {
    return postgres::hasPrivilege(word, privilege, version);
  }
  std::vector<LockRule> lockRules() const override { return postgres::lockRules(); }
  std::vector<CastRule> castRules() const override { return postgres::castRules(); }
};

} // namespace
} // namespace postgres

const Dialect &getPostgresDialect() {
  static const postgres::PostgresDialect dialect;
  return dialect;
}

} // namespace schemac
