//===- TypeBanned.cpp - type-banned ---------------------------------------------------===//
//
// What the configuration lists in banned-types, as the dialect spells it, parameters left out or
// not.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include "llvm/ADT/StringRef.h"

namespace schemac {

void checkTypeBanned(StateContext &rule) {
  if (rule.options.bannedTypes.empty())
    return;
  rule.eachColumn([&](const Table &t, const Column &c) {
    std::string type = rule.dialect.typeName(c.type);
    for (const std::string &banned : rule.options.bannedTypes) {
      llvm::StringRef whole(type), base = whole.split('(').first;
      if (whole.equals_insensitive(banned) || base.equals_insensitive(banned))
        rule.diags.report(c.range, diag::warn_type_banned, columnName(t, c.name), type);
    }
  });
}

} // namespace schemac
