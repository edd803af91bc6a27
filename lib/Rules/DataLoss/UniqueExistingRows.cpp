//===- UniqueExistingRows.cpp - unique-existing-rows ---------------------------------===//
//
// Whether two rows are alike is not in any file. Off by default: most authors of such a change have
// looked.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkUniqueExistingRows(RuleContext &rule, const Op &op) {
  auto report = [&](QName table, const std::string &columns) {
    if (!rule.empty(table))
      rule.diags.report(op.range, diag::warn_unique_existing_rows, table.str(), columns);
  };
  auto create = dynOp<CreateIndexOp>(op);
  if (create && create->def().unique) {
    std::string list;
    for (const IndexElem &e : create->def().elems)
      list +=
          (list.empty() ? "" : ", ") + (e.column ? e.column.string() : std::string(e.expr.str()));
    report(create->path().table, list);
  } else if (auto add = dynOp<AddUniqueOp>(op); add && !add->def().usingIndex) {
    report(add->path().table, nameList(add->def().columns));
  } else if (auto key = dynOp<AddPrimaryKeyOp>(op); key && !key->def().usingIndex) {
    report(key->path().table, nameList(key->def().columns));
  }
}

} // namespace schemac
