//===- ColumnDropImplicitIndex.cpp - column-drop-implicit-index ----------------------------===//
//
// An index goes with any of its columns, and queries on those that stay lose it. A key over the
// column alone is not missed.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {
namespace {

/// Columns in order, a null one for an expression, of whatever searches a table.
struct Searched {
  Name name;
  std::vector<Name> columns;
};

std::vector<Searched> searchedBy(const Table &table) {
  std::vector<Searched> out;
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique)
      out.push_back({c.name, c.columns});
  for (const Index &i : table.indexes) {
    out.push_back({i.name, {}});
    for (const IndexElem &e : i.elems)
      out.back().columns.push_back(e.column);
  }
  return out;
}

bool leads(const std::vector<Searched> &indexes, Name column) {
  for (const Searched &i : indexes)
    if (i.columns.front() == column)
      return true;
  return false;
}

/// The table as it was before the plan.
const Table *formerly(const RuleContext &rule, const Table &now) {
  const Table *same = rule.unit.from->table(now.name);
  return same || !now.renamedFrom ? same : rule.unit.from->table({now.name.ns, now.renamedFrom});
}

} // namespace

void checkColumnDropImplicitIndex(RuleContext &rule, const Op &op) {
  auto drop = dynOp<DropColumnOp>(op);
  const Table *now = drop ? rule.unit.to->table(drop->column().table) : nullptr;
  const Table *old = now ? formerly(rule, *now) : nullptr;
  if (!old || rule.quiet(now->name))
    return;
  Name column = drop->column().sub;
  std::vector<Searched> left = searchedBy(*now);
  for (const Searched &index : searchedBy(*old)) {
    Name first = index.columns.front();
    bool spans =
        first && first != column && now->column(first) && old->column(first) &&
        std::find(index.columns.begin(), index.columns.end(), column) != index.columns.end();
    if (!spans || leads(left, first))
      continue;
    rule.diags
        .report(op.range, diag::warn_column_drop_implicit_index, drop->column().str(),
                fmt::format("'{}'", index.name.str()), now->name.str(), rule.size(now->name),
                first.string())
        .note("queries that found rows by it read the whole table then; an index on what stays "
              "is made before the old one goes");
    return;
  }
}

} // namespace schemac
