//===- NamingLeftToServer.cpp - naming-left-to-server --------------------------------===//
//
// A name that the server chooses is found out afterwards, and may differ between databases. Read
// off the text of CREATE INDEX and ALTER TABLE ... ADD.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// "an index", "a check" ...: what the statement makes without a name.
static std::string_view unnamed(const StatementFacts &s) {
  if (s.startsWith({"create", "index", "on"}) ||
      s.startsWith({"create", "unique", "index", "on"}) ||
      s.startsWith({"create", "index", "concurrently", "on"}) ||
      s.startsWith({"create", "unique", "index", "concurrently", "on"}))
    return "an index";
  if (!s.startsWith({"alter", "table"}))
    return {};
  return s.has({"add", "check"})     ? "a check"
         : s.has({"add", "foreign"}) ? "a foreign key"
         : s.has({"add", "unique"})  ? "a unique constraint"
         : s.has({"add", "primary"}) ? "a primary key"
         : s.has({"add", "exclude"}) ? "an exclusion constraint"
                                     : "";
}

void checkNamingLeftToServer(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    if (std::string_view what = unnamed(s); !what.empty())
      rule.diags.report(s.range(), diag::warn_naming_left_to_server, what);
}

} // namespace schemac
