//===- TypeIndexRebuild.cpp - type-index-rebuild -------------------------------------------===//
//
// The rows stay as they are, but an index on the column sorts or compares in another way, and is
// built anew while nobody reads or writes the table.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

static std::string indexesOn(const Table &table, Name column) {
  std::string list;
  for (const Index &i : table.indexes)
    for (const IndexElem &e : i.elems)
      if (e.column == column || (e.expr && e.expr.str().find(column.str()) != e.expr.str().npos)) {
        list += fmt::format("{}'{}'", list.empty() ? "" : ", ", i.name.str());
        break;
      }
  return list;
}

void checkTypeIndexRebuild(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || rule.quiet(set->column().table) ||
      typeChange(rule.dialect, {rule.state, old->type}, {rule.state, set->type()},
                 rule.unit.direct.version) != TypeChange::IndexRebuild)
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
