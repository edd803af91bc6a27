//===- TypeIndexRebuild.cpp - type-index-rebuild -------------------------------------------===//
//
// The rows stay as they are, but an index on the column sorts or compares in another way, and is
// built anew while nobody reads or writes the table.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

static std::string indexesOn(const Table &table, Name column) {
  std::string list;
  for (const Constraint &c : table.constraints)
    if (ownsIndex(c) && std::ranges::count(c.columns, column))
      list += fmt::format("{}{}", list.empty() ? "" : ", ",
                          c.name ? fmt::format("'{}'", c.name.str()) : "the index of a key");
  for (const Index &i : table.indexes) {
    bool uses = i.where && mentionsColumn(i.where, column, table.name.name);
    for (const IndexElem &e : i.elems)
      uses |= e.column == column || (e.expr && mentionsColumn(e.expr, column, table.name.name));
    if (uses)
      list += fmt::format("{}'{}'", list.empty() ? "" : ", ", i.name.str());
  }
  return list;
}

void checkTypeIndexRebuild(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || rule.quiet(set->column().table) || rule.cost(op).work != Work::IndexBuild ||
      rule.fits(op) ||
      (rule.byHand() && changesZone(old->type, set->type()) && rule.timeZone != "UTC"))
    return;
  QName table = set->column().table;
  std::string indexes = indexesOn(*rule.table(table), set->column().sub);
  if (indexes.empty())
    return;
  auto d = rule.diags.report(op.range, diag::warn_type_index_rebuild, set->column().str(),
                             rule.typeName(old->type), rule.typeName(set->type()), indexes,
                             table.str(), rule.size(table));
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
