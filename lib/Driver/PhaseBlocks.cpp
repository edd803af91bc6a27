//===- PhaseBlocks.cpp - The safe form of a statement as SQL --------------===//
#include "PhaseBlocks.h"
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include <algorithm>
#include <fmt/format.h>
#include <unordered_set>

namespace schemac {

bool PhaseBlock::isTransactional() const {
  return std::ranges::all_of(up, [](const PhaseSql &s) { return s.transactional; });
}

namespace {

/// A question to the data changes nothing, and what would fail on the answer does so by itself.
bool isLeftOut(const EmittedStep &step) { return !step.op || step.op->step() == StepKind::Guard; }

/// Without those that say that the sequences of a renamed table keep their names: a file renames
/// the table alone, and that is what comes of it.
std::vector<Op> withoutKeptNames(std::span<const Op> ops) {
  bool renames = std::ranges::any_of(ops, [](const Op &op) { return RenameTableOp::classof(op); });
  std::vector<Op> out;
  for (const Op &op : ops)
    if (!renames || !RenameSequenceOp::classof(op))
      out.push_back(op);
  return out;
}

/// The server names a NOT NULL as this does. The plan leaves that to it and asks for the name
/// later, which a file of a history must not: it is read, and compared, without a server.
std::optional<std::string> namedNotNull(const Op &op, const Dialect &dialect) {
  auto statement = [&](const SubRef &column, std::string_view format) {
    std::string_view ns =
        column.table.ns ? column.table.ns.str() : std::string_view(dialect.defaultNamespace());
    std::string name = postgres::objectName(column.table.name.str(), column.sub.str(), "not_null");
    return fmt::format(fmt::runtime(format), dialect.quote(ns),
                       dialect.quote(column.table.name.str()), dialect.quote(name),
                       dialect.quote(column.sub.str()));
  };
  if (auto set = dynOp<SetNotNullOp>(op); set && set->notValid())
    return statement(set->column(), "ALTER TABLE {}.{} ADD CONSTRAINT {} NOT NULL {} NOT VALID");
  if (auto validate = dynOp<ValidateNotNullOp>(op))
    return statement(validate->column(), "ALTER TABLE {}.{} VALIDATE CONSTRAINT {}");
  return std::nullopt;
}

class BlockMaker {
public:
  explicit BlockMaker(const EmittedPlan &plan) : plan(plan) {
    for (const EmittedPhase &phase : plan.phases)
      for (const Op &op : phase.phase->steps)
        if (Name index = adoptedIndex(op))
          adopted.insert(index);
  }

  std::vector<PhaseBlock> make() {
    for (const EmittedPhase &phase : plan.phases) {
      if (phase.phase->gate)
        gate = phase.phase->gate->text.string();
      for (const Block &block : phase.up.blocks)
        add(phase, block);
    }
    return std::move(out);
  }

private:
  /// The index that a constraint takes over.
  static Name adoptedIndex(const Op &op) {
    if (auto unique = dynOp<AddUniqueOp>(op))
      return unique->def().usingIndex;
    if (auto key = dynOp<AddPrimaryKeyOp>(op))
      return key->def().usingIndex;
    return Name();
  }

  void add(const EmittedPhase &phase, const Block &block) {
    PhaseBlock made;
    made.phase = phase.phase->kind;
    made.gate = gate;
    for (size_t i = block.begin; i < block.end; ++i) {
      const EmittedStep &step = phase.up.steps[i];
      if (isLeftOut(step))
        continue;
      made.quick &= step.sql.lockTimeout;
      made.titles.push_back(step.title);
      append(made.up, step);
      if (step.step->reverseClass != ReverseClass::Lossless && step.step->reason)
        made.lost.push_back(step.step->reason.string());
    }
    if (made.up.empty())
      return;
    // Parts of ways back stand in the order to run, and know the block that they undo.
    size_t number = size_t(&block - phase.up.blocks.data());
    for (const EmittedStep &step : phase.down.steps)
      if (step.upBlock == number && !isLeftOut(step))
        append(made.down, step);
    out.push_back(std::move(made));
  }

  void append(std::vector<PhaseSql> &into, const EmittedStep &step) const {
    if (auto named = namedNotNull(*step.op, *plan.dialect)) {
      into.push_back({std::move(*named), true});
      return;
    }
    // It went with the constraint that took it over, if that was there.
    if (auto drop = dynOp<DropIndexOp>(*step.op); drop && adopted.count(drop->path().sub)) {
      constexpr std::string_view verb = "DROP INDEX CONCURRENTLY ";
      std::string sql = step.sql.statements.front();
      if (sql.starts_with(verb))
        sql.insert(verb.size(), "IF EXISTS ");
      into.push_back({std::move(sql), step.sql.transactional});
      return;
    }
    // The file renames the table alone, and leaves the name of a sequence of it.
    size_t count = step.op->kind == OpKind::RenameTable ? 1 : step.sql.statements.size();
    for (size_t i = 0; i < std::min(count, step.sql.statements.size()); ++i)
      into.push_back({step.sql.statements[i], step.sql.transactional});
  }

  const EmittedPlan &plan;
  std::unordered_set<Name> adopted;
  std::string gate;
  std::vector<PhaseBlock> out;
};

/// Whether the plan does what the statement says, all at once.
bool isAsWritten(const Plan &plan, std::span<const Op> ops) {
  std::vector<const Op *> steps;
  for (const Phase &phase : plan.phases)
    for (const Op &op : phase.steps)
      if (op.step() != StepKind::Guard && op.step() != StepKind::Verify)
        steps.push_back(&op);
  return std::equal(steps.begin(), steps.end(), ops.begin(), ops.end(),
                    [](const Op *a, const Op &b) { return sameOp(*a, b); });
}

} // namespace

std::vector<PhaseBlock> phaseBlocks(std::span<const Op> all, const Schema &before, Context &context,
                                    const LockBudget &budget, std::string &reason) {
  std::vector<Op> ops = withoutKeptNames(all);
  std::optional<SafeForm> safe = safeForm(ops, before, context, budget, &reason);
  if (!safe || isAsWritten(safe->plan, ops))
    return {};
  return BlockMaker(emitPlan(safe->plan, &before, context)).make();
}

} // namespace schemac
