//===- RewriteRule.h - What a rule on a relation names ----------*- C++ -*-===//
//
// CREATE RULE is no part of a schema; what it names is kept beside one all the same, as a server
// refuses to drop or to change the type of such a column.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Operation.h"

namespace schemac {

/// A column of a table or view; an empty \p column: the relation.
struct ColumnUse {
  QName relation;
  std::string column;
  bool operator==(const ColumnUse &) const = default;
};

struct RewriteRule {
  QName relation; ///< that it is on
  std::string name;
  std::vector<ColumnUse> uses;
};

/// They follow what \p op renames or moves: the server knows relations and columns by numbers.
void followUses(std::vector<ColumnUse> &uses, const Op &op);

} // namespace schemac
