//===- Reader.h - Statements to steps ---------------------------*- C++ -*-===//
//
// One overload of read() for every statement of Statements.def; the Read*.cpp files define them by
// kind of object. The parser's tree says what a statement means, and its tokens where each part of
// it stands and how its expressions are written.
//
// A statement is all or nothing, as on a server: what it did is undone when one of its steps is
// refused.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "ExpressionPlaces.h"
#include "Newer.h"
#include "Nodes.h"
#include "Scopes.h"
#include "Split.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include "schemac/Frontend/SQL/Diags.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/ConstraintOps.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <map>
#include <set>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace schemac::sql {

using postgres::distinctNames;
using postgres::joinedNames;
using postgres::objectName;

/// Tokens of the statement, [first, last).
struct Span {
  size_t first = 0, last = 0;
  bool empty() const { return first >= last; }
};

/// A constraint as it is read, before it has a name.
struct PendingConstraint {
  Constraint constraint;
  Node *expression = nullptr;        ///< Check: the names in it make its own
  std::vector<std::string> elements; ///< keys and exclusions: what their names are made of
  bool named() const { return bool(constraint.name); }
};

/// What a column definition says.
struct PendingColumn {
  Column column;
  std::vector<PendingConstraint> constraints;
  std::optional<Sequence> sequence; ///< of a serial column
  SourceRange range;
};

class Reader {
public:
  Reader(SourceManager &sources, Context &context, DiagEngine &diags, const Options &options,
         Script &out);
  void run(SourceRange range);

private:
  void run(std::span<const Piece> pieces, std::string_view whole, Loc begin);
  //===--- Choices.cpp: \if of psql
  //------------------------------------------------------------===//
  /// What a branch begins with.
  struct Choice {
    Schema state;
    std::vector<Name> searchPath;
    bool inTransaction;
  };
  /// When \p at is an \elif or \else, reads its branch by itself; the index of what follows it.
  size_t branch(std::span<const Piece> pieces, size_t at, std::string_view whole, Loc begin);
  void openChoice(SourceRange range, std::string_view command);
  std::vector<Choice> choices; ///< that are open
  //===--- Reader.cpp: statements ---------------------------------------------===//
  void piece(const Piece &piece, std::string_view whole, Loc begin);
  void statement();
  bool reportEscapes();
  void reportLater();
  bool reportVariable(size_t offset);
  bool dispatch(const Node *node);
  bool other(const Node *node);
  void meta(SourceRange range, std::string_view command);
#define STATEMENT(CLASS, FIELD, CASE, WORDS) bool read(const PgQuery__##CLASS &s);
#include "Statements.def"

  /// Applies the step and makes it one of the plan. False when it is refused, which is reported.
  bool add(Op op);
  bool addAll(const std::vector<Op> &ops);
  void followAssumed(const Op &op);
  /// True when the state takes the step; nothing is reported or kept.
  bool fits(const Op &op);
  std::vector<Op> &steps() { return out.plan.phases.front().steps; }
  bool opaque(std::string_view what, QName touches = {},
              const std::vector<std::pair<std::string, SourceRange>> &notes = {});
  bool opaqueBlock();
  /// Nothing is done: `what` is no part of a schema.
  bool unmanaged(std::string_view what, SourceRange range = {});
  bool unsupported(std::string_view what, SourceRange range = {});
  bool missing(std::string_view kind, std::string_view name, SourceRange range);
  bool afterUnknown(std::string_view why, SourceRange range, SourceRange maker, QName touches = {});
  /// IF EXISTS of what is not there.
  bool absent(bool ok, std::string_view kind, std::string_view name, SourceRange range);

