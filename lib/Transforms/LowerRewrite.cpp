//===- LowerRewrite.cpp - What writes every row anew is done beside -------===//
//
// Before: phase change { add_column @t.@c : ... stored sql"..." }     (@t is large)
// After:  phase change { create_table @t_new { ... }  copy_rows @t into @t_new
//                        rename_table @t to @t_old  rename_table @t_new to @t ... drop_table @t_old
//                        }
//
// A stored column, logging, another tablespace and an exclusion constraint have no form that lets
// others pass. A new table can have them from the start, before it has rows: what follows is as
// when rows are divided among partitions (LowerDivideTable, RefillTable). That is for tables of
// which nothing else changes, as the rows of both are compared; anything else keeps the plain
// statement, which the passes that come to it judge.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Passes.h"
#include "Transforms/Questions.h"
#include "Transforms/Recipe.h"
#include "Transforms/Rewrite.h"
#include "Transforms/Sql.h"
#include "schemac/Analysis/TableExchange.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

static bool isStored(const Table *table, Name column) {
  const Column *c = table ? table->column(column) : nullptr;
  return c && c->generation == Generation::Stored;
}

/// Whether the statement works through all rows while nobody passes, and a new table does not.
static bool rewrites(const PlanUnit &unit, const Op &op) {
  if (auto add = dynOp<AddColumnOp>(op))
    return add->def().generation == Generation::Stored;
  if (auto set = dynOp<SetExpressionOp>(op))
    return isStored(unit.to->table(set->column().table), set->column().sub);
  return SetLoggedOp::classof(op) || SetUnloggedOp::classof(op) || SetTablespaceOp::classof(op) ||
         AddExclusionOp::classof(op);
}

static QName tableOf(const Op &op) {
  if (const auto *table = std::get_if<QName>(&op.fields[0]))
    return *table;
  const auto *path = std::get_if<SubRef>(&op.fields[0]);
  return path ? path->table : QName();
}

static bool names(const Op &op, QName table) {
  return std::ranges::any_of(op.fields, [&](const Field &field) {
    if (const auto *name = std::get_if<QName>(&field))
      return *name == table;
    if (const auto *path = std::get_if<SubRef>(&field))
      return path->table == table;
    const auto *c = std::get_if<std::shared_ptr<const Constraint>>(&field);
    return c && *c && (*c)->refTable == table;
  });
}

namespace {

/// One table with the steps of which each writes all of it.
class Rewrite {
public:
  /// \p steps: all of the plan, as the diff made them.
  Rewrite(const PlanUnit &unit, const std::vector<Op> &steps, QName table)
      : unit(unit), table(table), was(unit.from->table(table)), is(unit.to->table(table)) {
    if (was && is)
      why = find(steps);
  }

  std::string why = "it is new or goes"; ///< there is no way; empty: there is
  std::vector<Op> taken;                 ///< the steps that it takes the place of
  std::vector<Op> steps;

private:
  std::string find(const std::vector<Op> &all);
  std::string compare() const;
  /// It comes with a column that is new, and refuses nothing.
  bool comesAlong(const Op &op) const;

  const PlanUnit &unit;
  QName table;
  const Table *was, *is;
};

} // namespace

bool Rewrite::comesAlong(const Op &op) const {
  auto create = dynOp<CreateIndexOp>(op);
  return create && create->path().table == table && !create->def().unique &&
         std::ranges::any_of(is->columns, [&](const Column &c) {
           return !was->column(c.name) &&
                  std::ranges::any_of(create->def().elems, [&](const IndexElem &e) {
                    return e.column == c.name ||
                           (e.expr && mentionsColumn(e.expr, c.name, table.name));
                  });
         });
}

std::string Rewrite::find(const std::vector<Op> &all) {
  for (const Op &op : all)
    if (tableOf(op) == table && (rewrites(unit, op) || comesAlong(op)))
      taken.push_back(op);
    else if (names(op, table))
      return fmt::format("'{}' changes it, too{}", op.mnemonic(), Apart);
  bool isLate = std::ranges::any_of(taken, [](const Op &op) {
    return AddExclusionOp::classof(op) || SetExpressionOp::classof(op);
  });
  if (isLate && std::ranges::any_of(taken, AddColumnOp::classof))
    return "of its changes one comes before the gate and one after it" + std::string(Apart);
  if (std::string other = compare(); !other.empty())
    return other;
  TableExchange exchange(*unit.from, *unit.to, unit.context, findDialect(unit.to->dialect.str()),
                         *was, *is);
  for (std::string other : {exchange.refuseRows(), exchange.refuseUsers()})
    if (!other.empty())
      return other;
  exchange.refill();
  if (std::string other = exchange.prove(); !other.empty())
    return other;
  steps = std::move(exchange.ops);
  return {};
}

