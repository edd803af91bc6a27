//===- NameCut.cpp - name-cut ----------------------------------------------------===//
//
// The server cuts a name without a word that anybody reads, and two long names may become one.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <set>

namespace schemac {

void checkNameCut(MigrationContext &rule) {
  size_t most = rule.dialect.maxIdentifierBytes();
  std::set<std::string> told;
  for (const StatementFacts &s : rule.statements)
    for (const SqlToken &t : s.tokens)
      if (t.isName() && t.text.size() > most)
        if (std::string name = t.name(); name.size() > most && told.insert(name).second)
          rule.diags.report(
              {s.range().begin + uint32_t(t.begin), s.range().begin + uint32_t(t.end)},
              diag::warn_name_cut, name, name.substr(0, most));
}

} // namespace schemac
