//===- TableNoComment.cpp - table-no-comment ------------------------------------------===//
//
// A matter of policy: what a table is for, where everybody who asks the database sees it.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTableNoComment(StateContext &rule) {
  for (const Table *t : rule.tables())
    if (!t->comment && !t->partitionOf)
      rule.diags.report(t->range, diag::warn_table_no_comment, t->name.str());
}

} // namespace schemac
