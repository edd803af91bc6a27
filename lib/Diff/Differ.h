//===- Differ.h - What the parts of the diff share --------------*- C++ -*-===//
//
// The diff is one walk over pairs of objects, split into files by entity. Objects are paired first
// (Renames.cpp), as every comparison needs to know what is called how.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Diff/Names.h"
#include "Diff/Steps.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Diff/Diff.h"
#include <deque>
#include <unordered_set>

namespace schemac {

struct TablePair {
  const Table *from, *to;
};
struct EnumPair {
  const Enum *from, *to;
};
struct ColumnPair {
  const Column *from, *to;
};
/// Of the kinds whose objects are compared as a whole.
template <class T> struct ObjectPair {
  const T *from, *to;
};
template <class T> struct ObjectMatch {
  std::vector<ObjectPair<T>> pairs; ///< in the order of the new state
  std::vector<const T *> gone, made;
};

/// What became of the columns of a table.
struct ColumnMatch {
  std::vector<ColumnPair> pairs; ///< in the order of the new table
  std::vector<const Column *> added, dropped;
};

/// What became of the values of an enum.
struct LabelMatch {
  std::vector<std::pair<const EnumLabel *, const EnumLabel *>> renamed; ///< old, new
  std::vector<const EnumLabel *> added, removed;
};

class Differ {
public:
  Differ(const Schema &from, const Schema &to, Context &context, DiagEngine &diags,
         const DiffOptions &options);
  Plan run();

private:
  // Renames.cpp: pairing by declared renames, then by name.
  void matchTables();
  void matchNamespaces();
  void matchEnums();
  void matchTypes();
  void matchMovedFunctions();
  void matchSequences();
  void matchJoinTables(); // JoinTables.cpp
  void reportFlip(TablePair p);
  void claimColumns(TablePair pair);
  void inheritClaims(TablePair pair);
  /// What happens to the column in a table that it inherits it from happens to it as well.
  bool followsParent(TablePair pair, ColumnPair columns) const;
  bool followsParent(TablePair pair, const Constraint &was, const Constraint &is) const;
  /// The parents that a table has before and after, by both names.
  std::vector<TablePair> keptParents(TablePair pair) const;
  ColumnMatch matchColumns(TablePair pair) const;

  // MovedColumns.cpp: columns that go to another table.
  void claimMoves();
  void claimMove(const Table &table, const Column &column);
  /// Adds to \p d, about a dropped column, that it may be one that comes to another table.
  void offerMove(DiagBuilder &d, TablePair pair, const Column &column);
  const Table *formerTable(const Table &now) const;

  // PossibleRenames.cpp: what looks like a rename; true when it was reported.
  void findTableRenames();
  void findColumnRenames(TablePair pair, ColumnMatch &match);
  void findEnumRenames();
  void findLabelRenames(EnumPair pair, const LabelMatch &match);
  bool deniedRename(std::string_view from, std::string_view to) const;

  // Diff.cpp: small kinds of objects.
  void diffNamespaces();
  void diffExtensions();

  // DiffFunctions.cpp
  void diffFunctions();
  void remakeFunction(const Function &old, const Function &now);
  void diffTriggers(TablePair pair);

  // DiffViews.cpp
  void diffViews();
  void diffView(const View &old, const View &now);
  bool checkView(const View &now);
  bool changesUnder(const View &old, const View &now) const;

  // DiffEnums.cpp
  void diffEnums();
  LabelMatch matchLabels(EnumPair pair);
  void diffLabels(EnumPair pair, const LabelMatch &match);
  void addLabels(EnumPair pair, const LabelMatch &match);
  void removeLabels(EnumPair pair);
  bool everyUseHasBackfill(QName enumType) const;

  // DiffTypes.cpp: domains, composite and range types
  void diffTypes();
  void createTypes();
  void dropTypes();
  template <class T> void renameType(ObjectPair<T> pair);
  void diffDomain(ObjectPair<Domain> pair);
  void diffDomainChecks(ObjectPair<Domain> pair);
  void diffComposite(ObjectPair<Composite> pair);
  void diffAttributes(ObjectPair<Composite> pair);
  void diffRange(ObjectPair<RangeType> pair);

  // DiffSequences.cpp
  void diffSequences();
  void createSequence(const Sequence &sequence);
  void dropSequence(const Sequence &sequence);
  void diffSequence(ObjectPair<Sequence> pair);
  void checkSerial(const Sequence &sequence);
  void diffOwnSequence(TablePair pair, ColumnPair c);
  bool goesWithOwner(const Sequence &sequence) const;

  // DiffTables.cpp
  void diffTables();
  void createTable(const Table &table);
  bool isReferredThroughWhole(const Table &t) const;
  bool leavesForArchive(const Table &t) const;
  void dropTables();
  void renameTables();
  void compareTables();
  void relaxParentsFirst();
  void diffTable(TablePair pair);

  // DiffColumns.cpp
  void diffColumns(TablePair pair, const ColumnMatch &match);
  void addColumn(TablePair pair, const Column &column, const ColumnMatch &match);
  bool isOverRetyped(TablePair pair, const Column &column, const ColumnMatch &match) const;
  void dropColumn(TablePair pair, const Column &column, const ColumnMatch &match);
  void diffColumn(TablePair pair, ColumnPair columns);
  void diffType(TablePair pair, ColumnPair columns);
  void setType(unsigned change, QName table, ColumnPair columns, SourceRange range);
  void defaultAside(unsigned change, const SubRef &path, ColumnPair columns, Slot later);
  void diffGeneration(TablePair pair, ColumnPair columns);
  void requireValues(const SubRef &path, ColumnPair columns, SourceRange range);
  void diffExpression(TablePair pair, ColumnPair columns);

