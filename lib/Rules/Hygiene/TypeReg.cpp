//===- TypeReg.cpp - type-reg --------------------------------------------------------===//
//
// Numbers of objects are other ones in another cluster: pg_upgrade refuses a database with a column
// of these types. Those of tables, types and roles keep theirs.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include <algorithm>

namespace schemac {

void checkTypeReg(StateContext &rule) {
  static constexpr std::string_view refused[] = {"regproc",      "regprocedure", "regoper",
                                                 "regoperator",  "regconfig",    "regdictionary",
                                                 "regnamespace", "regcollation"};
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (!c.type.is(TypeKind::Native))
      return;
    std::string type = rule.dialect.typeName(c.type);
    if (type.starts_with("pg_catalog."))
      type = type.substr(11);
    if (std::ranges::count(refused, type))
      rule.diags.report(c.range, diag::warn_type_reg, columnName(t, c.name), type);
  });
}

} // namespace schemac
