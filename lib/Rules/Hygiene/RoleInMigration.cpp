//===- RoleInMigration.cpp - role-in-migration ---------------------------------------===//
//
// Roles are of the whole server, not of one database, and the files of a schema run in many.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkRoleInMigration(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    bool about = s.startsWith({"set", "role"}) || s.startsWith({"reassign", "owned"}) ||
                 s.startsWith({"drop", "owned"}) ||
                 s.startsWith({"set", "session", "authorization"}) ||
                 (s.startsWith({"alter"}) && s.has({"owner", "to"}));
    for (std::string_view verb : {"create", "alter", "drop"})
      for (std::string_view kind : {"role", "user", "group"})
        about |= s.startsWith({verb, kind}) && !s.startsWith({verb, kind, "mapping"});
    if (about)
      rule.diags.report(s.range(), diag::warn_role_in_migration);
  }
}

} // namespace schemac
