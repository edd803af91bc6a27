//===- RlsViewBypass.cpp - rls-view-bypass --------------------------------------------===//
//
// A view runs as its owner unless it is security_invoker, which PostgreSQL has from version 15 on.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include "schemac/IR/Queries.h"

namespace schemac {

void checkRlsViewBypass(StateContext &rule) {
  if (rule.state.version != 0 && rule.state.version < 15)
    return;
  if (rule.state.views().size() == 0)
    return;
  std::vector<const Table *> secured;
  for (const Table &t : rule.state.tables())
    if (t.rowSecurity)
      secured.push_back(&t);
  if (secured.empty())
    return; // so that no query need be read
  for (const View &v : rule.state.views()) {
    if (!v.query || v.securityInvoker || v.materialized)
      continue;
    for (const QueryRelation &r : relationsRead(v.query))
      for (const Table *t : secured)
        if (t->name.name.str() == r.name &&
            (r.ns.empty() || r.ns == t->name.ns.str() ||
             (!t->name.ns && r.ns == rule.dialect.defaultNamespace())))
          rule.diags.report(v.range, diag::warn_rls_view_bypass, v.name.str(), t->name.str());
  }
}

} // namespace schemac
