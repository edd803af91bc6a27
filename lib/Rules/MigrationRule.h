//===- MigrationRule.h - What rules about migrations see --------*- C++ -*-===//
//
// A rule about a migration looks at statements, their order and their transactions. What each of
// them costs, and which tables it names, was found out in the state before it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/Rules/Diags.h"
#include "schemac/Rules/Migration.h"
#include "schemac/Rules/RuleOptions.h"
#include <initializer_list>
#include <optional>
#include <span>

namespace schemac {

class RuleContext;
struct Coverage;

/// A table that a statement names, as it was before that statement.
struct NamedTable {
  QName name;
  bool known = false; ///< it is a table that is there
  bool isNew = false; ///< made by this migration or release: nobody uses it
  bool quiet = false; ///< new, empty or small
  bool empty = false;
  std::string size;    ///< " (about 9.8 M rows)"
  bool isNamed = true; ///< false: the statement is about all tables, and names none
};

/// An UPDATE, DELETE, INSERT or MERGE, wherever in a statement it stands: by itself, when it is a
/// step of the migration, or in a WITH query or a DO block, where it is read off the text.
struct RowChange {
  enum Kind : uint8_t { Update, Delete, Insert, Merge };
  Kind kind = Update;
  NamedTable table;
  std::optional<NamedTable> source; ///< Insert: the first table that its query reads; Merge: USING
  bool looped = false;              ///< in a loop that does not commit: its passes add up
  std::span<const SqlToken> tokens; ///< from its verb to its end
  std::vector<SqlToken> condition;  ///< behind WHERE; Merge: behind ON
  std::span<const SqlToken> with;   ///< WITH queries before it
};

/// A step, or a statement that is none and locks tables (UtilityLocks.def): without an operation.
struct MigrationStep {
  const Op *op = nullptr;
  StepCost cost;
  bool heavy = false;               ///< works through a table in use while others wait
  bool works = false;               ///< works through a table in use, whoever waits
  std::vector<QName> held;          ///< tables in use that others wait for until the commit
  std::string size;                 ///< of its own table, as in messages
  bool newColumn = false;           ///< takes away a column that this migration made
  std::vector<std::string> gone;    ///< takes away a column: what goes with it
  bool refusedByRows = false;       ///< it adds a column that no row could have a value for
  std::string advice;               ///< how it would be done else, when rows refuse it
  std::optional<IndexChange> index; ///< of a table in use
};
/// A column is added that no row of a table in use could have a value for; \p held are the tables
/// in use that are locked.
bool isRefusedByRows(const Op &op, const std::vector<QName> &held, const Schema &state);

struct StatementFacts {
  const MigrationStatement *statement = nullptr;
  std::vector<SqlToken> tokens;
  std::vector<SqlToken> body; ///< of a DO block
  std::vector<RowChange> rows;
  std::vector<MigrationStep> steps;
  std::vector<MigrationStep> supposed; ///< that a block which is not followed may do
  std::optional<MigrationStep> utility;
  /// TRUNCATE without CASCADE: the foreign key of another table for which it is refused.
  struct Referrer {
    std::string key, table, to;
  };
  std::optional<Referrer> referrer;
  std::vector<NamedTable> tables; ///< of statements about rows, and utilities: those they name
  unsigned transaction = 0;       ///< number of its transaction; 0: it is one by itself
  bool readsAll = false;          ///< it is a query of all rows of a table in use
  bool tainted = false; ///< about what a statement that was not understood may have changed

  SourceRange range() const { return statement->range; }
  /// COMMIT AND CHAIN, ROLLBACK AND CHAIN: it ends a transaction and begins the next.
  bool chains() const;
  MigrationStatement::Kind kind() const { return statement->kind; }
  /// The first words, in lower case: startsWith({"alter", "table"}).
  bool startsWith(std::initializer_list<std::string_view> words) const;
  /// Whether the words stand in the text one after the other, outside of quotes.
  bool has(std::initializer_list<std::string_view> words) const;
  bool has(std::string_view word) const { return has({word}); }
  /// The strongest of the locks that others wait for.
  LockMode strongest() const;
  /// The first of its steps that holds a lock on a table in use that others wait for; null: none.
  const MigrationStep *holder() const;
  bool heavy() const;
  std::vector<const MigrationStep *> allSteps() const; ///< those that it may do as well
};

class MigrationContext {
public:
  MigrationContext(const Migration &migration, Context &context, DiagEngine &diags,
                   const Dialect &dialect, const RuleOptions &options);

  /// Runs the step rules on every step, then the rules about the migration.
  void run();
  void count(Coverage &coverage) const;
  std::vector<IndexChange> indexChanges() const;

  const Migration &migration;
  Context &context;
  DiagEngine &diags;
  const Dialect &dialect;
  const RuleOptions &options;
  std::vector<StatementFacts> statements;

  /// Whether \p later comes after \p first in one transaction.
  static bool sameTransaction(const StatementFacts &first, const StatementFacts &later) {
    return first.transaction != 0 && first.transaction == later.transaction;
  }
  int version() const { return migration.start->version; }

private:
  void analyse(StatementFacts &facts, RuleContext &rules);
  std::string_view textOf(const MigrationStatement &s) const;
  void analyseSupposed(StatementFacts &facts, RuleContext &rules);
  MigrationStep stepOf(const Op &op, const StatementFacts &facts, RuleContext &rules) const;
  void followTimeZone(const StatementFacts &facts, RuleContext &rules);
  void analyseUtility(StatementFacts &facts, RuleContext &rules);
  void numberTransactions();
  void taint(StatementFacts &facts);

  Taint tainted;
  unsigned localZoneIn = 0; ///< the transaction for which a time zone was set
  std::string sessionZone;  ///< that comes back behind it
};

/// The tables in use that VACUUM FULL, CLUSTER or REINDEX work through, for one message each: those
/// that they name, or all together.
struct WorkedThrough {
  std::string what; ///< "'orders'", "'a', 'b' and 3 more", "every table of the database"
  std::string size;
};
std::vector<WorkedThrough> workedThrough(const StatementFacts &facts, const MigrationContext &rule);

/// "'a' and 'b'", "'a', 'b' and 3 more"
std::string quotedList(const std::vector<std::string> &names);

#define RULE(CLASS, NAME)
#define STATE_RULE(CLASS, NAME)
#define MIGRATION_RULE(CLASS, NAME) void check##CLASS(MigrationContext &rule);
#include "schemac/Rules/Rules.def"

} // namespace schemac
