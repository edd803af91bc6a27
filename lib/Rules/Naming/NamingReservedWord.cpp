//===- NamingReservedWord.cpp - naming-reserved-word ----------------------------------===//
//
// Words that PostgreSQL reserves, so that a table or column of that name is only found in quotes.
//
//===----------------------------------------------------------------------===//
#include "Rules/Naming/ReservedWords.h"
#include "Rules/StateRule.h"

namespace schemac {

void checkNamingReservedWord(StateContext &rule) {
  for (const Table *t : rule.tables())
    if (isReservedWord(t->name.name.str()))
      rule.diags.report(t->range, diag::warn_naming_reserved_word, t->name.name.str());
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (isReservedWord(c.name.str()))
      rule.diags.report(c.range, diag::warn_naming_reserved_word, columnName(t, c.name));
  });
}

} // namespace schemac
