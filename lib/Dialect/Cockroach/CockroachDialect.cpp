//===- CockroachDialect.cpp - CockroachDB: states alone ---------------------===//
//
// States are read, compared and written. No step is planned: CockroachDB makes changes in jobs of
// its own, and nothing was measured on a server.
//
//===----------------------------------------------------------------------===//

#include "schemac/Dialect/CreatingDialect.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac {

const Dialect &getPostgresDialect();

namespace {

struct TypeRow {
  TypeKind kind;
  std::string_view name;
};
constexpr TypeRow Types[] = {
#define COCKROACH_TYPE(KIND, NAME) {TypeKind::KIND, NAME},
#include "schemac/Dialect/Cockroach/Types.def"
};

struct FeatureRow {
  Feature feature;
  int since;
};
constexpr FeatureRow Features[] = {
#define HAS(FEATURE, SINCE) {Feature::FEATURE, SINCE},
#include "schemac/Dialect/Cockroach/Features.def"
};

/// What stands in for a type's name in PostgreSQL; that of \p name itself mostly.
Type canonicalType(Context &context, Type type) {
  if (type.is(TypeKind::Array))
    return context.arrayType(canonicalType(context, type.element()));
  if (!type.is(TypeKind::Native))
    return type;
  std::string_view text = type.native().str();
  std::string name = llvm::StringRef(text.data(), text.size()).trim().lower();
  if (name.ends_with("[]"))
    return context.arrayType(canonicalType(
        context, context.nativeType(std::string_view(name).substr(0, name.size() - 2))));
  for (const TypeRow &row : Types)
    if (row.name == name)
      return context.type(row.kind);
  if (name.starts_with("string(")) // a VARCHAR by another name
    return getPostgresDialect().canonical(context, context.nativeType("varchar" + name.substr(6)));
  return getPostgresDialect().canonical(context, type);
}

class CockroachDialect final : public CreatingDialect {
public:
  std::string_view name() const override { return "cockroachdb"; }
  std::string_view display() const override { return "CockroachDB"; }
  int oldestVersion() const override { return 2301; }
  int newestVersion() const override { return 2604; }
  std::string_view defaultNamespace() const override { return "public"; }
  unsigned maxIdentifierBytes() const override { return 0; }

  bool plans(OpKind) const override { return false; }
  std::optional<int> has(Feature feature) const override {
    auto row = std::ranges::find(Features, feature, &FeatureRow::feature);
    return row == std::end(Features) ? std::nullopt : std::optional(row->since);
  }
  std::optional<int> hasType(Type type) const override { return server().hasType(type); }
  bool hasIndexMethod(std::string_view method) const override {
    return method.empty() || method == "gin";
  }
  bool hasIndexParameter(std::string_view) const override { return true; }
  bool hasTableParameter(std::string_view) const override { return true; }

  std::string typeName(Type type) const override { return server().typeName(type); }
  Type canonical(Context &context, Type type) const override {
    return canonicalType(context, type);
  }
  std::string quote(std::string_view identifier) const override {
    return server().quote(identifier);
  }
  std::string quoteString(std::string_view text) const override {
    return server().quoteString(text);
  }
  Volatility volatility(Expr, const Schema *) const override { return Volatility::Volatile; }

private:
  /// Whose words it speaks.
  static const Dialect &server() { return getPostgresDialect(); }
};

} // namespace

const Dialect &getCockroachDialect() {
  static const CockroachDialect dialect;
  return dialect;
}

} // namespace schemac
