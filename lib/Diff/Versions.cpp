//===- Versions.cpp - What the server of the new state does not have ------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/Traits.h"
#include "schemac/Support/Utf8.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

void Differ::needVersion(int version, SourceRange range, std::string_view what,
                         std::string_view name) {
  if (to.version && to.version < version)
    diags.report(range, diag::err_needs_version, what, name,
                 dialect ? dialect->display() : std::string_view("version"), versionText(version),
                 versionText(to.version));
}

/// What the dialect has no word for, in any version or in this one.
void Differ::checkFeature(Feature feature, SourceRange range, const std::string &name) {
  std::optional<int> since = dialect->has(feature);
  if (!since)
    diags.report(range, diag::err_not_in_dialect, name, featureText(feature), dialect->display());
  else
    needVersion(*since, range, featureText(feature), name);
}

void Differ::checkOptions(const Table &table) {
  auto unknown = [&](SourceRange range, const std::string &name, const Parameter &p) {
    diags.report(range, diag::err_option_not_in_dialect, name, p.name.str(), dialect->display());
  };
  for (const Parameter &p : table.parameters)
    if (!dialect->hasTableParameter(p.name.str()))
      unknown(table.range, table.name.str(), p);
  for (const Index &i : table.indexes) {
    std::string name = SubRef{table.name, i.name}.str();
    if (!dialect->hasIndexMethod(i.method.str()))
      diags.report(i.range, diag::err_method_not_in_dialect, name, i.method.str(),
                   dialect->display());
    for (const Parameter &p : i.parameters)
      if (!dialect->hasIndexParameter(p.name.str()))
        unknown(i.range, name, p);
  }
}

void Differ::checkName(SourceRange range, Name name) {
  unsigned most = dialect->maxIdentifierCharacters();
  size_t length = most ? countCharacters(name.str()) : 0;
  if (length > most)
    diags.report(range, diag::err_name_length, name.str(), int64_t(length), dialect->display(),
                 int64_t(most));
}

/// What may be refused was taken where the table had it before.
void Differ::checkFaults(const Table &table) {
  std::vector<TableFault> before;
  if (const Table *former = formerTable(table))
    before = dialect->faults(*former, from);
  for (const TableFault &f : dialect->faults(table, to)) {
    auto isSame = [&](const TableFault &b) { return b.why == f.why; };
    if (f.sure)
      diags.report(f.range, diag::err_dialect_refuses, dialect->display(), f.name, f.why);
    else if (std::ranges::none_of(before, isSame))
      diags.report(f.range, diag::warn_call_missing, f.name, f.why);
  }
}

void Differ::checkDialect(const Table &table) {
  checkName(table.range, table.name.name);
  for (const Column &c : table.columns)
    checkName(c.range, c.name);
  for (const Constraint &c : table.constraints)
    checkName(c.range, c.name);
  for (const Index &i : table.indexes)
    checkName(i.range, i.name);
  auto seen = [this](Feature f, SourceRange range, const std::string &name) {
    checkFeature(f, range, name);
  };
  eachFeature(table, seen);
  for (const Trigger &t : table.triggers)
    checkName(t.range, t.name);
  for (const Constraint &c : table.constraints)
    if (const Table *other = c.refTable ? to.table(c.refTable) : nullptr; other && other->rowParts)
      diags.report(
          c.range, diag::err_dialect_refuses, dialect->display(), SubRef{table.name, c.name}.str(),
          fmt::format("no foreign key refers to '{}', which is in partitions", other->name.str()));
  checkFaults(table);
  checkOptions(table);
  for (const Column &c : table.columns)
    if (auto since = dialect->hasType(c.type))
      needVersion(*since, c.range, c.type.str(), SubRef{table.name, c.name}.str());
    else
      diags.report(c.range, diag::err_type_not_in_dialect, SubRef{table.name, c.name}.str(),
                   c.type.str(), dialect->display());
}

void Differ::checkVersions(const Table &table) {
  if (dialect)
    checkDialect(table);
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

void Differ::checkVersions(const Publication &p) {
  std::string name = p.name.str();
  if (p.viaRoot)
    needVersion(13, p.range, "publish_via_partition_root", name);
  if (!p.namespaces.empty())
    needVersion(15, p.range, "TABLES IN SCHEMA", name);
  if (std::ranges::any_of(p.tables, [](const PublishedTable &t) { return !t.columns.empty(); }))
    needVersion(15, p.range, "a list of columns", name);
  if (std::ranges::any_of(p.tables, [](const PublishedTable &t) { return bool(t.where); }))
    needVersion(15, p.range, "a filter of rows", name);
}

void Differ::checkVersions() {
  for (const Table *t : createdTables)
    checkVersions(*t);
  for (TablePair p : different)
    checkVersions(*p.to);
  for (TablePair p : divided)
    checkVersions(*p.to);
  for (const Publication &p : to.publications())
    if (from.find<Publication>(p.name) != &p)
      checkVersions(p);
  if (!dialect)
    return;
  auto seen = [this](Feature f, SourceRange range, const std::string &name) {
    checkFeature(f, range, name);
  };
  for (const View &v : to.views())
    if (from.find<View>(v.name) != &v)
      eachFeature(v, seen);
  for (const Function &f : to.functions())
    if (from.find<Function>(f.name) != &f) {
      eachFeature(f, seen);
      if (std::string_view why = dialect->caution(f); !why.empty())
        diags.report(f.range, diag::warn_dialect_may_refuse, dialect->display(), f.bare().str(),
                     why);
    }
}

} // namespace schemac
