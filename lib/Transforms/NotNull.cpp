//===- NotNull.cpp - Making a column required -----------------------------===//
#include "Transforms/NotNull.h"
#include "Transforms/HelperNames.h"
#include "Transforms/SafeCast.h"
#include "Transforms/Sql.h"
#include <algorithm>

namespace schemac {

Constraint notNullCheck(Context &context, const SubRef &column) {
  Constraint check;
  check.kind = ConstraintKind::Check;
  check.name = fenceName(context, column.table, column.sub);
  check.check = context.expr(sql::quote(column.sub) + " IS NOT NULL");
  return check;
}

void requireColumn(Recipe &r, PhaseKind phase, const SubRef &column, const Origins &origins) {
  if (origins.fitsBudget({column.table}, Work::Scan, LockMode::AccessExclusive)) {
    r.add<SetNotNullOp>(phase, "no row lacks a value now; the table is small", column);
    return;
  }
  if (r.unit.plan.version >= 18) {
    r.add<SetNotNullOp>(phase, "refuses NULL in new rows at once; old rows are not scanned", column,
                        true);
    r.add<ValidateNotNullOp>(phase, "checks old rows while readers and writers go on", column);
    return;
  }
  Constraint fence = notNullCheck(r.unit.context, column);
  fence.notValid = true;
  SubRef path{column.table, fence.name};
  r.add<AddCheckOp>(phase, "refuses NULL in new rows at once; old rows are not scanned", path,
                    fence);
  r.add<ValidateConstraintOp>(phase, "checks old rows while readers and writers go on", path);
  r.add<SetNotNullOp>(phase, "takes the validated check as proof: no scan", column);
  r.add<DropConstraintOp>(phase, "NOT NULL says the same", path);
}

std::vector<Name> walkKey(const Table *table) {
  if (!table)
    return {};
  if (const Constraint *pk = table->primaryKey())
    return pk->columns;
  auto required = [&](Name n) {
    const Column *column = n ? table->column(n) : nullptr;
    return column && !column->nullable;
  };
  for (const Index &index : table->indexes) {
    if (!index.unique || index.where || index.invalid ||
        !std::ranges::all_of(index.elems, required, &IndexElem::column))
      continue;
    std::vector<Name> key;
    for (const IndexElem &e : index.elems)
      key.push_back(e.column);
    return key;
  }
  return {};
}

void fillNulls(Recipe &r, PhaseKind phase, const SubRef &column, Expr value, const Table *table,
               std::string_view why) {
  r.add<BackfillOp>(phase, why, column, value, r.expr(sql::quote(column.sub) + " IS NULL"),
                    walkKey(table), r.unit.options.batchRows);
}

Expr givenValue(Context &context, const Origins &origins, Expr given, Type type) {
  return given && origins.dialect() ? context.expr(enumValue(*origins.dialect(), type, given.str()))
                                    : given;
}

Expr fillValue(Context &context, const Origins &origins, const Column &target, Type type) {
  if (target.backfill())
    return givenValue(context, origins, target.backfill(), type);
  const Dialect *dialect = origins.dialect();
  if (target.defaultExpr && dialect &&
      dialect->volatility(target.defaultExpr) == Volatility::Constant)
    return target.defaultExpr;
  return {};
}

Trigger fillTrigger(Context &context, const SubRef &column, Expr value) {
  Trigger trigger;
  trigger.name = triggerName(context, column.table, column.sub);
  trigger.kind = TriggerKind::Fill;
  trigger.newColumn = column.sub;
  trigger.forward = value;
  return trigger;
}

} // namespace schemac
