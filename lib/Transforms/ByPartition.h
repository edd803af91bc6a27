//===- ByPartition.h - What is done partition by partition ------*- C++ -*-===//
//
// A statement on a partitioned table works through all of its partitions under one lock. Each
// partition by itself has the ways of a plain table, and what all of them have the whole takes
// over.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"
#include "schemac/IR/Partitions.h"
#include <functional>
#include <set>

namespace schemac {

/// A check, not valid yet, that says what the bounds of \p table say.
Constraint boundsCheck(Context &context, QName table, const std::string &check);

bool isPartitioned(const Origins &origins, QName table);

/// One step towards an index or key of a partitioned table that is made partition by partition.
struct PartStep {
  enum Kind {
    Whole,  ///< by itself, of a table that has partitions
    Build,  ///< the part of a partition, while writers go on
    TakeKey ///< a part that is there becomes one: of a key, or of a partition with partitions
  };
  Kind kind;
  SubRef path;
  Name of; ///< Build, TakeKey: the index or key of the parent
};

/// The steps for \p key or \p index of \p table, from the bottom up: what has partitions is
/// attached when all of it is there, since attaching the last part of one that is attached locks
/// its parent.
/// \p state has it; \p named says what a table is called when they run. \p made: names that nothing
/// else may get.
std::vector<PartStep> partSteps(Context &context, const Schema &state, QName table,
                                const Constraint &key, const TableNames &named);
std::vector<PartStep> partSteps(Context &context, const Schema &state, QName table,
                                const Index &index, const TableNames &named,
                                const std::set<QName> &made = {});

/// What \p table has of the kind of the second argument.
inline const std::vector<Constraint> &likeOnes(const Table &table, const Constraint &) {
  return table.constraints;
}
inline const std::vector<Index> &likeOnes(const Table &table, const Index &) {
  return table.indexes;
}

/// The partitions of \p table with rows of their own, at any depth.
std::vector<QName> leavesOf(const Schema &state, QName table);

/// What takes the place of an index or key, whose partitions have parts of it under the names that
/// the new parts must have: those are built under other names, and exchanged in one transaction.
struct Former {
  Name name;                  ///< null: nothing was there
  std::function<void()> drop; ///< null: it is gone before
};

/// A primary key or unique constraint.
void addKeyByPartition(Recipe &r, const Origins &origins, PhaseKind phase, const SubRef &path,
                       Constraint key, const Former &former = {});
/// The partitions with rows of their own, each with the name that the server gives its part of \p
/// key, which has the place of \p former there. For a key over columns that have their names later:
/// first unique indexes over what these are called now (\p over), then keys that take them.
std::vector<SubRef> keyParts(Recipe &r, const Origins &origins, PhaseKind phase, const SubRef &path,
                             const Constraint &key, Name former);
void buildKeyParts(Recipe &r, PhaseKind phase, const std::vector<SubRef> &parts,
                   const Constraint &over);
void takeKeyParts(Recipe &r, PhaseKind phase, const SubRef &path, const Constraint &key,
                  const std::vector<SubRef> &parts);
/// The parts that an index of the source still waits for, where it is \p index but for these. False
/// where it is another one, or where partitions have partitions: then it is made anew.
bool completeIndexByPartition(Recipe &r, const Origins &origins, PhaseKind phase,
                              const SubRef &path, const Index &index);
void createIndexByPartition(Recipe &r, const Origins &origins, PhaseKind phase, const SubRef &path,
                            const Index &index, const Former &former = {});

/// What a partition that is detached has of the rules of its parents goes with it. A rule that
/// refuses something and that all of the parts lose too is dropped before, once for all of them; of
/// all others the drops come when the partition is gone.
void dropRulesOfDivided(PlanUnit &unit, const Origins &origins);

/// A foreign key, for versions that have none that is not valid on a partitioned table.
void addForeignKeyByPartition(Recipe &r, const Origins &origins, PhaseKind phase,
                              const SubRef &path, const Constraint &key,
                              const std::function<void(PhaseKind)> &dropFormer = {});

} // namespace schemac
