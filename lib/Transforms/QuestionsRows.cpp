//===- QuestionsRows.cpp - Nulls, checks and values that do not fit -------===//
#include "Transforms/FailingRows.h"
#include "Transforms/NotNull.h"
#include "Transforms/Questions.h"
#include "Transforms/SafeCast.h"
#include "Transforms/Sql.h"
#include "schemac/Dialect/Bounds.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

/// A trigger gives it a value; that all rows have one is verified where it is filled.
bool Questioner::isFilled(const SubRef &ref) const {
  const Table *table = tableOf(ref.table);
  return table && std::ranges::any_of(table->triggers,
                                      [&](const Trigger &t) { return t.newColumn == ref.sub; });
}

/// A constraint that the source has without knowing that its rows obey. One that the plan adds was
/// asked about when it was added.
void Questioner::askValid(const SubRef &path) {
  const Table *known = knownTable(path.table);
  const Constraint *c = known ? known->constraint(path.sub) : nullptr;
  if (!c || !c->notValid || direction == Direction::Back)
    return;
  const Table *table = tableOf(path.table);
  c = table ? table->constraint(path.sub) : nullptr;
  if (c && c->kind == ConstraintKind::ForeignKey)
    askForeignKey(path, *c);
  else if (c && c->kind == ConstraintKind::Check)
    askCheck(path, c->check);
}

/// A partition lists no columns: they are those of the whole.
static const Table *wholeOf(const Schema &state, const Table *table) {
  while (table && table->partitionOf)
    table = state.table(table->partitionOf);
  return table;
}

/// A partition takes no rows beyond its bounds, and what is in the default one stays there.
void Questioner::askBounds(QName parent, QName name, Expr bound) {
  const Table *whole = parent ? tableOf(parent) : nullptr;
  std::string own = whole && origins.dialect()
                        ? origins.dialect()->partitionCheck(whole->partitionBy, bound)
                        : std::string();
  if (own.empty())
    return;
  std::string check = boundsAsCheck(*origins.dialect(), *state, *whole, bound);
  if (check.empty()) // of what is above it nothing can be said
    check = own;
  std::vector<Name> columns{whole->partitionBy.elems.front().column};
  const Table *table = tableOf(name);
  if (table && !isFresh(name) && !hasValidCheck(*table, check))
    ask(fmt::format("rows of '{}' beyond its bounds", name.str()),
        sql::selectWhere(*table, "(" + check + ") IS NOT TRUE", columns), name, {});
  const Table *rest = defaultPartition(*state, whole->name);
  if (rest && !isFresh(rest->name) && !hasValidCheck(*rest, "NOT (" + own + ")"))
    ask(fmt::format("rows of '{}' that belong to '{}'", rest->name.str(), name.str()),
        sql::selectWhere(*rest, own, columns), rest->name, {});
}

void Questioner::askCheck(const SubRef &path, Expr check) {
  QName name = path.table;
  const Table *table = wholeOf(*state, tableOf(name));
  if (!table || isFresh(name))
    return;
  std::vector<Name> columns;
  for (const Column &c : table->columns)
    if (mentionsColumn(check, c.name, table->name.name))
      columns.push_back(c.name);
  for (Name n : columns)
    if (isFilled({name, n}))
      return;
  bool fence =
      columns.size() == 1 && check == notNullCheck(unit.context, {name, columns.front()}).check;
  if (fence)
    return askNotNull({name, columns.front()});
  if (const Table *part = tableOf(name); part->partitionOf)
    return ask(fmt::format("rows that '{}' refuses", path.sub.str()),
               sql::selectWhere(*part, "NOT (" + check.string() + ")", columns), name, {});
  ask(fmt::format("rows that '{}' refuses", path.sub.str()),
      sql::selectWhere(*table, "NOT (" + check.string() + ")", columns), name, columns);
}

void Questioner::askNotNull(const SubRef &ref) {
  const Table *table = tableOf(ref.table);
  const Column *column = table ? table->column(ref.sub) : nullptr;
  bool open = column && (column->nullable || column->notNullNotValid);
  if (!open || isFresh(ref.table) || isFilled(ref))
    return;
  auto fenced = [&](const Constraint &c) {
    return !c.notValid && c.kind == ConstraintKind::Check &&
           c.check == notNullCheck(unit.context, ref).check;
  };
  if (!std::ranges::any_of(table->constraints, fenced))
    ask(fmt::format("rows without '{}'", ref.str()), sql::selectNulls(*table, ref.sub), ref.table,
        {ref.sub});
}

/// On the way back a cast by the text of labels meets those that the former enum does not have.
bool Questioner::mayLackLabel(const std::string &value, Type from, Type to, Expr cast) const {
  if (direction != Direction::Back || !to.is(TypeKind::Enum) ||
      cast.str() != origins.dialect()->castExpr(value, from, to))
    return false;
  const Enum *given = state->enumType(enumIn(from)), *taken = state->enumType(to.enumName());
  return !given || !std::ranges::all_of(given->labels, [&](const EnumLabel &l) {
    return std::ranges::count(taken->labels, l.label, &EnumLabel::label) != 0;
  });
}

