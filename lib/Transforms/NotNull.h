//===- NotNull.h - Making a column required ---------------------*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"

namespace schemac {

/// Appends what proves and sets NOT NULL in \p phase: directly on a small table, else by a check
/// that is validated while writers go on, so that SET NOT NULL scans nothing.
void requireColumn(Recipe &recipe, PhaseKind phase, const SubRef &column, const Origins &origins);

/// Appends a backfill where the column is null, batched by the table's key.
void fillNulls(Recipe &recipe, PhaseKind phase, const SubRef &column, Expr value,
               const Table *table, std::string_view why);

/// Appends, where \p value may be NULL for rows of \p table, what stops at the rows that it has
/// left without one, before the column refuses them: until then running again fills them.
void verifyFilled(Recipe &recipe, PhaseKind phase, const SubRef &column, Expr value,
                  const Table *table);

/// Whether \p conversion, the author's, may be NULL for a row of \p table where \p column has a
/// value. One that says NULL itself means it.
bool mayLoseValues(Expr conversion, Name column, const Table &table);

/// The columns to walk a table by: its primary key, else a unique index over required columns, else
/// none (then by position of the row).
std::vector<Name> walkKey(const Table *table);

/// A check that the column has a value in every row.
Constraint notNullCheck(Context &context, const SubRef &column);

/// How the value of old and new rows is found when a column becomes required: the author's
/// expression, else a default that is the same for every row. Null when nobody said.
/// \p type: what the column is when it is filled; its enum may get another name later.
Expr fillValue(const PlanUnit &unit, const Origins &origins, const Column &target, Type type);

/// What the author says of a column of the type \p type, as a value of it; null when nothing.
Expr givenValue(Context &context, const Origins &origins, Expr given, Type type);

/// Appends the trigger that gives the column \p value, one of \p type, in rows of writers that do
/// not know it. It outlives the switch, so where a type gets its name there, the text goes along.
SubRef addFillTrigger(Recipe &recipe, const Origins &origins, const SubRef &column, Expr value,
                      Type type, std::string_view why);

} // namespace schemac
