//===- Origins.h - What the source had of what a step names -----*- C++ -*-===//
//
// Steps name tables and columns as the target does. A recipe must know what stands behind a name in
// the source: how large the table is, whether the deployed application writes the column.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Analysis/Estimate.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Pass/Pass.h"

namespace schemac {

class Origins {
public:
  /// Reads renames off the steps of the plan, lowered or not.
  explicit Origins(const PlanUnit &unit);

  /// The table of the source that \p table is now; null when the plan creates it or nothing is
  /// known.
  const Table *table(QName table) const;
  const Table *targetTable(QName table) const;
  /// The table of the source, and those that it is a partition of, up to the root.
  std::vector<const Table *> withParents(QName table) const;
  std::vector<const Table *> targetWithParents(QName table) const;
  /// Partitions that stop being those of their parent in this plan, as they are named now.
  const std::vector<QName> &detached() const { return leaving; }
  /// The table whose columns those of \p table are, as it is named now: itself, or the root that it
  /// is and stays a partition of.
  QName columnsOf(QName table) const;
  /// Whether \p table stops being a partition, or one below it does. What such a partition has of
  /// the rules of its parents goes with it, so all of them change when it is gone.
  bool isDivided(QName table) const;
  /// The column of the source; null when the plan creates it or nothing is known.
  const Column *column(const SubRef &column) const;
  const Column *targetColumn(const SubRef &column) const;

  /// Made by this plan: no application knows it yet, and it has no rows of the past.
  bool isNew(QName table) const;
  /// A view of the source; of its size nothing is known.
  bool isView(QName name) const;
  bool isNew(const SubRef &column) const;
  /// Tables of the source that inherit from what \p table was there, at any distance.
  std::vector<const Table *> heirsOf(QName table) const;
  /// Whether the budget lets a lock of this mode be held while the tables are worked on, one after
  /// the other. What does not fit, or is not known to, takes the way around.
  bool fitsBudget(std::initializer_list<QName> tables, Work work, LockMode mode) const;
  /// New, empty, or so small that whatever is done to it fits. A change of a type locks the tables
  /// at the other end of its foreign keys as well, so these must not mind waiting for that.
  bool isSmall(QName table) const;
  bool isEmpty(QName table) const;
  /// Whether a former name of the table is kept alive by a view, which pins its columns.
  bool hasShim(QName table) const { return shims.count(table) != 0; }
  /// Null when nothing is known of the plan's dialect.
  const Dialect *dialect() const { return known; }
  /// "public" said or not is the same namespace.
  QName norm(QName n) const { return n.ns == defaultNs ? QName{Name(), n.name} : n; }

  /// What the source calls a table of the target, and what the target calls one of the source.
  QName sourceName(QName table) const;
  QName nowNamed(QName source) const;
  /// The name means another column after the switch than before it.
  bool isSwitched(const SubRef &column) const;

private:
  void read(const Op &op, PhaseKind phase);
  /// What a statement on the tables works through.
  std::vector<const Table *> withRows(std::initializer_list<QName> tables) const;

  const PlanUnit &unit;
  const Dialect *known;
  Name defaultNs;
  std::unordered_map<QName, QName> formerNames; ///< as it is named now, to what it was before
  std::unordered_map<QName, QName> laterNames;  ///< the reverse
  std::unordered_map<QName, std::vector<Name>> switched;
  std::unordered_map<QName, bool> created, shims;
  std::vector<QName> leaving;
  std::unordered_map<QName, std::vector<std::pair<Name, Name>>> renamedColumns; ///< now, before
};

} // namespace schemac
