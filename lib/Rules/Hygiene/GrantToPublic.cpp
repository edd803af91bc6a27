//===- GrantToPublic.cpp - grant-to-public --------------------------------------------===//
//
// PUBLIC is everybody who can connect.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkGrantToPublic(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Grant &g : t->grants)
      if (g.role.str() == "public")
        rule.diags.report(t->range, diag::warn_grant_to_public, g.privilege.str(), t->name.str());
}

} // namespace schemac
