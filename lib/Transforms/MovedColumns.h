//===- MovedColumns.h - Columns that go to another table --------*- C++ -*-===//
//
// All columns that go from one table to another move together: one set of triggers, one copy.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"

namespace schemac {

struct MovedColumn {
  const Column *old = nullptr; ///< as the source has it
  const Column *now = nullptr; ///< as the target has it, in the other table
};

/// Rows of `into` belong to rows of `from`, at most one to each, by a foreign key of `into`; or
/// each row of `from` has one of `into`, to which it refers.
struct MovedColumns {
  QName from, into;              ///< as the target names them
  const Table *source = nullptr; ///< `from` as it was
  const Table *target = nullptr; ///< `into` as it will be
  const Table *former = nullptr; ///< `into` as it was; null: the plan makes it
  std::vector<Name> refs, keys;  ///< of `from` and `into`: equal where rows belong together
  std::vector<MovedColumn> columns;
  bool refersInto = false; ///< the foreign key is one of `from`: its rows come last
  /// The table is made for them, so rows are made for it.
  bool makesRows() const { return !former; }
  bool hasDefault() const;
  SourceRange range() const { return columns.front().now->range; }
};

/// What the target declares as moved and the source still has, by pairs of tables.
std::vector<MovedColumns> findMovedColumns(const PlanUnit &unit, const Origins &origins);

/// Whether both tables can have the columns for a while. Finds the key; reports why not.
bool canMove(PlanUnit &unit, const Origins &origins, MovedColumns &move,
             const std::vector<MovedColumns> &all);

/// "a IS DISTINCT FROM b" of two values of the column: as what is written, not as what is equal to
/// it.
std::string distinctValues(const Column &c, const std::string &a, const std::string &b);
std::string ofRow(std::string_view row, Name column);
/// Whether the row has what NEW has in these columns.
std::string sameIn(std::string_view row, const std::vector<Name> &columns);

/// The texts of a move: conditions, bodies of trigger functions, questions.
class MoveTexts {
public:
  MoveTexts(const MovedColumns &move, const Dialect &dialect) : move(move), dialect(dialect) {}

  //===--- bodies of trigger functions --------------------------------------===//
  std::string rowMade() const;      ///< a row of `from` was made: so is one of `into`, at commit
  std::string valueChanged() const; ///< columns of `from` were changed: `into` follows
  std::string valueMoved() const;   ///< a row of `into` was written: `from` follows
  std::string rowGone() const;      ///< a row of `into` is gone, and its values with it
  std::string rowsGone() const;     ///< all of them are, by TRUNCATE
  std::string valueTaken() const;   ///< a row of `into` comes without values: those of `from`

  std::string rowMet() const; ///< a row of `from` comes after that of `into`
  //===--- the same where rows of `from` refer to those of `into` -------------===//
  std::string valueFound() const;  ///< one comes without values: those of the row that it refers to
  std::string valueGiven() const;  ///< one has come: so have its values
  std::string valueLinked() const; ///< one refers to another row now, and takes its values along
  std::string valueLeft() const;   ///< one is gone, and its values with it
  std::string valuesLeft() const;  ///< all of them are about to be, by TRUNCATE
  std::string linked() const;      ///< what a trigger of `from` compares for that

  /// Of a row of `from`: there is something that a row of `into` can keep.
  std::string holds(std::string_view row) const;
  std::string given(std::string_view row) const; ///< any of the columns of `from` has a value
  std::string differ(std::string_view old, std::string_view now) const;
  /// What a trigger of `from` compares.
  std::string changed() const;
  //===--- questions, which list rows of `from` ------------------------------===//
  /// Other values in `into`, or none. \p trigger of `into`: what was written before it has its row.
  std::string notTheSame(Name trigger) const;
  std::string wouldBeLost() const; ///< a value that `into` does not have

  //===--- what fills a column, and where ------------------------------------===//
  std::string
  valueIn(const MovedColumn &c) const; ///< for a row of `into`, out of `from`, which is locked
  std::string missingWhere(const MovedColumn &c) const; ///< of `into`, where that differs
  std::string valueOf(const MovedColumn &c) const;      ///< for a row of `from`, out of `into`
  std::string staleWhere(const MovedColumn &c) const;   ///< of `from`, where that differs

  std::string from() const { return full(move.from); }
  std::string into() const { return full(move.into); }

private:
  std::string defaultOf(const MovedColumn &c) const;
  std::string lacksRow() const;
  std::string listed(const std::string &condition) const;
  std::string full(QName n) const;
  std::string joined(std::string_view from, std::string_view into) const;
  std::string isUnsaid(const MovedColumn &c, const std::string &value,
                       const std::string &kept) const;
  std::string isUntold(const MovedColumn &c, const std::string &value) const;
  std::string leave(const std::string &where) const;
  std::string leaveFormer() const;

  const MovedColumns &move;
  const Dialect &dialect;
};

} // namespace schemac