  //===--- Places.cpp: where things stand in the text ----------------------------===//
  SourceRange whole() const { return record->range; }
  SourceRange rangeOf(Span span) const;
  /// The token at a node's location, with the parts of a qualified name.
  SourceRange nameAt(int32_t location) const;
  SourceRange tokenRange(size_t token) const { return rangeOf({token, token + 1}); }
  size_t tokenAt(int64_t offset) const;                  ///< the first that begins there or later
  size_t closing(size_t open) const;                     ///< the token of the ) that belongs to (
  size_t find(size_t from, std::string_view word) const; ///< the next word or symbol
  size_t findOutside(size_t from, std::string_view word) const; ///< not in parentheses
  bool isWord(size_t token, std::string_view word) const;
  /// From \p first to a comma or parenthesis outside of others, or the next of \p stops (offsets).
  Span clause(size_t first, const std::vector<int32_t> &stops = {}) const;
  /// The parts between the parentheses at \p open, divided by commas.
  std::vector<Span> parts(size_t open) const;
  /// What is in the parentheses behind \p from; \p token receives that of the ( when given.
  Span inParentheses(size_t from, size_t *open = nullptr) const;
  Expr exprOf(Span span);
  //===--- SearchPath.cpp ---------------------------------------------------------------===//
  /// The expression or query with the namespaces that the search path finds its names in.
  Expr resolved(Expr sql);
  QName meantAt(const std::vector<SqlToken> &t, size_t i);
  Expr currentSearchPath();
  std::string textOf(Span span) const;

  //===--- Names.cpp: names and what they mean -------------------------------------===//
  Name name(std::string_view text) { return context.name(text); }
  /// The one that a database has anyway is none.
  Name tablespace(std::string_view called) {
    return called.empty() || called == "pg_default" ? Name() : name(called);
  }
  Name ns(std::string_view text);
  QName qname(std::string_view schema, std::string_view text) { return {ns(schema), name(text)}; }
  Name creationSchema() const { return searchPath.empty() ? Name() : searchPath.front(); }
  QName made(const PgQuery__RangeVar &r);
  QName made(Nodes names);
  /// The relation that the name means; when there is none, where it would be made.
  QName relation(const PgQuery__RangeVar &r);
  QName relation(Nodes names);
  QName relation(std::string_view schema, std::string_view text);
  QName lookUp(std::string_view schema, std::string_view text,
               const std::function<bool(QName)> &is);
  template <class T> QName object(Nodes names);
  bool isRelation(QName n);
  /// The table or materialized view of an index or key, with its name; empty sub when there is
  /// none.
  SubRef indexPath(std::string_view schema, std::string_view text);
  bool isTemporary(const PgQuery__RangeVar &r) const;
  /// A relation's name that is free: numbers follow the label until it is.
  Name freeRelation(QName table, std::string_view columns, std::string_view label, bool constraint,
                    const Table *pending = nullptr);
  Name freeConstraint(QName table, std::string_view columns, std::string_view label,
                      const Table *pending = nullptr);
  bool constraintNamed(Name ns, Name name, const Table *pending);
  void noteConstraints(const Table &t);
  void noteConstraints(const Domain &d);
  void noteConstraints(const Journal &journal);
  void nameConstraint(QName table, PendingConstraint &pending, const Table *made);

  //===--- Types.cpp ---------------------------------------------------------------===//
  Type type(const PgQuery__TypeName &t);
  void unknownType(SourceRange range, std::string_view word, bool plain);
  Type type(const Node *node);
  Type serverType(const std::string &spelling);
  Type namedType(Name schema, std::string_view text);
  /// "serial" and its kin: the type of the column; null when it is none of them.
  Type serialType(const PgQuery__TypeName &t);

