//===- GrantToPublic.cpp - grant-to-public --------------------------------------------===//
//
// PUBLIC is everybody who can connect.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkGrantToPublic(StateContext &rule) {
  for (const Table *t : rule.tables()) {
    std::string privileges;
    for (const Grant &g : t->grants)
      if (g.role.str() == "public")
        privileges += (privileges.empty() ? "" : ", ") + g.privilege.string();
    if (!privileges.empty())
      rule.diags.report(t->range, diag::warn_grant_to_public, privileges, t->name.str());
  }
}

} // namespace schemac
