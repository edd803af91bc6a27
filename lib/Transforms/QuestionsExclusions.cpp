//===- QuestionsExclusions.cpp - Rows that may not be there together ------===//
#include "Transforms/Questions.h"
#include "Transforms/Sql.h"
#include "schemac/IR/OutsideNames.h"
#include "schemac/IR/SqlNames.h"
#include <fmt/format.h>

namespace schemac {

/// Pairs of rows for which all operators hold. Such a constraint is made on small tables only, so
/// that each row can be compared with each. What is named by an expression gets a name of its own,
/// as its columns would be those of both rows.
void Questioner::askExclusion(const SubRef &path, const Constraint &def) {
  const Table *table = tableOf(path.table);
  if (!table || isFresh(path.table) || table->partitionBy)
    return;
  std::vector<Name> columns;
  std::string elements, shown, conflict;
  const std::vector<IndexElem> &elems = def.more().elems;
  for (size_t i = 0; i != elems.size(); ++i) {
    const IndexElem &e = elems[i];
    std::string value = e.column ? sql::quote(e.column) : "(" + e.expr.string() + ")";
    std::string collation =
        e.collation ? " COLLATE " + quoteOutsideName(e.collation.str()) : std::string();
    elements += fmt::format(", {}{} AS e{}", value, collation, i + 1);
    shown += fmt::format(", a.e{0}, b.e{0} AS other_e{0}", i + 1);
    conflict += fmt::format(" AND a.e{0} {1} b.e{0}", i + 1, e.with.str());
    for (const Column &c : table->columns)
      if (e.column == c.name || (e.expr && mentionsColumn(e.expr, c.name, table->name.name)))
        columns.push_back(c.name);
  }
  Expr where = def.more().where;
  std::string rows =
      fmt::format("(SELECT ctid AS place{} FROM {}{})", elements, sql::quote(table->name),
                  where ? " WHERE " + where.string() : std::string());
  ask(fmt::format("rows that '{}' does not let be there together", path.sub.str()),
      fmt::format("SELECT a.place, b.place AS other_place{} FROM {} AS a JOIN {} AS b ON a.place < "
                  "b.place{} "
                  "LIMIT 20",
                  shown, rows, rows, conflict),
      path.table, std::move(columns));
}

} // namespace schemac
