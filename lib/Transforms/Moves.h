//===- Moves.h - Columns that live twice for a while ------------*- C++ -*-===//
//
// A column that gets another name, or a type for which every row is written, becomes a second
// column that is kept in step, filled in batches and then exchanged for the first. Columns that
// hang together by an index, a key, a foreign key or an enum must be exchanged together: they are
// one group.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"
#include "Transforms/SafeCast.h"
#include "schemac/IR/SqlNames.h"

namespace schemac {

/// Why a group moves; a group may have several reasons.
enum class MoveReason : uint8_t { Rename, RenamedLabel, RemovedLabel, KeyType, Type };

/// An enum whose labels go or get other names: a second type takes its place at the switch.
struct EnumMove {
  QName name;    ///< in the target
  QName oldName; ///< in the source
  const Enum *before = nullptr, *after = nullptr;
  std::vector<std::pair<Name, Name>> renamed; ///< old, new
  SourceRange range;
  unsigned change = 0;
};

struct ColumnMove {
  QName table;   ///< as the target names it
  Name from, to; ///< the same unless it is renamed
  Name shadow;   ///< the second column: `to` itself when it is renamed
  const Column *before = nullptr, *after = nullptr;
  Type type; ///< of the second column
  const EnumMove *viaEnum = nullptr;
  SafeCast forward;        ///< the new value from the old column
  bool fillsNulls = false; ///< the forward value is one for rows without an old one, too
  bool empties = false;    ///< the author's conversion may be NULL where the old column has a value
  bool renewed = false;    ///< the forward value is another each time it is worked out
  Expr backward;           ///< the old value from the new column `to`; null: cannot be told
  Expr backInPlace; ///< the same as a change of the type by its former name; null: a plain cast
  SourceRange range;
  unsigned change = 0;
  bool renames() const { return from != to; }
  /// Of a row: it has a value, of which \p result is what the new column gets, and that is none.
  std::string loses(std::string_view result) const;
  /// What to call the values for which loses() holds.
  std::string lostTitle() const;
  /// Code of the target may leave the column out, which is refused until the exchange.
  bool defaultComesLate() const {
    return !renames() && !before->mayOmit() && !after->nullable && after->mayOmit();
  }
  /// What the author says of the value, by the name that the column has while it is worked out. The
  /// target knows it as `to`, where that means the former value.
  Expr given(Context &context) const {
    return renameColumnIn(context, after->backfill(), to, from, table.name);
  }
};

/// What is built over a moved column: an index, a key, a check or a foreign key (also of another
/// table). It is made a second time over the new columns, unless the target has none like it.
/// A foreign key that refers to the same in the target and acts differently there.
struct ActionChange {
  Constraint before; ///< as the tables are called now
  Constraint after;
  PhaseKind phase; ///< where the key changes
  Op cause;        ///< the plain step that would make it again
};

struct MovedPart {
  enum Kind : uint8_t { PlainIndex, Key, Check, ForeignKey } kind = PlainIndex; ///< of the new one
  QName table; ///< that it belongs to, as the target names it
  Name oldName;
  std::optional<Name> newName; ///< in the target; nothing: it just goes
  Index index;                 ///< PlainIndex: over the second columns
  Constraint constraint;       ///< otherwise
  Name standIn;                ///< its name until the exchange
  bool unique = false;
  bool wasIndex = false;   ///< the old one is an index by itself, not a constraint
  Index keeps;             ///< of a unique one: what is kept apart, by target names
  bool isEarly = false;    ///< the old one refuses what new code may write: it goes before the gate
  bool isStricter = false; ///< the new one refuses what old code may write: it comes after the gate
  std::optional<Index> bridge;      ///< the new key until the switch, over columns of the old type
  std::optional<ActionChange> acts; ///< see takeActions()
};

struct MoveGroup {
  std::vector<ColumnMove> columns;
  std::vector<EnumMove *> enums;
  std::vector<MovedPart> parts;
  std::vector<MoveReason> reasons;
  unsigned change = 0;     ///< of all of its steps, so that an exchange is one transaction
  bool firstStays = false; ///< the first columns take the new names over; see planFirst()
  bool has(MoveReason reason) const;
  /// The move of this column by its target name; null when it stays.
  const ColumnMove *find(QName table, Name to) const;
  const ColumnMove *findBefore(QName table, Name from) const;
};

/// What the old enum is called after the exchange, until it goes.
QName leavingName(Context &context, const EnumMove &e);

/// No row changes, but the server builds indexes with an expression over the column anew, or proves
/// checks again, for longer than anybody should wait.
bool isBuiltAnew(const PlanUnit &unit, const Origins &origins, SetTypeOp step);
/// Such a change that is one of the catalog alone without these checks, which stay as they are.
/// Empty: there is more in the way, or nothing.
std::vector<const Constraint *> checksProvedAnew(const PlanUnit &unit, const Origins &origins,
                                                 SetTypeOp step);

/// All groups of the plan, from the steps in phase `change`. Owns the enum moves and the columns
/// that they point to.
struct MovePlan {
  std::vector<std::unique_ptr<Column>> columns;
  std::vector<std::unique_ptr<EnumMove>> enums;
  std::vector<MoveGroup> groups;
};
MovePlan planMoves(PlanUnit &unit, const Origins &origins);

/// The column is one that the table of another move of the group passes on: there its name and type
/// are changed for both.
bool followsParent(const PlanUnit &unit, const Origins &origins, const MoveGroup &group,
                   const ColumnMove &m);

/// Fills in MoveGroup::parts.
void findParts(PlanUnit &unit, const Origins &origins, MoveGroup &group);
/// The generated columns of the source that are made of the column.
std::vector<const Column *> computedFrom(const Origins &origins, const ColumnMove &m);
/// A check over the column that heirs have as well; null where there is none.
const Constraint *familyCheck(const PlanUnit &unit, const Origins &origins, const ColumnMove &m);
/// Whether the first columns stay, after findParts(): false, with a diagnostic, when they cannot
/// and must.
bool planFirst(PlanUnit &unit, const Origins &origins, MoveGroup &group);
/// Foreign keys that only act differently move as well, and change their actions by themselves,
/// before or after the move: otherwise nothing would guard the references from expand to contract.
void takeActions(PlanUnit &unit, const Origins &origins, MoveGroup &group);
/// The steps of those that change in \p phase.
void exchangeActions(PlanUnit &unit, const MoveGroup &group, PhaseKind phase);
/// Takes every step on the columns, parts and enums of the group out of `change`. With \p typesOnly
/// just what changes types, defaults and enums.
void takeGroup(PlanUnit &unit, const Origins &origins, const MoveGroup &group, bool typesOnly);

/// Lowers the groups that have this reason.
void lowerMoves(PlanUnit &unit, MoveReason reason);

/// That nothing says how the values of a column become those of its new type.
void reportNoCast(const PlanUnit &unit, const Origins &origins, const ColumnMove &m);

/// Whether the author says of a timestamp, or of one with a zone, that it is one of UTC. A server
/// (12 to 18) whose session has that zone takes the values as they are: it writes none anew, and
/// makes only indexes over the column again.
bool changesInUtc(const PlanUnit &unit, const Origins &origins, const ColumnMove &m);

/// One exchange with both columns alive.
void lowerWithShadows(PlanUnit &unit, const Origins &origins, const MoveGroup &group);
/// Plain type changes, for groups of small tables and for what changes no value.
void lowerInPlace(PlanUnit &unit, const Origins &origins, const MoveGroup &group);

} // namespace schemac
