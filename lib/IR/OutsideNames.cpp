//===- OutsideNames.cpp - Names of what no schema holds -------------------===//
#include "schemac/IR/OutsideNames.h"
#include "schemac/IR/SqlNames.h"

namespace schemac {

static bool isFound(std::string_view ns) {
  return ns.empty() || ns == "pg_catalog" || ns == "public";
}

std::string outsideName(std::string_view ns, std::string_view name) {
  return isFound(ns) ? std::string(name)
                     : sqlIdentifier(ns, true) + "." + sqlIdentifier(name, true);
}

std::string outsideOperator(std::string_view ns, std::string_view symbol) {
  return isFound(ns) ? std::string(symbol)
                     : "OPERATOR(" + sqlIdentifier(ns, true) + "." + std::string(symbol) + ")";
}

std::string quoteOutsideName(std::string_view name) {
  bool isSql = name.starts_with('"') && name.ends_with('"') && name.find("\".\"") != name.npos;
  return isSql ? std::string(name) : sqlIdentifier(name, true);
}

} // namespace schemac