  //===--- Columns.cpp, Constraints.cpp -------------------------------------------------===//
  /// \p typed: what the type of the table says of it.
  std::optional<PendingColumn> column(const PgQuery__ColumnDef &def, QName table,
                                      const Column *typed = nullptr);
  bool filledOnce(const PgQuery__ColumnDef &def, bool serial);
  bool columnPart(const PgQuery__Constraint &c, PendingColumn &p,
                  const std::vector<int32_t> &stops);
  bool identity(const PgQuery__Constraint &c, Column &column);
  void addSerial(const PgQuery__ColumnDef &def, QName table, PendingColumn &p, Type type);
  std::optional<PendingConstraint> constraint(const PgQuery__Constraint &c, Span span);
  bool foreignKey(const PgQuery__Constraint &c, PendingConstraint &p);
  bool exclusion(const PgQuery__Constraint &c, Span span, PendingConstraint &p);
  void attribute(const PgQuery__Constraint &c, PendingConstraint &last);
  ColumnExtra &extra(Column &column);
  std::vector<Name> names(Nodes list);
  std::string_view lastName(Nodes list) { return list.empty() ? "" : stringOf(list.back()); }

  //===--- ExpressionColumns.cpp --------------------------------------------------------===//
  /// Whether the expression names columns that there are; where not, that is reported.
  bool namesColumnsOf(const Node *expression, const Table &table);
  /// Whether it holds nothing that its place refuses.
  bool isTakenIn(ExpressionPlace place, const Node *expression, std::string_view owner);
  /// Both of them.
  bool standsIn(ExpressionPlace place, const Node *expression, const Table &table);
  bool standIn(ExpressionPlace place, Nodes elements, const Table &table);
  bool standsIn(const PgQuery__Constraint &c, const Table &table);
  bool standsIn(const PgQuery__ColumnDef &def, const Table &table);
  bool expressionsStand(const PgQuery__AlterTableCmd &c, QName table);
  /// Whether it can be true or false at all.
  bool isCondition(const Node *expression, const TypeOfName &typeOf, std::string_view owner);
  bool isCondition(const Node *expression, const Table &table);
  bool isNotNullAsCheck(const Node *expression) const;
  /// The same of a default, which names no column.
  bool isDefault(const Node *expression, std::string_view owner);

  //===--- Options.cpp -------------------------------------------------------------------===//
  Parameters parameters(Nodes options);
  Name optionText(const Node *arg);
  bool boolOption(const PgQuery__DefElem &d);
  std::optional<int64_t> number(const Node *node);
  bool sequenceOptions(Nodes options, SequenceOptions &into, Name *sequenceName);
  bool sequenceOptions(Nodes options, Sequence &into, bool isNew, std::optional<SubRef> &owner,
                       bool &disowned);

  //===--- CreateTable.cpp, Like.cpp ----------------------------------------------------===//
  bool reportDifferences(const PgQuery__CreateStmt &s, Table &wanted);
  bool tableElements(const PgQuery__CreateStmt &s, Table &table,
                     std::vector<PendingConstraint> &pending, std::vector<Sequence> &sequences);
  bool like(const PgQuery__TableLikeClause &l, Table &table,
            std::vector<PendingConstraint> &pending);
  Name statisticsName(QName table, const ExtendedStatistics &of);
  bool likeQuery(QName n, SourceRange range, Table &table);
  bool completeLike(const PgQuery__TableLikeClause &l, QName table);
  bool inherit(const PgQuery__CreateStmt &s, Table &table);
  bool partitionKey(const PgQuery__PartitionSpec &spec, Table &table);
  Expr bound(const PgQuery__PartitionBoundSpec &b);
  bool placeConstraints(Table &table, std::vector<PendingConstraint> &pending);
  void completeForeignKey(Constraint &c);

