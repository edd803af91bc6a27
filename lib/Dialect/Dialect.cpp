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

} // namespace schemac
