//===- TableLockExplicit.cpp - table-lock-explicit ------------------------------------===//
//
// Meant for some changes, and then said so in a suppression. The weaker modes are not reported.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkTableLockExplicit(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (!s.startsWith({"lock"}))
      continue;
    bool weak = s.has({"access", "share"}) || s.has({"row", "share"}) ||
                s.has({"row", "exclusive", "mode"}) || s.has({"share", "update"});
    std::string_view mode = s.has({"share", "row", "exclusive"}) ? "SHARE ROW EXCLUSIVE"
                            : s.has({"in", "share", "mode"})     ? "SHARE"
                            : s.has({"in", "exclusive", "mode"}) ? "EXCLUSIVE"
                                                                 : "ACCESS EXCLUSIVE";
    for (const NamedTable &t : s.tables)
      if (t.known && !t.isNew && (!weak || mode == "SHARE ROW EXCLUSIVE"))
        rule.diags.report(s.range(), diag::warn_table_lock_explicit, t.name.str(), mode);
  }
}

} // namespace schemac
