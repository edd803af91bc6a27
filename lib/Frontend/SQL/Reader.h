//===- Reader.h - Statements to steps ---------------------------*- C++ -*-===//
//
// One overload of read() for every statement of Statements.def; the Read*.cpp files define them by
// kind of object. The parser's tree says what a statement means, and its tokens where each part of
// it stands and how its expressions are written. What stands where (StatementText.h), what names
// mean (NameScope.h) and what a file takes for granted (Assumptions.h) lie under it.
//
// A statement is all or nothing, as on a server: what it did is undone when one of its steps is
// refused.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Assumptions.h"
#include "ExpressionPlaces.h"
#include "Newer.h"
#include "Scopes.h"
#include "Split.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Frontend/SQL/Diags.h"
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/ConstraintOps.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include <map>
#include <set>
#include <span>
#include <unordered_map>

namespace schemac::sql {

struct ErrorCondition;

/// What a column definition says.
struct PendingColumn {
  Column column;
  std::vector<PendingConstraint> constraints;
  std::optional<Sequence> sequence; ///< of a serial column
  SourceRange range;
};

class Reader : Assumptions {
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
  bool dropsInvalidIndexes() const;
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
  bool isSurelyRefused(const Op &op, size_t reported) const;
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

  //===--- SearchPath.cpp ---------------------------------------------------------------===//
  /// The expression or query with the namespaces that the search path finds its names in.
  Expr resolved(Expr sql);
  Expr exprOf(Span span);
  QName meantAt(const std::vector<SqlToken> &t, size_t i);
  Expr currentSearchPath();

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

  //===--- ExpressionColumns.cpp --------------------------------------------------------===//
  /// Whether the expression names columns that there are; where not, that is reported.
  bool namesColumnsOf(const Node *expression, const Table &table);
  /// Whether it holds nothing that its place refuses.
  bool isTakenIn(ExpressionPlace place, const Node *expression, std::string_view owner,
                 const TypeOfName &typeOf = nullptr);
  TypeOfName typesOf(const Table &table);
  /// Both of them.
  bool standsIn(ExpressionPlace place, const Node *expression, const Table &table);
  bool standIn(ExpressionPlace place, Nodes elements, const Table &table);
  bool standsIn(const PgQuery__Constraint &c, const Table &table);
  bool standsIn(const PgQuery__ColumnDef &def, const Table &table);
  bool expressionsStand(const PgQuery__AlterTableCmd &c, QName table);
  /// Whether it can be true or false at all.
  bool isCondition(const Node *expression, const TypeOfName &typeOf, std::string_view owner);
  bool isCondition(const Node *expression, const Table &table);
  bool isOfGivenColumns(const Node *expression, const Table &table);
  bool isNotNullAsCheck(const Node *expression) const;
  /// The same of a default, which names no column.
  bool isDefault(const Node *expression, Type type, std::string_view owner);
  bool hasValue(const Node *constant, Type type, std::string_view owner);

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
  /// Of a parent of \p table and of the statement, a column is one, which has from the parent what
  /// the statement does not say of it.
  void addMerged(Table &table, Column column);
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
  bool lacksHeirs(const PgQuery__AlterTableStmt &s, QName table);
  bool alter(const PgQuery__AlterTableCmd &c, QName table, Span span, std::vector<Op> &later);
  const Column *partitionHas(const Table &partition, Name column) const;
  bool addColumn(const PgQuery__AlterTableCmd &c, QName table, std::vector<Op> &later);
  bool addConstraint(const PgQuery__AlterTableCmd &c, QName table, Span span);
  bool alterColumn(const PgQuery__AlterTableCmd &c, QName table, Span span);
  bool alterColumnType(const PgQuery__AlterTableCmd &c, SubRef path, Span span);
  bool takeStorage(SubRef path, SourceRange range);
  std::string typeIsHeld(SubRef path, const Column &column, Type to, bool saysHow);
  Expr castDefault(Expr value, Type from, Type to);
  bool alterIdentity(const PgQuery__AlterTableCmd &c, SubRef path, SourceRange range);
  bool alterOptions(const PgQuery__AlterTableCmd &c, QName table, Span span);
  bool alterTriggers(const PgQuery__AlterTableCmd &c, QName table, SourceRange range);
  bool nameAsParts(const Table &wanted, QName part, SourceRange range);
  bool attachPartition(const PgQuery__PartitionCmd &c, QName parent, SourceRange range);
  bool alterIndex(const PgQuery__AlterTableStmt &s);
  bool setIndexOptions(SubRef path, const Parameters &list, bool reset);
  bool attachIndex(SubRef path, const PgQuery__PartitionCmd &c);
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
  /// That of values of \p type where nothing says another one.
  Name usualCollation(Type type);
  /// The same of something of \p type, which one that it has anyway says nothing of.
  Name collation(const PgQuery__CollateClause *clause, Type type);
  /// An element says nothing of the collation that its column of \p table has.
  void leaveOutCollationOf(const Table &table, IndexElem &e);
  /// The elements between the parentheses at \p open.
  bool elements(Nodes list, size_t open, std::string_view method, std::vector<IndexElem> &into,
                std::vector<std::string> &names);
  static bool isDefaultClass(std::string_view method, std::string_view called);
  std::string expressionName(const Node *expr);
  Expr queryBehindAs(size_t from, bool hasTail);
  FindRelation sureRelations();
  bool namesColumnsOf(Expr query, size_t from);
  SourceRange columnPlace(std::string_view column, size_t from) const;
  Expr treeBody();
  FindRelation relations();
  Expr expanded(Expr query);
  bool renameColumn(SubRef column, Name to);
  bool addKeepingNames(Op op, const std::vector<QName> &views);
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
  bool keepsTypes(const View &old, const View &now, const PgQuery__SelectStmt *query);
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
  bool bodyStands(const PgQuery__CreateFunctionStmt &s, const Function &f);
  bool bodyStands(const Node *statement, const std::vector<std::string> &arguments,
                  const std::function<SourceRange(int32_t)> &placeAt);
  QName triggerFunction(std::string_view schema, std::string_view called);

