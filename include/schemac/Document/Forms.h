//===- Forms.h - A schema as its YAML form groups it ------------*- C++ -*-===//
//
// The IR as a person writes it down: a table's constraints by kind, what belongs to a part beside
// the part. Forms are plain values between text and IR; Vocabulary.h says how each is spelled.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac::document {

//===--- what hangs on everything -----------------------------------------===//

struct GrantForm {
  std::vector<Name> privileges, columns, roles;
  bool grantOption = false;
  SourceRange range;
};

struct AccessForm {
  Name comment, owner;
  std::vector<GrantForm> grants;
};

struct DropForm {
  Name name;
  bool archive = false;
  SourceRange range;
};

//===--- parts of tables --------------------------------------------------===//

enum class IdentityKind : uint8_t { Always, ByDefault };

struct IdentityForm {
  IdentityKind generated = IdentityKind::Always;
  SequenceOptions options;
  SourceRange range;
};

struct ColumnForm {
  Name name;
  Column column; ///< its type, nullability, default and generation
  std::optional<IdentityForm> identity;
  Expr stored, virtualExpr;
  Name sequence, collation, storage, compression, charset, renamedFrom, movedFrom, comment;
  Expr onUpdate, backfill;
  bool invisible = false;
  SourceRange range;
};

struct KeyForm {
  Name name;
  std::vector<Name> columns, include;
  bool nullsNotDistinct = false, deferrable = false, initiallyDeferred = false, notValid = false;
  Parameters parameters;
  Name tablespace, usingIndex, comment;
  SourceRange range;
};

struct CheckForm {
  Name name;
  Expr expression;
  bool noInherit = false, notValid = false, notEnforced = false;
  Name comment;
  SourceRange range;
};

/// "users (id)"
struct ReferenceForm {
  QName table;
  std::vector<Name> columns;
};

struct ForeignKeyForm {
  Name name;
  std::vector<Name> columns;
  ReferenceForm references;
  FkAction onDelete = FkAction::NoAction, onUpdate = FkAction::NoAction;
  std::vector<Name> onDeleteColumns;
  bool matchFull = false, deferrable = false, initiallyDeferred = false;
  bool notValid = false, notEnforced = false;
  Name comment;
  SourceRange range;
};

struct ElementForm {
  IndexElem element;
  std::optional<int64_t> prefixLength;
  SourceRange range;
};

struct ExclusionForm {
  Name name, method;
  std::vector<ElementForm> elements;
  std::vector<Name> include;
  Expr where;
  bool deferrable = false, initiallyDeferred = false;
  Parameters parameters;
  Name tablespace, comment;
  SourceRange range;
};

/// Its name is null when it is the usual one.
struct PrimaryKeyForm : KeyForm {
  std::vector<ElementForm> elements; ///< its columns
};

struct IndexForm {
  Name name, method;
  std::vector<ElementForm> elements;
  bool unique = false, nullsNotDistinct = false, invalid = false;
  std::vector<Name> include;
  Expr where;
  Parameters parameters;
  Name tablespace, partOf, comment;
  SourceRange range;
};

struct SyncForm {
  Name oldColumn, newColumn;
  Expr forward, backward, fallback;
  SourceRange range;
};

struct FillForm {
  Name column;
  Expr value;
  SourceRange range;
};

struct TriggerForm {
  Name name;
  TriggerAction action;
  std::vector<Name> events; ///< "insert", "update" …
  std::optional<SyncForm> sync;
  std::optional<FillForm> fill;
  Name comment;
  SourceRange range;
};

struct PolicyForm {
  Name name;
  Policy policy;
  Name comment;
  SourceRange range;
};

struct PartitionByForm {
  std::vector<ElementForm> range_, list, hash;
  SourceRange range;
};

struct RowPartForm {
  Name name;
  Expr bound;
  Name comment;
  SourceRange range;
};

struct RowPartsForm {
  PartsMethod method = PartsMethod::Range;
  std::vector<Name> columns;
  Expr expression;
  std::optional<int64_t> count;
  std::vector<RowPartForm> parts;
  SourceRange range;
};

struct PartitionOfForm {
  QName table;
  Expr bound; ///< null: the default partition
  SourceRange range;
};

struct TableForm {
  QName name;
  std::vector<ColumnForm> columns;
  std::optional<PrimaryKeyForm> primaryKey;
  std::vector<KeyForm> unique;
  std::vector<CheckForm> checks;
  std::vector<ForeignKeyForm> foreignKeys;
  std::vector<ExclusionForm> exclusions;
  std::vector<IndexForm> indexes;
  std::vector<TriggerForm> triggers;
  std::vector<PolicyForm> policies;
  bool rowSecurity = false, forceRowSecurity = false, unlogged = false;
  Parameters parameters;
  Name tablespace, replicaIndex, renamedFrom;
  ReplicaIdentity replicaIdentity = ReplicaIdentity::Default;
  std::vector<QName> inherits;
  std::optional<PartitionByForm> partitionBy;
  std::optional<PartitionOfForm> partitionOf;
  std::optional<RowPartsForm> rowParts;
  std::optional<int64_t> rows, bytes, indexBytes;
  Traffic traffic = Traffic::Normal;
  std::vector<DropForm> drops;
  AccessForm access;
  SourceRange range;
};

