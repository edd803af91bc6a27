//===- ColumnTypesDiffer.cpp - column-types-differ ------------------------------------===//
//
// Columns of one name are compared with each other sooner or later. The first one declared sets the
// type.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkColumnTypesDiffer(StateContext &rule) {
  std::unordered_map<Name, std::pair<const Table *, const Column *>> first;
  for (const Table &t : rule.state.tables())
    for (const Column &c : t.columns)
      if (!isArchived(t.name))
        first.try_emplace(c.name, &t, &c);
  rule.eachColumn([&](const Table &t, const Column &c) {
    auto [table, column] = first.at(c.name);
    if (column->type != c.type)
      rule.diags.report(c.range, diag::warn_column_types_differ, columnName(t, c.name),
                        rule.dialect.typeName(c.type), columnName(*table, column->name),
                        rule.dialect.typeName(column->type));
  });
}

} // namespace schemac