void Questioner::askType(SetTypeOp set) {
  const Table *table = tableOf(set.column().table);
  const Column *column = table ? table->column(set.column().sub) : nullptr;
  if (!column || !origins.dialect() || isFresh(set.column().table))
    return;
  Type from = column->type, to = set.type();
  if ((from.is(TypeKind::Timestamp) && to.is(TypeKind::TimestampTz)) ||
      (from.is(TypeKind::TimestampTz) && to.is(TypeKind::Timestamp)))
    askZone(set.column());
  bool numbered = column->generation == Generation::Serial ||
                  column->generation == Generation::IdentityAlways ||
                  column->generation == Generation::IdentityByDefault;
  if (numbered)
    askNumbers(set.column(), from, to);
  askRules(set.column(), from, to);
  std::string value = sql::quote(column->name);
  Type scalar = to.is(TypeKind::Array) ? to.element() : to;
  const Enum *labels = scalar.is(TypeKind::Enum) ? state->enumType(scalar.enumName()) : nullptr;
  if (labels && set.cast() && !mayLackLabel(value, from, to, set.cast()))
    return; // it says what becomes of each label; who made it has asked about the rest
  if (set.cast() && set.cast().str() != origins.dialect()->castExpr(value, from, to))
    return; // the author's own, likewise
  std::optional<SafeCast> cast =
      safeCast(*origins.dialect(), unit.plan.version, value, from, to, labels,
               direction == Direction::Back ? Loss::Rounds : Loss::None);
  if (cast && !cast->total)
    ask(fmt::format("values of '{}' that the new type does not hold", set.column().str()),
        sql::selectWhere(*table, fmt::format("{} IS NOT NULL AND ({}) IS NULL", value, cast->sql),
                         {column->name}),
        set.column().table, {column->name});
}

/// The scripts convert between local times and moments as UTC. Sessions of another zone have
/// written, and will read, local times of that zone; which it is the server knows.
void Questioner::askZone(const SubRef &column) {
  ask(fmt::format("a time zone other than UTC, in which sessions write '{}' (PGTZ=UTC says that it "
                  "holds UTC all the same)",
                  column.str()),
      "SELECT reset_val AS \"TimeZone\" FROM pg_catalog.pg_settings WHERE name = 'TimeZone' AND "
      "reset_val !~* '^(Etc/)?(UTC|UCT|Universal|Zulu|GMT([+-]?0)?|Greenwich)$'",
      column.table, {column.sub});
}

std::optional<Question> numbersBeyond(const SubRef &column, Type from, Type to) {
  auto rank = [](Type t) { return t.is(TypeKind::I16) ? 1 : t.is(TypeKind::I32) ? 2 : 3; };
  if (!from.isInteger() || !to.isInteger() || rank(to) >= rank(from))
    return std::nullopt;
  return Question{
      fmt::format("numbers that the sequence of '{}' has given beyond the new type", column.str()),
      fmt::format(
          "SELECT s.seqrelid::regclass AS sequence, pg_sequence_last_value(s.seqrelid) AS "
          "last_value FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_depend d ON d.objid = "
          "s.seqrelid AND d.classid = 'pg_class'::regclass AND d.refclassid = "
          "'pg_class'::regclass AND d.deptype IN ('a', 'i') JOIN pg_catalog.pg_attribute a ON "
          "a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE a.attrelid = "
          "to_regclass({}) AND a.attname = {} AND pg_sequence_last_value(s.seqrelid) > {}",
          sql::literal(sql::quote(column.table)), sql::literal(column.sub.str()),
          rank(to) == 1 ? "32767" : "2147483647"),
      column.table,
      {column.sub}};
}

void Questioner::askNumbers(const SubRef &column, Type from, Type to) {
  if (auto question = numbersBeyond(column, from, to))
    out.push_back(std::move(*question));
}

/// Values that are stored are worked out of every row in the statement that makes the column or
/// gives it another expression.
void Questioner::askExpression(const SubRef &column, Expr expression) {
  const Table *table = tableOf(column.table), *whole = wholeOf(*state, table);
  if (!whole || !origins.dialect() || isFresh(column.table))
    return;
  FailingRows failing = failingRows(*origins.dialect(), unit.context, unit.plan.version, *state,
                                    *whole, expression.str());
  if (!failing.condition.empty())
    ask(fmt::format("rows on which the expression of '{}' fails", column.str()),
        sql::selectWhere(*table, failing.condition, failing.columns), column.table,
        failing.columns);
}

/// Dropped columns count among the 1,600 that a table may have, and only the server knows them. It
/// is asked where a table is anywhere near.
void Questioner::askSlots(const SubRef &column) {
  constexpr size_t Limit = 1600, Near = 800;
  const Table *table = tableOf(column.table);
  if (!table || table->columns.size() < Near)
    return;
  ask(fmt::format("no room for another column in '{}'", column.table.str()),
      fmt::format(
          "SELECT count(*) AS columns, count(*) FILTER (WHERE attisdropped) AS dropped FROM "
          "pg_catalog.pg_attribute WHERE attrelid = {}::regclass AND attnum > 0 HAVING "
          "count(*) >= {}",
          sql::literal(sql::quote(column.table)), Limit),
      column.table, {});
}

} // namespace schemac