  //===--- AlterTable.cpp, AlterColumn.cpp, AlterOptions.cpp ------------------------------===//
  bool alterRelation(const PgQuery__AlterTableStmt &s, QName table);
  bool alter(const PgQuery__AlterTableCmd &c, QName table, Span span, std::vector<Op> &later);
  const Column *partitionHas(const Table &partition, Name column) const;
  bool addColumn(const PgQuery__AlterTableCmd &c, QName table, std::vector<Op> &later);
  bool addConstraint(const PgQuery__AlterTableCmd &c, QName table, Span span);
  bool alterColumn(const PgQuery__AlterTableCmd &c, QName table, Span span);
  bool alterColumnType(const PgQuery__AlterTableCmd &c, SubRef path, Span span);
  bool takeStorage(SubRef path, SourceRange range);
  std::string typeIsHeld(SubRef path, const Column &column, Type to);
  Expr castDefault(Expr value, Type from, Type to);
  bool alterIdentity(const PgQuery__AlterTableCmd &c, SubRef path, SourceRange range);
  bool alterOptions(const PgQuery__AlterTableCmd &c, QName table, Span span);
  bool alterTriggers(const PgQuery__AlterTableCmd &c, QName table, SourceRange range);
  bool attachPartition(const PgQuery__PartitionCmd &c, QName parent, SourceRange range);
  bool alterIndex(const PgQuery__AlterTableStmt &s);
  bool setIndexOptions(SubRef path, const Parameters &list, bool reset);
  bool attachIndex(SubRef path, const PgQuery__PartitionCmd &c);
  bool attachWaiting(SubRef path);
  void sayWhatIsLost(const Table &before, SourceRange range);
  void sayWhichDefaultsAreLost();
  void sayWhatNameIsLost(SubRef whole, SubRef part, SourceRange range);
  std::set<QName> keysBelow(QName table);
  bool alterAttached(const PgQuery__AlterTableStmt &s);
  bool alterComposite(const PgQuery__AlterTableStmt &s);
  bool alterView(const PgQuery__AlterTableStmt &s);
  bool alterOwnedSequence(const PgQuery__AlterSeqStmt &s, QName n);
  bool inheritLater(const PgQuery__AlterTableCmd &c, QName table, SourceRange range);
  bool dropNotNullByName(SubRef path, SourceRange range);
  Name notNullByName(SubRef path);
  /// The same where a server keeps it as a constraint of that name (version 18).
  Name namedNotNull(SubRef path);
  Name tablespaceOf(SubRef index) const;
  bool moveIndex(SubRef path, Name space, bool concurrently);
  bool reindex(const PgQuery__ReindexStmt &s);

  //===--- ReadIndex.cpp, ReadView.cpp, ReadFunction.cpp ----------------------------------===//
  /// What no schema of ours holds, as outsideName() calls it.
  Name outside(Nodes list);
  Name operatorName(const Node *n); ///< OPERATOR("app".=), where its schema has to be said
  Name collation(const PgQuery__CollateClause *clause); ///< null when there is none
  /// The elements between the parentheses at \p open.
  bool elements(Nodes list, size_t open, std::string_view method, std::vector<IndexElem> &into,
                std::vector<std::string> &names);
  static bool isDefaultClass(std::string_view method, std::string_view called);
  std::string expressionName(const Node *expr);
  Expr queryBehindAs(size_t from, bool hasTail);
  bool namesColumnsOf(Expr query, size_t from);
  Expr treeBody();
  FindRelation relations();
  Expr expanded(Expr query);
  bool renameColumn(SubRef column, Name to);
  bool renameViewColumn(SubRef column, Name to);
  std::vector<Name> namesShown(const View &v);
  bool amongFollowers(SubRef column, Name to, std::vector<QName> views,
                      const std::function<bool()> &change);
  std::vector<Function> bodiesUnder(SubRef column, const std::vector<QName> &views);
  Expr followInBody(Expr body, SubRef column, Name to);
  std::vector<std::pair<SubRef, Trigger>> triggersUnder(SubRef column);
  bool followInTrigger(Trigger &trigger, Name from, Name to);
  bool replaceView(const View &old, const View &now, SourceRange range);
  bool keepsColumns(const View &old, const View &now);
  bool namesOnce(const View &v);
  bool keepAccess(const View &was);

