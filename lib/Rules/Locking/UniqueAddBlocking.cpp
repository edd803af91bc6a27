//===- UniqueAddBlocking.cpp - unique-add-blocking -----------------------------------------===//
//
// Uniqueness is an index: building it blocks writers, as a constraint even readers. It fails when
// two rows are alike, which a guard finds before.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

static void report(RuleContext &rule, const Op &op, const SubRef &path,
                   const std::string &columns) {
  auto d = rule.diags.report(op.range, diag::warn_unique_add_blocking, columns, path.table.str(),
                             rule.size(path.table));
  rule.explain(d, op);
  d.note("rows that are alike in these columns make it fail");
}

void checkUniqueAddBlocking(RuleContext &rule, const Op &op) {
  if (auto add = dynOp<AddUniqueOp>(op)) {
    if (!add->def().usingIndex && !rule.fits(op))
      report(rule, op, add->path(), nameList(add->def().columns));
    return;
  }
  auto create = dynOp<CreateIndexOp>(op);
  if (!create || !create->def().unique || create->concurrently() || rule.fits(op))
    return;
  std::vector<Name> columns;
  for (const IndexElem &e : create->def().elems)
    columns.push_back(e.column ? e.column : e.expr.name());
  report(rule, op, create->path(), nameList(columns));
}

} // namespace schemac
