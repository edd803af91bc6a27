//===- ExtensionInPublic.cpp - extension-in-public ------------------------------------===//
//
// Its functions and types stand among the application's own, and a dump of the schema has them.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkExtensionInPublic(StateContext &rule) {
  for (const Extension &e : rule.state.extensions())
    if (!e.schema || e.schema.str() == rule.dialect.defaultNamespace())
      rule.diags.report(e.range, diag::warn_extension_in_public, e.name.str());
}

} // namespace schemac