  //===--- QueryColumns.cpp, TypesOfQueries.cpp
  //------------------------------------------------===//
  bool tableOfQuery(const PgQuery__SelectStmt *query, const PgQuery__IntoClause &into, QName n);
  std::optional<std::vector<Column>> columnsOf(const PgQuery__SelectStmt &select);
  std::optional<std::vector<Column>> columnsOfRelation(QName n);
  FindRelation shownRelations();
  Expr recursive(const View &v);
  bool typedColumns(const PgQuery__CreateStmt &s, Table &table);
  bool indexView(const View &view, Index index);
  bool arguments(const PgQuery__CreateFunctionStmt &s, Function &f);
  void result(const PgQuery__TypeName *t, Function &f);
  bool functionOption(const PgQuery__DefElem &d, Function &f);
  QName triggerFunction(std::string_view schema, std::string_view called);

  //===--- Drop.cpp, ReadDrop.cpp ----------------------------------------------------------===//
  bool drop(Op op, bool cascade);
  bool dropViews(std::vector<QName> views);
  bool dropBodies(const std::vector<QName> &functions);
  bool dropForeignKeysTo(QName table, const std::function<bool(const Constraint &)> &which);
  bool dropDefaultsFrom(QName sequence);
  bool dropStatistics(QName table, Name column);
  bool dropTable(QName table, bool cascade);
  bool dropTables(const std::vector<QName> &tables, bool cascade);
  bool dropColumn(SubRef path, SourceRange range);
  bool dropConstraint(SubRef path, SourceRange range);
  bool dropType(QName type, bool cascade);
  bool dropExtension(Name extension, bool cascade);
  bool dropFunction(QName function, bool cascade);
  bool dropNamespace(Name schema, bool cascade);
  bool dropOne(const PgQuery__DropStmt &s, const Node *node, bool cascade);
  SubRef partOf(const Node *node);

  //===--- ReadTypes.cpp, ReadSecurity.cpp, ReadAccess.cpp, ReadRename.cpp -----------------===//
  QName userType(Nodes list);
  void nameDomainCheck(const Domain &d, Constraint &check);
  QName function(const PgQuery__ObjectWithArgs &o);
  QName lookUpFunction(std::string_view schema, std::string_view signature);
  Name role(const PgQuery__RoleSpec *r);
  std::vector<Name> policyRoles(Nodes list);
  void hang(QName relation, std::string_view kind, std::string_view called);
  void letFall(QName relation, std::string_view kind, std::string_view called);
  void letFall(QName relation);
  void followBurdens(QName from, QName to);
  void followBurdens(const Op &op);
  bool renameBurden(QName relation, Name from, Name to);
  void takeFromEverybody(const PgQuery__GrantStmt &s, const Target &t,
                         std::vector<Name> privileges);
  void followClosed(const Op &op);
  void noteWhosePolicy(SubRef path, const Policy &policy);
  void policyExpressions(const Node *qual, const Node *check, size_t from, Policy &p);
  void publicationOptions(Nodes list, Publication &p);
  bool publicationObjects(Nodes list, Publication &p);
  Target typeTarget(QName n);
  Target relationTarget(QName n);
  Target target(PgQuery__ObjectType kind, Node *const &node);
  bool isOfPartition(const Target &t) const;
  bool setOwner(Target t, const PgQuery__RoleSpec *r, SourceRange range);
  std::vector<Name> allPrivileges(std::string_view word);
  bool grantOn(const PgQuery__GrantStmt &s, const Target &t);
  bool grantInSchemas(const PgQuery__GrantStmt &s);

  //===--- DefaultPrivileges.cpp -------------------------------------------------------------===//
  bool makesObjects(Name role) const;
  void setDefault(const DefaultPrivilege &wanted, bool isGrant);
  bool grantDefaults(const Journal &journal);
  bool renameRelation(QName n, Name to, bool missingOk);
  bool renameTrigger(SubRef path, Name to);
  bool moveStatistics(Nodes list, const std::function<void(QName &)> &move);
  bool moveView(QName from, QName to);
  bool moveFunction(QName from, Name ns);

  //===--- Namespaces.cpp --------------------------------------------------------------------===//
  bool schemaElements(const PgQuery__CreateSchemaStmt &s, Name schema);
  bool renameNamespace(Name from, Name to);
  bool moveAll(Name from, Name to);

