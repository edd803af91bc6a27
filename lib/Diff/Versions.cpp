//===- Versions.cpp - What the server of the new state does not have ------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"

namespace schemac {

void Differ::needVersion(int version, SourceRange range, std::string_view what,
                         std::string_view name) {
  if (to.version && to.version < version)
    diags.report(range, diag::err_needs_version, what, name,
                 dialect ? dialect->display() : std::string_view("version"), version, to.version);
}

void Differ::checkVersions(const Table &table) {
  for (const Column &c : table.columns) {
    std::string name = SubRef{table.name, c.name}.str();
    if (c.generation == Generation::Virtual)
      needVersion(18, c.range, "VIRTUAL", name);
    if (c.notNullNotValid)
      needVersion(18, c.range, "NOT NULL that is not valid", name);
    if (c.compression())
      needVersion(14, c.range, "COMPRESSION", name);
  }
  for (const Constraint &c : table.constraints) {
    std::string name = SubRef{table.name, c.name}.str();
    if (c.notEnforced)
      needVersion(18, c.range, "NOT ENFORCED", name);
    if (c.nullsNotDistinct)
      needVersion(15, c.range, "NULLS NOT DISTINCT", name);
    if (!c.more().setColumns.empty())
      needVersion(15, c.range, "the columns of ON DELETE", name);
    if (c.kind == ConstraintKind::Exclusion && table.partitionBy)
      needVersion(17, c.range, "EXCLUDE on a partitioned table", name);
  }
  for (const Index &i : table.indexes)
    if (i.nullsNotDistinct)
      needVersion(15, i.range, "NULLS NOT DISTINCT", SubRef{table.name, i.name}.str());
}

void Differ::checkVersions() {
  for (const Table *t : createdTables)
    checkVersions(*t);
  for (TablePair p : different)
    checkVersions(*p.to);
}

} // namespace schemac
