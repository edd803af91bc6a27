//===- Dialect.cpp - The dialects by name ---------------------------------===//

#include "schemac/Dialect/Dialect.h"

namespace schemac {

Dialect::~Dialect() = default;

#define DIALECT(CLASS, NAME) const Dialect &get##CLASS##Dialect();
#include "schemac/Dialect/Dialects.def"

std::vector<const Dialect *> allDialects() {
  return {
#define DIALECT(CLASS, NAME) &get##CLASS##Dialect(),
#include "schemac/Dialect/Dialects.def"
  };
}

const Dialect *findDialect(std::string_view name) {
#define DIALECT(CLASS, NAME)                                                                       \
  if (name == NAME)                                                                                \
    return &get##CLASS##Dialect();
#include "schemac/Dialect/Dialects.def"
  return nullptr;
}

static bool isDomain(Type type) { return type.is(TypeKind::Domain); }

TypeChange typeChange(const Dialect &dialect, TypeIn from, TypeIn to, int version) {
  if (from.type == to.type || (!isDomain(from.type) && !isDomain(to.type)))
    return dialect.typeChange(from.type, to.type, version);
  return throughDomain(
      dialect.typeChange(baseOf(from.schema, from.type), baseOf(to.schema, to.type), version),
      isConstrained(to.schema, to.type));
}

/// A domain with rules holds fewer values than its base.
Fit fit(const Dialect &dialect, TypeIn from, TypeIn to) {
  if (from.type == to.type || (!isDomain(from.type) && !isDomain(to.type)))
    return dialect.fit(from.type, to.type);
  Fit f = dialect.fit(baseOf(from.schema, from.type), baseOf(to.schema, to.type));
  bool fewerBefore = isConstrained(from.schema, from.type),
       fewerAfter = isConstrained(to.schema, to.type);
  if (fewerBefore && fewerAfter)
    return Fit::Different;
  if (fewerAfter)
    return f == Fit::Equal || f == Fit::Narrower ? Fit::Narrower : Fit::Different;
  if (fewerBefore)
    return f == Fit::Equal || f == Fit::Wider ? Fit::Wider : Fit::Different;
  return f;
}

std::string castExpr(const Dialect &dialect, std::string_view value, TypeIn from, TypeIn to) {
  return dialect.castExpr(value, baseOf(from.schema, from.type), baseOf(to.schema, to.type));
}

} // namespace schemac