  //===--- SequenceNames.cpp -----------------------------------------------------------------===//
  void noteSequences(const Table &table);
  void noteSequences(const Op &op);
  bool isNamedSequence(QName n);
  void nameSequence(QName table, Column &column);
  bool renameTable(QName n, Name to);

  //===--- Outside.cpp -----------------------------------------------------------------------===//
  /// What the relation is that no part of the state is, and that is there all the same; empty when
  /// nothing says that it is.
  std::string_view outsideRelation(std::string_view schema, std::string_view text);
  std::string_view outsideRelation(const PgQuery__RangeVar &r);
  std::string_view outsideObject(PgQuery__ObjectType kind, Node *const &node);
  bool isOutside(std::string_view schema, std::string_view text) const;

  //===--- Assume.cpp ------------------------------------------------------------------------===//
  void assume(const Node *statement);
  bool isAssumed(QName table) const;
  template <class T> void putAssumed(const T &entity);
  void editAssumed(QName table, const std::function<void(Table &)> &edit);
  void assumeNamespace(Name schema);
  void assumeTable(QName n);
  void assumeColumn(QName table, std::string_view column, bool nullable);
  void assumeKey(QName table, std::vector<Name> columns);
  void assumeConstraint(QName table, Name n);
  void assumeIndex(std::string_view schema, std::string_view index);
  void assumeEnum(const PgQuery__AlterEnumStmt &s);
  void assumeFor(const PgQuery__Constraint &c, QName table);
  void assumeFor(const PgQuery__AlterTableStmt &s);
  void assumeDropped(const PgQuery__DropStmt &s);

  //===--- CalledFunctions.cpp ---------------------------------------------------------------===//
  bool leavesSchemaAlone(std::string_view called) const;
  bool changesRows(std::string_view called) const;
  void noteCalls(const ProtobufCMessage &statement);
  bool followCalls(const ProtobufCMessage &query);
  void unseen(std::string_view called);
  bool isKnownFunction(std::string_view called) const;
  bool callsRowsOnly(std::string_view body, std::set<QName> &seen) const;
  bool callRowsOnly(std::string_view called, std::set<QName> &seen) const;

  //===--- DoBlock.cpp -----------------------------------------------------------------------===//
  enum class Outcome : uint8_t { Done, Refused, Unknown };
  bool block(const std::string &body, Loc at, bool &known);
  std::vector<Span> retried(const std::string &body);
  std::vector<std::pair<Span, std::string>> movedIdentity();
  bool ownedSequence(std::string &variable, std::string &sequence);
  Outcome statements(size_t first, size_t last);
  bool within(std::string sql, SourceRange range, bool isBuilt = false);
  bool withinAll(const std::string &sql, SourceRange range, bool isBuilt);
  void suppose(const std::string &body, Loc at);
  void supposeOne(std::string sql, SourceRange range, bool looped, bool isBuilt);
  void perhaps(size_t first, size_t last);
  bool isMessage(size_t token) const;
  bool isStatic(size_t first, size_t last);
  std::optional<size_t> staticLoop(size_t at, size_t last);
  bool onlyRows(size_t first, size_t last) const;
  bool onlyRoles(size_t first, size_t last) const;
  std::optional<bool> condition(size_t first, size_t last);
  bool isCaught(size_t handler, size_t last, size_t reported) const; // DoHandlers.cpp
  std::optional<bool> anyRow(size_t first, size_t last);
  std::optional<bool> asked(size_t select, size_t expression, size_t end, size_t last);
  struct Given {
    std::string variable; ///< empty: none
    std::optional<bool> value;
  };
  Given given(size_t first, size_t last);
  size_t endOfStatement(size_t from, size_t last) const;
  size_t endOfIf(size_t from, size_t last, size_t *otherwise) const;

