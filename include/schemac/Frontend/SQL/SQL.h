//===- SQL.h - PostgreSQL's SQL as steps and states -------------*- C++ -*-===//
//
// A text of statements (a migration, a dump, a schema in SQL) becomes steps of the plan IR, in the
// order of the statements and located at the clauses that say them. The interpreter applies each
// step as it is read, since what a statement means depends on what is there: IF EXISTS, CASCADE,
// generated names, the search path.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Plan.h"
#include "schemac/IR/RewriteRule.h"
#include "schemac/IR/SourceStyle.h"
#include "schemac/IR/SqlTokens.h"
#include <map>
#include <set>
#include <string>

namespace schemac::sql {

enum class StatementKind : uint8_t {
  Change,   ///< of the schema
  Data,     ///< reads or writes rows
  Begin,    ///< opens a transaction block
  Commit,   ///< ends it
  Rollback, ///< ends it; what was done in it is no step of the plan
  Setting,  ///< SET, RESET: see `setting` and `value`
  Utility,  ///< VACUUM, ANALYZE, LOCK: neither rows nor schema
  Opaque,   ///< not understood: its step taints what it may touch
  Ignored,  ///< concerns what is not part of a schema: a temporary table, a role
  Meta,     ///< a command of psql
  Invalid,  ///< not parsed or refused; reported
};

/// A statement that a DO block may run, read as if it stood there by itself.
struct Supposed {
  SourceRange range;
  std::vector<Op> steps;
  std::vector<Table> taken; ///< tables that nobody made so far: "<name>" where the block has a name
  bool looped = false;      ///< it runs for each pass of a loop
  std::string sql;          ///< as the block puts it together; empty: it stands there
};

struct Statement {
  StatementKind kind = StatementKind::Change;
  SourceRange range;    ///< without the semicolon
  size_t first = 0;     ///< its first step in the plan's phase
  size_t count = 0;     ///< number of its steps; a plain IF EXISTS may have none
  bool inBlock = false; ///< in an explicit transaction block
  Name setting;         ///< Setting: "lock_timeout"
  Name value;           ///< its value as written; null: reset
  bool local = false;   ///< SET LOCAL
  Name command;         ///< "ALTER TABLE", as one would call it
  QName table; ///< whose rows are written, where that is known; what an ALTER TABLE or CREATE
               ///< INDEX is about, which it locks though there is nothing to do
  bool allRows = false; ///< Data: UPDATE, DELETE without WHERE, TRUNCATE
  bool unseen = false;  ///< Data: what a function that it calls does to rows was not looked at
  bool beyond = false;  ///< it does more than its steps: what no state holds, which is told
  /// A DO block that is followed: the statements in it, whose steps are those of the block.
  std::vector<Statement> parts;
  std::vector<Supposed> supposed; ///< Opaque: of a DO block
  std::string built; ///< the statement, where a block puts it together and it stands nowhere
};

/// Statements that were not understood, and what they may have made. What is missing behind them is
/// no error: it may be there.
struct Unknown {
  SourceRange anything; ///< the first that may have made anything; invalid: none
  std::map<QName, SourceRange> objects;
  /// The statement that may have made \p name; invalid: none.
  SourceRange maker(QName name) const {
    auto it = objects.find(name);
    return it != objects.end() ? it->second : anything;
  }
};

/// A rule, a trigger or a default of a view: no part of a schema, and gone with the relation.
struct Burden {
  QName relation;
  std::string kind, name;      ///< the kind as Database::unheld has it
  std::vector<ColumnUse> uses; ///< of a rule: what its condition and its statements name
};

struct Options {
  /// What a file mentions and \p start does not have is assumed to have been there, as if the file
  /// was one of a history that is not at hand. It is put into Script::start.
  bool assumeMissing = false;
  /// Tables of \p start that are assumed already: as a file before this one left them.
  std::vector<QName> assumed;
  /// In force when the text begins: as a file before this one left them.
  std::vector<DefaultPrivilege> defaultPrivileges;
  /// Foreign tables, aggregates and base types that are there, which are no part of a schema: as a
  /// file before this one left them. An empty name: any in that namespace.
  std::set<QName> outsiders;
  std::vector<Burden> burdens; ///< there already: as a file before this one left them
  /// What NOT NULL constraints are called, "table.constraint", and of which column they are, as
  /// files before this one named them: the names are no part of a schema.
  std::map<std::string, Name> notNullNames;
  std::vector<Op> closed; ///< see Script::closed: as a file before this one left them
  /// Not understood before the text begins: as a file before this one left it.
  Unknown unknown;
  /// Names looked up without a schema, in this order; the first is where things are made.
  std::vector<std::string> searchPath{"public"};
  /// Server version for which the text is meant; 0: not known.
  int version = 0;
  /// The server that a schema will be compared for, when \p version is left to that: what no
  /// feature of the dialect tells, the text of expressions and queries, is held to it.
  int server = 0;
  /// Only Script::end is wanted: steps and statements are let go, and what they hold with them.
  bool endOnly = false;
  /// Statements are judged, and not only followed: one on rows is refused as well where what it is
  /// about is not there.
  bool rowsToo = false;
  /// Whether somebody asks for Script::closed. Else what it says is lost, which is told.
  bool keepsClosed = false;
};

struct Script {
  Schema start; ///< with what was assumed
  Plan plan;    ///< one phase, `change`; only steps that could be applied
  std::vector<Statement> statements;
  Schema end;
  /// Some statement was not understood: `end` may lack what it did.
  bool tainted = false;
  /// What Options::assumeMissing took for granted, at the statement that needs it first.
  struct Assumed {
    QName table;
    SourceRange where;
    Name index = {}; ///< of which only this is known, and \p table is made up
    /// "'users'", "index 'users_email_idx'"
    std::string str() const;
  };
  std::vector<Assumed> tookForGranted;
  /// Of these and Options::assumed, what there is in `end`, by their names there.
  std::vector<QName> assumed;
  std::vector<DefaultPrivilege> defaultPrivileges; ///< in force at the end
  Unknown unknown;                                 ///< at the end, Options::unknown included
  std::set<QName> outsiders;                       ///< there at the end: see Options::outsiders
  std::vector<Burden> burdens;                     ///< the same
  std::map<std::string, Name> notNullNames;        ///< the same
  /// What everybody has from the start of functions and types, and was taken from them: RevokeOps.
  /// No state holds it; where a plan makes the object, it takes the same (DiffOptions::closed).
  /// Also what was done to the schema `public` (isOfPublic()).
  std::vector<Op> closed;
  /// Default privileges take something from everybody: `closed` may lack objects.
  bool closesByDefault = false;
  /// Materialized views that were made WITH NO DATA, and not filled since.
  std::set<QName> madeEmpty;
  /// Branches behind \elif and \else of psql: each as if the text went on with it at its \if. What
  /// they do is not in `end`.
  std::vector<Script> branches;
  bool inTransaction = false; ///< a branch: a transaction was open before it
};

/// Reads the part \p range of the sources (or a whole file). Never fails: what is not understood is
/// reported, and the rest is read.
Script read(SourceManager &sources, SourceRange range, Context &context, DiagEngine &diags,
            Schema start, const Options &options = {});
Script read(SourceManager &sources, FileId file, Context &context, DiagEngine &diags, Schema start,
            const Options &options = {});

/// Whether PostgreSQL's parser takes what another language has carried as SQL: each expression is
/// one value, each query one statement that gives rows, and each type that is taken as it is
/// written is one. What is not is reported at its owner.
bool proveExpressions(const Schema &schema, DiagEngine &diags);

/// Whether what fills new columns of \p to names columns that are there, before or after.
bool proveBackfills(const Schema &from, const Schema &to, DiagEngine &diags);

/// Puts what the comments of a schema in SQL tell about the change to it into \p schema, which was
/// read from the file.
///
///   -- @schemac.renamedFrom(phone)          above a table, column, enum value or other object, or
///                                           behind a column on its line: its former name
///   -- @schemac.backfill("lower(email)")    likewise at a column: the value for rows without one
///   -- @schemac.drop(phone, archive: true)  above a table, type or enum: columns, attributes or
///                                           values dropped on purpose
///   -- @schemac.drop(old_table)             in a comment of its own: tables or enums dropped
void addIntents(Schema &schema, const SourceManager &sources, FileId file, Context &context,
                DiagEngine &diags);

/// Offsets of a string or a name in quotes, or of the rows of COPY.
struct ValuePlace {
  size_t begin, end;
};
/// Where values stand in \p text: what looks like a comment there is none. The body of a function
/// or of DO in dollar quotes has comments and values of its own.
std::vector<ValuePlace> valuePlaces(std::string_view text, SqlRules rules);

/// How intents and edits are written in a schema in SQL.
const SourceStyle &sourceStyle();

} // namespace schemac::sql
