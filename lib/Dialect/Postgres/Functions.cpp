//===- Functions.cpp - What a server knows of its functions ---------------===//
#include "schemac/Dialect/Postgres/Functions.h"
#include "llvm/ADT/StringMap.h"

namespace schemac::postgres {

namespace {
using Origin = ServerFunction::Origin;

constexpr ServerFunction Rows[] = {
#define FUNCTION(NAME, SINCE, KIND, VOLATILITY)                                                    \
  {NAME, SINCE, CallKind::KIND, Volatility::VOLATILITY, false},
#define BY_FORM(NAME, SINCE, KIND, VOLATILITY)                                                     \
  {NAME, SINCE, CallKind::KIND, Volatility::VOLATILITY, true},
#define REMOVED(NAME, VERSION, VOLATILITY) {NAME, 0, CallKind::Row, Volatility::VOLATILITY, false},
#define EXTENSION_FUNCTION(NAME, VOLATILITY)                                                       \
  {NAME, 0, CallKind::Row, Volatility::VOLATILITY, false, Origin::Extension},
#define WORD(NAME, VOLATILITY) {NAME, 0, CallKind::Row, Volatility::VOLATILITY, true, Origin::Word},
#define CALLED_WORD(NAME, VOLATILITY)                                                              \
  {NAME, 0, CallKind::Row, Volatility::VOLATILITY, true, Origin::CalledWord},
#include "schemac/Dialect/Postgres/Functions.def"
};
} // namespace

const ServerFunction *serverFunction(std::string_view name) {
  static const llvm::StringMap<const ServerFunction *> byName = [] {
    llvm::StringMap<const ServerFunction *> map(std::size(Rows));
    for (const ServerFunction &row : Rows)
      map.try_emplace(row.name, &row);
    return map;
  }();
  return byName.lookup(name);
}

} // namespace schemac::postgres