  //===--- DoLoops.cpp -----------------------------------------------------------------------===//
  /// What is known of the variables of a DO block.
  struct KnownVariables {
    std::map<std::string, std::string> values; ///< of fields of records as well: "r.name"
    std::map<std::string, std::vector<std::string>> lists;
    std::map<std::string, bool> truths; ///< that catalogs were asked for
    std::set<std::string> declared, records;
  };
  /// A loop over values that are written there.
  struct KnownLoop {
    std::string variable; ///< as in KnownVariables::values
    std::vector<std::string> values;
    size_t first = 0, last = 0, next = 0; ///< its statements, and what follows it
  };
  size_t declarations();
  std::optional<std::string> knownText(size_t first, size_t last) const;
  std::optional<std::vector<std::string>> listOf(size_t first, size_t last) const;
  size_t endOfLoop(size_t from, size_t last) const;
  std::optional<KnownLoop> knownLoop(size_t at, size_t last) const;
  bool namesVariable(size_t first, size_t last) const;

  //===--- ReadData.cpp ----------------------------------------------------------------------===//
  bool dataOf(const PgQuery__RangeVar *r);
  struct RowStep;
  bool rowStep(const PgQuery__RangeVar *r, const RowStep &step);
  Span clauseAt(std::string_view word, std::initializer_list<std::string_view> ends) const;
  void setSearchPath(std::string_view list);

  SourceManager &sources;
  Context &context;
  DiagEngine &diags;
  const Options &options;
  Script &out;
  const Dialect &dialect;
  Schema &state; ///< out.end
  /// Of the statement at hand; null between two.
  Journal *current = nullptr;
  /// Every name that a constraint of a table or domain has or had, once somebody has asked.
  std::unordered_set<QName> constraintNames;
  bool constraintsNoted = false;
  /// Names that are or were said of sequences of columns, once somebody has asked.
  std::unordered_set<QName> namedSequences;
  bool sequencesNoted = false;
  unsigned constraintQuestions = 0;
  std::unordered_map<std::string, Type> serverTypes; ///< see serverType()
  std::vector<DefaultPrivilege> defaultPrivileges;
  struct OwnDefault {
    SubRef column;
    Expr value;
    SourceRange range;
  };
  std::vector<OwnDefault> ownDefaults; ///< of tables that became partitions
  bool backslashesEscape = false;      ///< SET standard_conforming_strings = off
  Name pathWritten;          ///< what SET search_path said; null: nothing, or it is not so any more
  std::set<QName> outsiders; ///< see Options::outsiders
  std::vector<Burden> burdens;        ///< see Options::burdens
  std::vector<Op> closed;             ///< see Script::closed
  std::set<QName> attachedKeys;       ///< indexes and keys that went when they became parts
  std::map<QName, Name> waitingParts; ///< indexes to be parts of others once they have theirs
  std::vector<Name> searchPath;
  std::map<QName, QName> assumed; ///< tables that are assumed, by their names now: those before
  bool mayBeMissing = false;      ///< IF EXISTS takes nothing for granted
  std::map<std::string, Name>
      notNullNames; ///< "table.constraint" -> column, as this file names them
  std::set<std::string, std::less<>> temporary; ///< names of temporary tables

  /// Open transaction and savepoints: what they would go back to.
  struct Block {
    Name savepoint; ///< null: BEGIN
    Schema state;
    size_t steps;
    std::vector<DefaultPrivilege> defaultPrivileges;
    std::vector<Name> searchPath;
    std::optional<std::vector<Name>> sessionPath;
  };
  std::vector<Block> blocks;
  /// The search path that is back behind the transaction, where SET LOCAL gave it another.
  std::optional<std::vector<Name>> sessionPath;
  void keepPath(bool local);
  void rollBack(size_t block);

  // The statement that is read.
  std::string text;
  Loc base;
  std::vector<SqlToken> tokens;
  std::vector<NewerSyntax> newer;
  Statement *record = nullptr;
  KnownVariables variables; ///< of the DO block that is read
  /// Where a text that a block puts together stands; its own places are none of the sources.
  SourceRange builtAt;
};

} // namespace schemac::sql
