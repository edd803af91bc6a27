//===- LowerChangeRows.cpp - Statements on rows become batches ------------===//
//
// One statement that changes many rows locks them all until it commits, and writes each of them
// before it does. Batches by key do not, and may be interrupted; so they are only the same where a
// row that was changed already is left alone, or gets the same value again.
//
//===----------------------------------------------------------------------===//
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"
#include "Transforms/RowConditions.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

namespace {

/// Why a second run over rows that the first one changed would be another one; empty when it is
/// not.
std::string whyNotTwice(ChangeRowsOp rows, const Table &table, const Schema &state,
                        const Dialect &dialect, Context &context) {
  std::vector<Assignment> list = splitAssignments(rows.assignments(), context);
  if (list.empty())
    return "what it sets is not told apart";
  if (excludesDone(rows.where(), list))
    return {};
  for (const Assignment &a : list) {
    for (Name column : rows.columns())
      if (mentionsColumn(a.value, column, table.name.name))
        return fmt::format("'{}' is computed from '{}', which it changes: a row that is met twice, "
                           "after an interruption, would be changed twice",
                           a.column, column.str());
    if (dialect.volatility(a.value, &state) != Volatility::Constant)
      return fmt::format("'{}' would get another value each time that a row is met, and the "
                         "condition does not leave out what is done",
                         a.column);
  }
  return {};
}

} // namespace

std::string whyNotInBatches(const Op &op, const Schema &before, Context &context) {
  auto rows = dynOp<ChangeRowsOp>(op);
  const Table *table = rows ? before.table(rows->table()) : nullptr;
  const Dialect *dialect = findDialect(before.dialect ? before.dialect.str() : "postgres");
  if (!table || !dialect)
    return "nothing is known of its table";
  if (rows->verb().str() == "insert")
    return "rows that are added are not counted off by a key that they have";
  if (!rows->plain())
    return "it is more than a condition and values of one table";
  std::vector<Name> key = walkKey(table);
  if (key.empty())
    return fmt::format("'{}' has no key to count rows off by", table->name.str());
  for (Name n : rows->columns())
    if (std::find(key.begin(), key.end(), n) != key.end())
      return fmt::format("it changes '{}', by which rows are counted off", n.str());
  if (rows->where() && dialect->volatility(rows->where(), &before) == Volatility::Volatile)
    return "its condition is another one for every batch";
  return rows->verb().str() == "delete" ? std::string()
                                        : whyNotTwice(*rows, *table, before, *dialect, context);
}

void runLowerChangeRows(PlanUnit &unit) {
  Origins origins(unit);
  auto wanted = [&](ChangeRowsOp rows) {
    return !rows.has_batch() && origins.table(rows.table()) && !origins.isSmall(rows.table());
  };
  for (const Op &op : takeSteps<ChangeRowsOp>(unit, wanted)) {
    ChangeRowsOp rows(op);
    Recipe r(unit, op);
    if (std::string reason = whyNotInBatches(op, *unit.from, unit.context); !reason.empty()) {
      r.keep(PhaseKind::Migrate, op, reason);
      continue;
    }
    r.add<ChangeRowsOp>(PhaseKind::Migrate, "few rows at a time, each batch by itself", rows.verb(),
                        rows.table(), rows.columns(), rows.assignments(), rows.where(),
                        rows.source(), rows.plain(), rows.sql(),
                        walkKey(unit.from->table(rows.table())), unit.options.batchRows);
  }
}

} // namespace schemac