  // DiffOptions.cpp: what needs no other object.
  void diffColumnOptions(TablePair pair, ColumnPair columns);
  void reportDivided(const Table &is);
  void diffTableOptions(TablePair pair);
  void diffParents(TablePair pair);
  void diffIdentityOfRows(TablePair pair);
  bool alterConstraint(TablePair pair, const Constraint &was, const Constraint &is);

  // DiffPartitions.cpp
  void diffPartition(TablePair pair);
  TablePair inTheOpen(TablePair pair);

  // DiffDivided.cpp: a table becomes partitioned, or stops being so.
  bool saysWhereRowsAre(const Table &now) const;
  void findDivided();
  void addDivisions();

  // Versions.cpp: what the server of the new state does not have.
  void checkVersions();
  void checkVersions(const Table &table);
  void checkVersions(const Publication &p);
  void checkDialect(const Table &table);
  void checkFaults(const Table &table);
  void checkOptions(const Table &table);
  void checkName(SourceRange range, Name name);
  void checkFeature(Feature feature, SourceRange range, const std::string &name);
  void needVersion(int version, SourceRange range, std::string_view what, std::string_view name);

  // DiffConstraints.cpp, DiffIndexes.cpp
  void diffConstraints(TablePair pair);
  /// An index of the old table or view, as the new state would write it.
  struct Renaming {
    Name from, to;
    SourceRange range;
  };
  void addRenamings(QName table, std::vector<Renaming> list, Op (*make)(SourceRange, SubRef, Name));
  struct OldIndex {
    Index mapped;
    const Index *old;
    bool used = false;
  };
  void diffIndexes(TablePair pair);
  void diffIndexes(const View &old, const View &now);
  void diffIndexes(std::vector<OldIndex> &olds, const Entity &before, const Entity &now,
                   const std::vector<Index> &wanted);

  // DiffStatistics.cpp
  void diffStatistics();

  // DiffPublications.cpp
  void diffPublications();
  void diffPublication(const Publication &was, const Publication &is);

  // DiffPolicies.cpp
  void diffPolicies(TablePair pair);
  void addPolicy(const Policy &p, std::vector<Op> ops);
  void addReadingPolicies();

  // FoldComments.cpp
  void foldComments(std::vector<Op> &ops);

  // DiffAccess.cpp: last, as it asks what the other steps leave.
  void diffAccess();
  void closeWhatIsNew();
  void diffPublic();
  void diffClosed(const std::vector<QName> &made);
  QName nowCalled(RevokeOp revoke) const;
  SourceRange rangeOf(const Target &object) const;
  bool checkGrants(const Entity &entity, KindId kind);

  // DataLoss.cpp: what needs the author's word.
  void checkTableDrop(const Table &table);
  void checkColumnDrop(TablePair pair, const Column &column);
  void checkLabelDrop(EnumPair pair, const EnumLabel &label);
  void checkSequenceDrop(const Sequence &sequence);
  void checkAttributeDrop(ObjectPair<Composite> pair, const Attribute &attribute);
  void checkDropIntents();
  void checkTableDropIntents(TablePair pair);
  /// Adds the fix \p intent for \p declaration to \p d, or names the option that says the same.
  void offer(DiagBuilder &d, FixKind kind, std::string_view lead, SourceRange declaration,
             const Intent &intent, std::string_view option);

  const Schema &from, &to;
  Context &context;
  DiagEngine &diags;
  const DiffOptions &options;
  const Dialect *dialect;

  std::unordered_map<QName, QName> oldNamespaces; ///< of those that were renamed, by the new name
  NameMap names;
  std::deque<Table> standing; ///< partitions as the tables they are without their parents
  Steps steps;
  std::vector<TablePair> tables;    ///< all pairs, in the order of the new state
  std::vector<TablePair> different; ///< those that are not equal as they are written
  std::vector<const Table *> createdTables, droppedTables;
  std::vector<TablePair> divided;         ///< that become partitioned or stop being so
  std::vector<std::vector<Op>> divisions; ///< their steps, a change each
  std::unordered_map<const Table *, std::string>
      undivided;                                ///< that cannot, and why; as they are to be
  std::vector<std::vector<Op>> readingPolicies; ///< a change each
  std::vector<EnumPair> enums;
  std::vector<LabelMatch> labels; ///< of `enums`
  std::vector<const Enum *> createdEnums, droppedEnums;
  std::vector<std::pair<const Function *, const Function *>> movedFunctions; ///< old, now
  ObjectMatch<Domain> domains;
  ObjectMatch<Composite> composites;
  ObjectMatch<RangeType> ranges;
  ObjectMatch<Sequence> sequences;
  /// Declared renames, the new column to the old one.
  std::unordered_map<const Column *, const Column *> declaredColumns;
  std::unordered_set<const Column *> claimedColumns;
  /// Declared moves to another table: both the columns that go and those that come.
  std::unordered_set<const Column *> movedColumns;
  std::unordered_set<const Column *> defaultDone; ///< new columns whose default a step sets already
  std::unordered_set<const void *> reported;      ///< drops that a possible rename has reported
};

/// The drop intent for \p n, a part of an object, if there is one.
const DropIntent *findDrop(const std::vector<DropIntent> &drops, Name n);

/// Whether a policy has a query, which may read what is made later.
bool readsRows(const Policy &p);

} // namespace schemac
