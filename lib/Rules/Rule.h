//===- Rule.h - What rules see, and how they explain themselves -*- C++ -*-===//
//
// A rule looks at one plain step, of the diff or of a migration written by hand, and the state
// before it. It reports only what a person wants to know: nothing on a table that is new, empty or
// small.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Pass/Pass.h"
#include "schemac/Rules/Diags.h"
#include "schemac/Rules/ForeignRules.h"
#include "schemac/Rules/Migration.h"
#include "schemac/Rules/RuleOptions.h"
#include <span>
#include <unordered_set>

namespace schemac {

class RuleContext {
public:
  RuleContext(const PlanUnit &unit, const Dialect &dialect, const RuleOptions &options);
  void run();
  /// The rules on one step, which is then applied. False when it cannot be.
  bool step(const Op &op);
  /// Lets rules of libraries look at the steps to come, of a migration at \p range or a plan.
  void beginForeign(SourceRange range);
  /// They have seen the last one.
  void endForeign();
  /// Tables that nobody uses yet, though this plan did not make them.
  void addCreated(const std::unordered_set<QName> &tables) {
    created.insert(tables.begin(), tables.end());
  }

  const PlanUnit &unit;
  DiagEngine &diags;
  const Dialect &dialect;
  const RuleOptions &options;
  Schema state;                       ///< before the step at hand
  const Schema *releaseEnd = nullptr; ///< by hand: behind the last file of the release
  const Schema *nextEnd = nullptr; ///< by hand: behind the file that follows; null: there is none
  /// The statement that is the step at hand and nothing else, where it may become several: written
  /// by hand, and outside of a transaction. Else invalid.
  SourceRange rewritable;
  std::vector<const Op *> sameStatement; ///< by hand: the steps before in the statement

  const Table *table(QName name) const { return state.table(name); }
  const Column *column(const SubRef &path) const {
    const Table *t = table(path.table);
    return t ? t->column(path.sub) : nullptr;
  }
  /// Created by this plan: no application knows it yet.
  bool isNew(QName table) const { return created.count(table) != 0; }
  bool isNew(const SubRef &column) const {
    return isNew(column.table) || newColumns.count(column.str()) != 0;
  }
  /// An enum that this plan made.
  bool isNewEnum(QName name) const { return newEnums.count(name) != 0; }
  /// The foreign key over the same columns that this plan takes away, as it was; null when there is
  /// none.
  const Constraint *replacedKey(const AddForeignKeyOp &add) const;
  /// New, empty or small: whatever is done to it is done at once.
  bool quiet(QName table) const;
  bool empty(QName table) const;
  /// " (about 9.8 M rows)"; nothing when the size is not known.
  std::string size(QName table) const;
  /// What \p op costs in the state before it.
  StepCost cost(const Op &op) const;
  /// A migration written by hand: no plan was made of it.
  bool byHand() const { return unit.plan.phases.empty(); }
  /// By hand: the time zone that the session was given before the step at hand.
  std::string timeZone;
  /// By hand: when the step at hand is done, where that is not known; else empty.
  std::string circumstance;
  /// By hand: all that the block of such a step may do.
  std::span<const SupposedChange> supposed;
  /// Whether \p op, which costs \p cost, works through the rows of a table that is in use.
  bool readsInUse(const Op &op, const StepCost &cost) const;
  /// Whether the lock budget lets \p op be one statement: what it works through is new, empty or
  /// small, and nothing that it locks waits for longer than its traffic allows.
  bool fits(const Op &op) const;
  /// Whether it works through rows while others wait, for longer than that.
  bool isHeavy(const Op &op) const;
  std::string typeName(Type type) const { return dialect.typeName(type); }
  /// The steps of the diff with the change number of \p op.
  std::vector<const Op *> changeOf(const Op &op) const;

  /// Adds to \p d what \p op would do as it is, its locks, and what the finished plan does instead.
  void explain(DiagBuilder &d, const Op &op) const;

private:
  struct Outcome {
    std::vector<std::pair<unsigned, std::string>> steps; ///< number in the plan, name
    bool heavy = false; ///< one of them makes others wait for longer than a moment
  };
  void notePlain(DiagBuilder &d, const Op &op) const;
  void noteOutcome(DiagBuilder &d, const Op &op) const;
  void noteAdvice(DiagBuilder &d, const Op &op) const;
  const Outcome *outcomeOf(unsigned change) const;
  std::optional<Outcome> outcomeWithColumns(const Op &op) const;
  bool isHeavy(const Op &op, const Schema &before) const;

  void noteNew(const Op &op);

  std::vector<void (*)(RuleContext &, const Op &)> rules; ///< those that are not off
  std::vector<std::unique_ptr<ForeignRun>> foreign;
  std::unordered_set<QName> created, newEnums;
  std::unordered_set<std::string> newColumns;
  std::unordered_map<unsigned, std::vector<const Op *>> changes;
  /// What became of each change; made when the first rule asks, as most plans have no hazards.
  mutable std::optional<std::unordered_map<unsigned, Outcome>> outcomes;
};

/// Whether one of the two types has a time zone and the other one has none.
bool changesZone(Type from, Type to);
/// "a, b"
std::string nameList(const std::vector<Name> &names);

#define MIGRATION_RULE(CLASS, NAME)
#define STATE_RULE(CLASS, NAME)
#define RULE(CLASS, NAME) void check##CLASS(RuleContext &rule, const Op &op);
#include "schemac/Rules/Rules.def"

} // namespace schemac
