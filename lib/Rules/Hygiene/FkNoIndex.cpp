//===- FkNoIndex.cpp - fk-no-index ----------------------------------------------------===//
//
// The rule about changes says it of large tables that get a foreign key; this one of every table.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include "schemac/IR/ColumnUses.h"

namespace schemac {

void checkFkNoIndex(StateContext &rule) {
  rule.eachConstraint(ConstraintKind::ForeignKey, [&](const Table &t, const Constraint &fk) {
    if (leadsAnIndex(t, fk.columns))
      return;
    std::string columns;
    for (Name n : fk.columns)
      columns += (columns.empty() ? "" : ", ") + n.string();
    rule.diags.report(fk.range, diag::warn_fk_no_index, t.name.str(), columns, fk.refTable.str());
  });
}

} // namespace schemac
