//===- TableAutovacuumOff.cpp - table-autovacuum-off ----------------------------------===//
//
// Dead rows stay, statistics age, and at the end the server stops to save its transaction numbers.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

static bool isOff(std::string_view value) {
  return value == "false" || value == "off" || value == "0" || value == "no";
}

void checkTableAutovacuumOff(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Parameter &p : t->parameters)
      if (p.name.str() == "autovacuum_enabled" && isOff(p.value.str()))
        rule.diags.report(t->range, diag::warn_table_autovacuum_off, t->name.str());
}

} // namespace schemac