  //===--- Drop.cpp, ReadDrop.cpp ----------------------------------------------------------===//
  bool drop(Op op, bool cascade);
  bool dropViews(std::vector<QName> views);
  bool dropBodies(const std::vector<QName> &functions);
  bool dropForeignKeysTo(QName table, const std::function<bool(const Constraint &)> &which);
  bool dropDefaultsFrom(QName sequence);
  bool dropStatistics(QName table, Name column);
  bool dropTriggersFrom(QName table);
  bool dropPoliciesOver(QName table);
  bool dropKeysInTheWay(QName table, bool cascade);
  bool dropTable(QName table, bool cascade);
  bool dropTables(const std::vector<QName> &tables, bool cascade);
  bool dropColumn(SubRef path, SourceRange range);
  bool dropConstraint(SubRef path, SourceRange range);
  bool dropType(QName type, bool cascade);
  bool dropExtension(Name extension, bool cascade);
  bool dropFunction(QName function, bool cascade);
  bool dropNamespace(Name schema, bool cascade);
  void closePublic();
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
  void refreshClosed();
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
  std::string privilegeFault(const PgQuery__GrantStmt &s) const;
  std::string privilegeFault(const PgQuery__GrantStmt &s, const Target &t) const;
  bool refusePrivileges(const std::string &why);
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
  void nameSequence(QName table, Column &column);
  bool renameTable(QName n, Name to);

  //===--- Outside.cpp -----------------------------------------------------------------------===//
  /// What the relation is that no part of the state is, and that is there all the same; empty when
  /// nothing says that it is.
  std::string_view outsideRelation(std::string_view schema, std::string_view text);
  std::string_view outsideRelation(const PgQuery__RangeVar &r);
  std::string_view outsideObject(PgQuery__ObjectType kind, Node *const &node);
  bool isOutside(std::string_view schema, std::string_view text) const;

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
  bool onlyPrivileges(size_t first, size_t last, bool rolesAlone) const;
  std::optional<bool> condition(size_t first, size_t last);
  /// What takes an error of a DO block: its statements run instead of the block's.
  struct Handler {
    Outcome outcome = Outcome::Refused; ///< Refused: nothing does
    Span statements;
  };
  Handler handlerOf(size_t handler, size_t last, size_t reported); // DoHandlers.cpp
  Outcome outcomeOf(Span handler);
  void noteNotTaken(size_t at, const ErrorCondition &raised, SourceRange handlers);
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
  bool isAbsent(const PgQuery__RangeVar &r);
  bool isMissing(const PgQuery__RangeVar &r);
  void forEachRelation(const ProtobufCMessage &statement,
                       const std::function<void(const PgQuery__RangeVar &)> &found);
  bool mayBeElsewhere(QName n) const;
  bool lacksIndex(const PgQuery__RangeVar &r);
  bool readsMissing(const ProtobufCMessage &statement);
  bool findsTargets(const Node *utility);
  bool lacksColumn(QName table, std::string_view column, int32_t location);
  bool lacksColumns(const ProtobufCMessage &statement);
  bool takesRows(const PgQuery__InsertStmt &s, QName table);
  bool takesValues(const PgQuery__SelectStmt &values, const std::vector<Name> &columns,
                   bool areNamed, const Table &t);
  bool givesGenerated(const PgQuery__InsertStmt &s, const Table &t);
  bool setsGenerated(const PgQuery__UpdateStmt &s);
  bool refusesValue(std::string_view verb, const Table &t, const Column &c);
  bool findsConflicts(const PgQuery__InferClause &infer, const Table &t);
  struct RowStep;
  bool rowStep(const PgQuery__RangeVar *r, const RowStep &step);
  Span clauseAt(std::string_view word, std::initializer_list<std::string_view> ends) const;
  void setSearchPath(std::string_view list);

  SourceManager &sources;
  DiagEngine &diags;
  const Options &options;
  const Dialect &dialect;
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
  std::vector<Burden> burdens;              ///< see Options::burdens
  std::vector<Op> closed;                   ///< see Script::closed
  std::map<QName, SourceRange> closedAt;    ///< where what they are about was declared
  std::set<QName> attachedKeys;             ///< indexes and keys that went when they became parts
  std::map<std::string, Name> notNullNames; ///< see Options::notNullNames

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
  std::vector<NewerSyntax> newer;
  KnownVariables variables; ///< of the DO block that is read
  bool isWithin = false;    ///< the statement stands in another one, which may have variables
  bool checksBodies = true; ///< check_function_bodies
};

} // namespace schemac::sql