//===--- other objects ----------------------------------------------------===//

struct NamespaceForm {
  Name name, renamedFrom;
  AccessForm access;
  SourceRange range;
};

struct ExtensionForm {
  Name name, version, schema;
  AccessForm access;
  SourceRange range;
};

struct LabelForm {
  Name label, renamedFrom;
  SourceRange range;
};

struct EnumForm {
  QName name;
  std::vector<LabelForm> labels;
  Name renamedFrom;
  std::vector<DropForm> drops;
  AccessForm access;
  SourceRange range;
};

struct DomainForm {
  QName name;
  Type type;
  bool notNull = false;
  Expr defaultExpr;
  Name collation, renamedFrom;
  std::vector<CheckForm> checks;
  AccessForm access;
  SourceRange range;
};

struct AttributeForm {
  Name name;
  Type type;
  Name collation, renamedFrom;
  SourceRange range;
};

struct CompositeForm {
  QName name;
  std::vector<AttributeForm> attributes;
  Name renamedFrom;
  std::vector<DropForm> drops;
  AccessForm access;
  SourceRange range;
};

struct RangeForm {
  QName name;
  Type subtype;
  Name opclass, collation, subtypeDiff, multirange, renamedFrom;
  AccessForm access;
  SourceRange range;
};

struct SequenceForm {
  QName name;
  Type type; ///< null: bigint
  std::optional<int64_t> start, increment, min, max, cache;
  bool cycle = false;
  SubRef ownedBy;
  Name renamedFrom;
  AccessForm access;
  SourceRange range;
};

struct ArgumentForm {
  FunctionArg arg;
  SourceRange range;
};

struct SettingForm {
  Name name;
  Expr value;
  SourceRange range;
};

struct FunctionForm {
  QName name; ///< without its arguments
  std::vector<ArgumentForm> args, table;
  Type returns;
  bool returnsTrigger = false, returnsSet = false, procedure = false;
  Name language;
  Volatile volatility = Volatile::Volatile;
  Parallel parallel = Parallel::Unsafe;
  bool strict = false, securityDefiner = false, leakproof = false;
  DataAccess dataAccess = DataAccess::ContainsSql;
  std::vector<SettingForm> settings;
  Expr body;
  AccessForm access;
  SourceRange range;
};

struct StatisticsForm {
  QName name, table;
  std::vector<Name> columns, kinds;
  std::vector<Expr> expressions;
  std::optional<int64_t> target;
  AccessForm access;
  SourceRange range;
};

struct ViewForm {
  QName name;
  Expr query;
  std::vector<Name> columnNames;
  bool materialized = false, noData = false, securityBarrier = false, securityInvoker = false;
  CheckOption checkOption = CheckOption::None;
  std::vector<IndexForm> indexes;
  std::vector<ColumnForm> columns; ///< of one that is only declared
  QName shimOf;
  Name renamedFrom;
  Parameters columnComments;
  AccessForm access;
  SourceRange range;
};

struct PublishedForm {
  QName name;
  std::vector<Name> columns;
  Expr where;
  SourceRange range;
};

struct PublicationForm {
  Name name;
  bool allTables = false, viaRoot = false;
  std::vector<Name> publish, namespaces;
  std::vector<PublishedForm> tables;
  Name renamedFrom;
  AccessForm access;
  SourceRange range;
};

/// A whole schema, or one of several documents of it.
struct SchemaForm {
  Name name, dialect; ///< "postgres:16"
  std::vector<NamespaceForm> namespaces;
  std::vector<ExtensionForm> extensions;
  std::vector<EnumForm> enums;
  std::vector<DomainForm> domains;
  std::vector<CompositeForm> composites;
  std::vector<RangeForm> ranges;
  std::vector<SequenceForm> sequences;
  std::vector<FunctionForm> functions;
  std::vector<TableForm> tables;
  std::vector<StatisticsForm> statistics;
  std::vector<ViewForm> views;
  std::vector<PublicationForm> publications;
  std::vector<DropForm> drops;
};

/// The version of the form that `schemac:` states.
inline constexpr int64_t FormVersion = 1;

//===--- between forms and IR ---------------------------------------------===//

SchemaForm formOf(const Schema &schema, Context &context);

/// Puts what the form says into \p schema. \p twice is told of objects that are there already.
void addTo(Schema &schema, const SchemaForm &form, Context &context,
           const std::function<void(const char *kind, const Entity &entity)> &twice);

// One by one.
TableForm formOf(const Table &table, Context &context);
Table entityOf(const TableForm &form, Context &context);
ColumnForm formOf(const Column &column);
Column columnOf(const ColumnForm &form, Context &context);
IndexForm formOf(const Index &index);
Index indexOf(const IndexForm &form);
CheckForm checkForm(const Constraint &check);
Constraint checkOf(const CheckForm &form);
std::vector<DropForm> formsOf(const std::vector<DropIntent> &drops);
std::vector<DropIntent> dropsOf(const std::vector<DropForm> &forms);

} // namespace schemac::document
