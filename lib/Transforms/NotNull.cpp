//===- NotNull.cpp - Making a column required -----------------------------===//
#include "Transforms/NotNull.h"
#include "Transforms/HelperNames.h"
#include "Transforms/SafeCast.h"
#include "Transforms/Sql.h"
#include "Transforms/UseEnum.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/core.h>

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

/// Columns of which the value is asked whether they are NULL do not make it so.
static bool isAskedAbout(const std::vector<SqlToken> &tokens, size_t i) {
  return i + 1 < tokens.size() && tokens[i + 1].isWord("is");
}

/// NULL as a value, and not in IS NULL or IS NOT NULL.
static bool isNullValue(const std::vector<SqlToken> &tokens, size_t i) {
  return tokens[i].isWord("null") &&
         (i == 0 || !(tokens[i - 1].isWord("is") || tokens[i - 1].isWord("not")));
}

/// An element of an array or a part of a document, which need not be there: a[1], ->, ->>, #>, #>>.
/// The lexer gives operators character by character.
static bool looksInside(const std::vector<SqlToken> &tokens, size_t i) {
  if (tokens[i].isSymbol("["))
    return i > 0 && !tokens[i - 1].isWord("array"); // ARRAY[...] is one that is made
  bool begins = tokens[i].isSymbol("-") || tokens[i].isSymbol("#");
  return begins && i + 1 < tokens.size() && tokens[i + 1].isSymbol(">") &&
         tokens[i + 1].begin == tokens[i].end;
}

/// Functions of the server that give a value for values.
static constexpr std::string_view GiveValues[] = {"abs",
                                                  "btrim",
                                                  "ceil",
                                                  "ceiling",
                                                  "char_length",
                                                  "coalesce",
                                                  "concat",
                                                  "clock_timestamp",
                                                  "date_trunc",
                                                  "floor",
                                                  "gen_random_uuid",
                                                  "greatest",
                                                  "initcap",
                                                  "least",
                                                  "left",
                                                  "length",
                                                  "lower",
                                                  "lpad",
                                                  "ltrim",
                                                  "md5",
                                                  "nextval",
                                                  "now",
                                                  "octet_length",
                                                  "random",
                                                  "repeat",
                                                  "replace",
                                                  "reverse",
                                                  "right",
                                                  "round",
                                                  "rpad",
                                                  "rtrim",
                                                  "statement_timestamp",
                                                  "substr",
                                                  "to_char",
                                                  "transaction_timestamp",
                                                  "translate",
                                                  "trim",
                                                  "trunc",
                                                  "upper",
                                                  "uuid_generate_v4",
                                                  "uuidv7"};

/// Whether a function is called that might give none. A cast is no function, and neither is the
/// type behind one that has a length.
static bool callsFunction(const std::vector<SqlToken> &tokens) {
  static constexpr std::string_view NoFunctions[] = {"cast", "in",   "and", "or",  "not", "when",
                                                     "then", "else", "as",  "any", "all", "over"};
  for (size_t i = 1; i < tokens.size(); ++i) {
    const SqlToken &called = tokens[i - 1];
    bool ofType = i > 1 && (tokens[i - 2].isSymbol(":") || tokens[i - 2].isSymbol("::") ||
                            tokens[i - 2].isWord("as"));
    auto isCalled = [&](std::string_view word) { return called.isWord(word); };
    if (tokens[i].isSymbol("(") && called.isName() && !ofType &&
        std::ranges::none_of(NoFunctions, isCalled) && std::ranges::none_of(GiveValues, isCalled))
      return true;
  }
  return false;
}

/// Whether the value is seen to be NULL for some rows: it looks for another row, into a document or
/// an array, reads a column that may be NULL, has a CASE without ELSE, or calls a function of which
/// nothing is known.
static bool mayLeaveNull(Expr value, const Table &table) {
  static constexpr std::string_view Words[] = {"select", "nullif"};
  std::vector<SqlToken> tokens = lexSqlTokens(value.str());
  size_t cases = 0, elses = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const SqlToken &t = tokens[i];
    cases += t.isWord("case");
    elses += t.isWord("else");
    if (isNullValue(tokens, i) ||
        std::ranges::any_of(Words, [&](std::string_view w) { return t.isWord(w); }) ||
        looksInside(tokens, i))
      return true;
    auto isRead = [&](const Column &c) { return c.nullable && c.name.str() == t.name(); };
    if (t.isName() && !isAskedAbout(tokens, i) && std::ranges::any_of(table.columns, isRead))
      return true;
  }
  return elses < cases || callsFunction(tokens);
}

bool mayLoseValues(Expr conversion, Name column, const Table &table) {
  std::vector<SqlToken> tokens = lexSqlTokens(conversion.str());
  for (size_t i = 0; i < tokens.size(); ++i)
    if (isNullValue(tokens, i) || tokens[i].isWord("nullif"))
      return false;
  Table given = table;
  for (Column &c : given.columns)
    if (c.name == column)
      c.nullable = false;
  return mayLeaveNull(conversion, given);
}

void verifyFilled(Recipe &r, PhaseKind phase, const SubRef &column, Expr value,
                  const Table *table) {
  if (!table || !mayLeaveNull(value, *table))
    return;
  Table named = *table;
  named.name = column.table;
  r.add<VerifyOp>(phase, "the value that was declared may be NULL for some rows",
                  r.name(fmt::format("rows without '{}'", column.str())), column.table,
                  r.expr(sql::selectNulls(named, column.sub)));
}

Expr givenValue(Context &context, const Origins &origins, Expr given, Type type) {
  return given && origins.dialect() ? context.expr(enumValue(*origins.dialect(), type, given.str()))
                                    : given;
}

Expr fillValue(const PlanUnit &unit, const Origins &origins, const Column &target, Type type) {
  Context &context = unit.context;
  SwitchedTypes switched(unit, origins);
  if (target.backfill())
    return givenValue(context, origins, switched.before(target.backfill()), type);
  const Dialect *dialect = origins.dialect();
  if (target.defaultExpr && dialect &&
      dialect->volatility(target.defaultExpr) == Volatility::Constant)
    return target.defaultExpr;
  return {};
}

/// \p value without the cast to \p type at its end: to assign it converts it as well, and needs no
/// name.
static Expr withoutCast(Context &context, const Origins &origins, Expr value, Type type) {
  std::string cast = "::" + origins.dialect()->typeName(type);
  std::string_view text = value.str();
  return text.ends_with(cast) ? context.expr(text.substr(0, text.size() - cast.size())) : value;
}

SubRef addFillTrigger(Recipe &r, const Origins &origins, const SubRef &column, Expr value,
                      Type type, std::string_view why) {
  Context &context = r.unit.context;
  SwitchedTypes switched(r.unit, origins);
  Trigger trigger;
  trigger.name = triggerName(context, column.table, column.sub);
  trigger.kind = TriggerKind::Fill;
  trigger.newColumn = column.sub;
  trigger.forward =
      origins.dialect() && switched.has(type) ? withoutCast(context, origins, value, type) : value;
  SubRef path{column.table, trigger.name};
  r.add<CreateTriggerOp>(PhaseKind::Expand, why, path, trigger);
  if (Expr after = switched.after(trigger.forward); after != trigger.forward) {
    r.add<DropTriggerOp>(PhaseKind::Switch, "its text names a type as it was", path);
    trigger.forward = after;
    r.add<CreateTriggerOp>(PhaseKind::Switch, "with the type's new name", path, trigger);
  }
  return path;
}

} // namespace schemac