std::string Rewrite::compare() const {
  if (was->partitionOf || was->partitionBy || !was->inherits.empty() ||
      !heirsOf(*unit.from, table).empty())
    return "it has to do with partitions or inheritance";
  Schema reached = *unit.from;
  for (const Op &op : taken)
    if (!apply(op, reached, unit.context, nullptr))
      return "other changes come first" + std::string(Apart);
  if (!same(*reached.table(table), *is))
    return "it changes in other ways, too" + std::string(Apart);
  return {};
}

/// What would stop the copy, or the code that writes the table meanwhile.
static std::vector<Op> questions(PlanUnit &unit, const std::vector<Op> &taken) {
  Origins origins(unit);
  Questioner questioner(unit, origins, Direction::Up);
  auto comparesFew = [](const Constraint &c) { // equal ones are found by a hash
    return std::ranges::any_of(c.more().elems,
                               [](const IndexElem &e) { return e.with.str() == "="; });
  };
  std::vector<Op> out;
  for (const Op &op : taken) {
    if (auto add = dynOp<AddExclusionOp>(op); add && !comparesFew(add->def()))
      continue; // the copy lists them
    std::vector<Question> all = questioner.of(op, *unit.from);
    if (auto add = dynOp<AddColumnOp>(op); add && !add->def().nullable) {
      const SubRef &c = add->column();
      all.push_back(
          {fmt::format("rows that have no '{}'", c.str()),
           sql::selectWhere(*unit.from->table(c.table),
                            fmt::format("({}) IS NULL", add->def().generated().str()), {}),
           c.table,
           {}});
    }
    std::ranges::move(guardsOf(unit, op, all), std::back_inserter(out));
  }
  return out;
}

static std::vector<Op> stepsOf(const Plan &plan) {
  const Phase *change = plan.findPhase(PhaseKind::Change);
  return change ? change->steps : std::vector<Op>();
}

std::string whyNotBeside(const PlanUnit &unit, QName table) {
  std::vector<Op> steps = stepsOf(unit.direct);
  if (!unit.from || !unit.to || std::ranges::none_of(steps, [&](const Op &op) {
        return tableOf(op) == table && rewrites(unit, op);
      }))
    return {};
  std::string why = Rewrite(unit, steps, table).why;
  return why.empty() ? why
                     : fmt::format("a new table cannot take the place of '{}' with its rows: {}",
                                   table.str(), why);
}

/// Whether the plain statements take no longer than others may wait.
static bool fitsAsItIs(const PlanUnit &unit, const std::vector<Op> &steps, QName table) {
  const Table *source = unit.from->table(table);
  double total = 0;
  for (const Op &op : steps) {
    if (tableOf(op) != table || !rewrites(unit, op))
      continue;
    std::optional<double> ms = source ? workMs(Work::Rewrite, TableSize(*source)) : std::nullopt;
    if (!ms || !AddColumnOp::classof(op)) // the others are for small tables only
      return false;
    total += *ms;
  }
  return unit.options.budget.allows(source->traffic, LockMode::AccessExclusive, total);
}

void runLowerRewrite(PlanUnit &unit) {
  if (!unit.from || !unit.to)
    return;
  Origins origins(unit);
  std::vector<Op> all = stepsOf(unit.plan);
  std::vector<QName> tables;
  for (const Op &op : all)
    if (rewrites(unit, op) && !std::ranges::count(tables, tableOf(op)) &&
        !origins.isSmall(tableOf(op)) && !fitsAsItIs(unit, all, tableOf(op)))
      tables.push_back(tableOf(op));
  for (QName table : tables) {
    Rewrite rewrite(unit, all, table);
    if (!rewrite.why.empty())
      continue;
    std::vector<unsigned> changes;
    for (const Op &op : rewrite.taken)
      changes.push_back(op.change);
    std::vector<Op> taken = takeSteps(unit, [&](const Op &op) {
      return std::ranges::count(changes, op.change) != 0 && tableOf(op) == table;
    });
    std::vector<Op> steps = questions(unit, taken);
    std::ranges::move(rewrite.steps, std::back_inserter(steps));
    for (Op &op : steps) {
      op.range = taken.front().range;
      op.change = taken.front().change;
      unit.plan.phase(PhaseKind::Change).steps.push_back(std::move(op));
    }
  }
}

} // namespace schemac
