//===- Reverser.h - What takes a step back ----------------------*- C++ -*-===//
//
// The reverse of a step follows from the step and the state before it. One overload for every
// operation; the Reverse*.cpp files define them by kind of entity.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/ByPartition.h"
#include "Transforms/Origins.h"
#include <set>

namespace schemac {

/// How a step is undone.
struct Undo {
  std::vector<Op> steps; ///< in the order to run
  ReverseClass how = ReverseClass::Lossless;
  std::string_view reason; ///< of a lossless one: what stays all the same, and harms nobody
};

/// What the reverser learns on its way through a plan.
struct ReversalNotes {
  struct Refill {
    SubRef column;
    std::string_view lost; ///< what of the values that it had; empty: nothing
  };
  std::vector<Refill> refilled; ///< columns that the reverse of a dropped trigger fills again
  std::vector<std::pair<SubRef, Op>> restores; ///< archived columns, and what restores each
  struct Copy {
    QName from, into;
  };
  std::vector<Copy> copies; ///< that reverses of earlier steps make, by the names of now
};

class Reverser {
public:
  Reverser(const Op &op, const Schema &before, PlanUnit &unit, const Origins &origins,
           ReversalNotes &notes)
      : op(op), before(before), unit(unit), origins(origins), notes(notes) {}

#define OP(CLASS, MNEMONIC, KIND, FIELDS) Undo operator()(CLASS##Op step);
#include "schemac/IR/Operations.def"

private:
  template <class View, class... A> Op make(A... fields) const {
    Op made = View::make(op.range, std::move(fields)...);
    made.change = op.change;
    return made;
  }
  /// Adds the steps for an index or key partition by partition; whole(path) makes what a table with
  /// partitions has by itself.
  template <class Function>
  void addParts(Undo &undo, const std::vector<PartStep> &parts, Function whole) const {
    for (const PartStep &part : parts)
      undo.steps.push_back(part.kind == PartStep::Whole ? whole(part.path)
                           : part.kind == PartStep::Build
                               ? make<CreateIndexPartOp>(part.path, part.of)
                               : make<AttachKeyPartOp>(part.path, part.of));
  }
  const Table *table(QName name) const { return before.table(origins.norm(name)); }
  const Column *column(const SubRef &ref) const {
    const Table *t = table(ref.table);
    return t ? t->column(ref.sub) : nullptr;
  }
  const Policy *policy(const SubRef &path) const;
  /// Of a table or a materialized view.
  const Index *index(const SubRef &path) const;
  bool small(QName name) const { return origins.isSmall(name); }

  /// Steps that bring back what a drop took away, without locks that writers wait for.
  void restore(Undo &undo, QName table, const Constraint &constraint) const;
  void restore(Undo &undo, QName table, const Index &index) const;
  /// The same of a large partitioned table, partition by partition. False when it is not one.
  bool restoreByPartition(Undo &undo, QName table, const Constraint &constraint) const;
  bool restoreByPartition(Undo &undo, QName table, const Index &index) const;
  bool isLargeWhole(QName table) const;
  Schema withFormerNames(QName table) const;
  void proveOnLeaves(Undo &undo, QName table, Constraint key) const;
  /// Around \p undo, which brings back a table or column: the sequences that went with it.
  void restoreOwned(Undo &undo, QName table, Name column) const;
  void numberOn(Undo &undo, const SubRef &column, const Column &c) const;
  void proveBounds(Undo &undo, std::vector<SubRef> &proofs, const Table &of,
                   const std::string &check) const;
  Undo undoKey(const SubRef &path, const Constraint &key) const;
  std::vector<std::pair<QName, Constraint>> referencesTo(const Table &table,
                                                         const std::vector<Name> &columns) const;
  bool isMadeAgain(QName table, Name name) const;
  void requireAgain(Undo &undo, const SubRef &column) const;
  Undo undoWithoutCast(SetTypeOp step, const Column &c) const;
  bool staysBehind(const SubRef &trigger) const;
  bool wasRequired(const SubRef &path) const;
  bool wasUnique(const SubRef &column) const;
  bool refusesOneForAll(const SubRef &path, bool null) const;
  bool hasGivenValues(const Table &table, const Column &column) const;
  bool keepsValues(const Table &table, const Column &follower, const Column &leader) const;
  bool castsAll(const std::string &value, Type from, Type to) const;
  bool mayNotFit(const Table &table, const Column &follower, const Column &leader) const;
  bool fillsMissing(const Table &table, const Trigger &trigger, const Column &leader) const;
  Expr staleWhere(const Table &table, const Trigger &trigger, const Column &follower,
                  const Column &leader) const;
  Undo undoBesideViews(Op back, QName later) const;
  Undo undoRule(Op back) const;
  Undo undoAccess(const Target &target, const Op &step);
  Undo undoRename(Op back) const { return {{std::move(back)}, ReverseClass::Lossless, {}}; }

  const Op &op;
  const Schema &before;
  PlanUnit &unit;
  const Origins &origins;
  ReversalNotes &notes;
};

} // namespace schemac
