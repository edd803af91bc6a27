//===- Checker.h - What the checks know of a schema -------------*- C++ -*-===//
//
// A schema is checked in stages. The first ones look at what is written where (CheckNames.cpp,
// CheckTypes.cpp, CheckAttributes.cpp and what it calls, CheckConfig.cpp) and note what attributes
// say in the structures below. The others (CheckModels.cpp, CheckFields.cpp, CheckIndexes.cpp,
// CheckRelations.cpp ...) ask whether it holds together, and run only when all before was right.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Attributes.h"
#include "Capabilities.h"
#include "Check.h"
#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Prisma/Query.h"
#include "schemac/Words/Prisma/Types.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace schemac::prisma {

struct CheckedBlock;

enum class FieldKind : uint8_t { Unknown, Scalar, Enum, Composite, Unsupported, Relation };

struct CheckedField {
  const Field *field = nullptr;
  CheckedBlock *owner = nullptr;
  CheckedBlock *type = nullptr; ///< of Enum, Composite, Relation
  Scalar scalar = Int;          ///< of Scalar
  FieldKind kind = FieldKind::Unknown;
  bool ignored = false;
  Arity arity = Arity::Required;
  const Attribute *native = nullptr;
  const Attribute *defaultAttribute = nullptr;

  std::string_view name() const { return field->name; }
  bool required() const { return arity == Arity::Required; }
  bool optional() const { return arity == Arity::Optional; }
  bool list() const { return arity == Arity::List; }
  bool is(Scalar s) const { return kind == FieldKind::Scalar && scalar == s; }
  const Expr *defaultValue() const {
    return defaultAttribute ? argument(*defaultAttribute, "value", true) : nullptr;
  }
  bool defaultIs(std::string_view function) const {
    const Expr *e = defaultValue();
    return e && e->isCall(function);
  }
  std::string_view nativeName() const {
    return native ? native->name.substr(native->name.find('.') + 1) : std::string_view();
  }
};

/// A field of a key or index. \c field is inside a composite type when the path has dots.
struct KeyField {
  const CheckedField *field = nullptr;
  std::string_view path;
  const Expr *sort = nullptr, *length = nullptr, *ops = nullptr;
};

enum class KeyKind : uint8_t { Id, Unique, Index, Fulltext };

struct Key {
  KeyKind kind = KeyKind::Index;
  const Attribute *attribute = nullptr;
  bool onField = false;
  llvm::SmallVector<KeyField, 1> fields;
  std::string_view name, map;
  const Expr *type = nullptr, *clustered = nullptr;

  bool unique() const { return kind == KeyKind::Id || kind == KeyKind::Unique; }
  bool clusteredIs(bool on) const {
    return clustered && clustered->value == (on ? "true" : "false");
  }
  /// As the author wrote it: "@@index".
  std::string spelling() const { return (onField ? "@" : "@@") + std::string(attribute->name); }
};

using Columns = llvm::SmallVector<const CheckedField *, 1>;

struct RelationEnd {
  CheckedField *field = nullptr;
  const Attribute *attribute = nullptr; ///< @relation
  std::optional<Columns> columns, references;
  std::string_view name, map;
  const Expr *onDelete = nullptr, *onUpdate = nullptr;
  /// The next one of the same RelationKey, in the order of the source.
  RelationEnd *next = nullptr;
  bool alone = true; ///< there is no other one

  CheckedBlock &model() const { return *field->owner; }
  CheckedBlock &target() const { return *field->type; }
  bool hasColumns() const { return columns && !columns->empty(); }
  bool hasReferences() const { return references && !references->empty(); }
  SourceRange place() const;
};

/// Looked at from all over a schema: what others ask for stands first, in one line of the cache.
struct CheckedBlock {
  explicit CheckedBlock(const Block &b) : block(&b), name_(b->name), kind_(b->kind) {}

  const Block *block;
  std::span<CheckedField> fields;     ///< in the Checker's arena
  std::vector<RelationEnd> relations; ///< stay where they are: the room is taken at once
  std::optional<Key> id;
  std::vector<Key> keys; ///< but the id
  const Attribute *shardKey = nullptr;
  const Expr *schema = nullptr;
  bool ignored = false;

  std::string_view name() const { return name_; }
  BlockKind kind() const { return kind_; }
  bool isModel() const { return kind() == BlockKind::Model || kind() == BlockKind::View; }
  CheckedField *find(std::string_view field);
  /// The part of a declaration that stands for it: its first line.
  SourceRange header() const { return block->headerRange(); }
  SourceRange range(std::string_view piece) const { return block->range(piece); }

private:
  std::string_view name_;
  BlockKind kind_;
  /// Made at the first question, for long models only.
  std::unique_ptr<BlockNames<CheckedField *>> index;
};

inline SourceRange RelationEnd::place() const { return model().range(field->field->text); }

/// 1:1 or 1:n. \c forward has (or should have) the foreign key.
struct Relation {
  RelationEnd *forward = nullptr, *back = nullptr;
  bool oneToOne = false;
};
struct ManyToManyEnds {
  RelationEnd *a = nullptr, *b = nullptr;
};

/// What the ends on one side of a relation have in common: from, to, and the name, empty when none
/// is given.
using RelationKey =
    std::pair<std::pair<const CheckedBlock *, const CheckedBlock *>, llvm::StringRef>;
/// The ends of one key, chained.
struct RelationEnds {
  RelationEnd *first = nullptr, *last = nullptr;
};

class Checker {
public:
  Checker(const SchemaAst &ast, DiagEngine &diags) : ast(ast), diags(diags) {}
  /// A part of a schema: behind the first \p whole blocks but those that configure, blocks are
  /// there for what those ask of them, and fields that lead out of the part are left out of them.
  Checker(const SchemaAst &part, size_t whole, DiagEngine &diags)
      : ast(part), diags(diags), wholeBlocks(whole) {}
  bool run();
  std::vector<ListRelation> listRelations() const;
  DeclaredTypes takeDeclaredTypes() { return std::move(declared); }
  /// See CheckedBefore.
  std::vector<uint64_t> takeUniqueNames() { return std::move(uniqueNames); }
  bool isByNeighbours() const {
    return !can(CycleDetection) && !emulated && provider != Provider::MongoDb;
  }

private:
  // CheckNames.cpp
  void checkNames();
  void checkName(const Block &b, std::string_view name, std::string_view what);
  void checkAttributeNames(const Block &b, const List<Attribute> &attributes);
  void checkDuplicateProperties(const Block &b);
  void checkMemberNames(const Block &b);

  // CheckTypes.cpp
  void checkBlocks();
  void makeFields(CheckedBlock &b);
  bool isElsewhere(const Field &f) const;
  void resolveFields(CheckedBlock &b);
  void resolve(CheckedBlock &b, CheckedField &f);
  void reportUnknownType(const CheckedBlock &b, const CheckedField &f);

  // CheckArguments.cpp: attributes by their table
  using Accepted = llvm::SmallVector<const Attribute *, 8>;
  Accepted checkAttributes(const Block &b, const List<Attribute> &list, AttributePlace place);
  bool checkEmptyArguments(const Block &b, const Attribute &a);
  void checkArguments(const Block &b, const Attribute &a, const AttributeSpec &spec);
  void checkValue(const Block &b, const Expr &e, ArgumentKind kind);
  void checkFieldList(const Block &b, const Expr &e, bool options);
  void checkFieldOptions(const Block &b, const Expr &e);
  void mismatch(const Block &b, const Expr &e, std::string_view expected);

  // CheckAttributes.cpp: what the attributes of each place say
  void checkOwnAttributes(CheckedBlock &b);
  void checkRelationFields();
  void checkScalarField(CheckedField &f, std::unordered_set<std::string_view> &mapped);
  void checkRelationField(RelationEnd &end);
  void checkRelationAttribute(RelationEnd &end);
  void checkCompositeField(CheckedField &f, std::unordered_set<std::string_view> &mapped);
  void checkModelAttributes(CheckedBlock &b);
  void checkEnumAttributes(CheckedBlock &b);
  void nativeOf(CheckedField &f);
  void checkMap(CheckedField &f, const Attribute &a, std::unordered_set<std::string_view> &taken);
  void misplaced(const Block &b, const Attribute &a, std::string_view why);

  // CheckKeys.cpp
  void checkFieldKey(CheckedField &f, const Attribute &a);
  void checkModelKey(CheckedBlock &b, const Attribute &a);
  void checkIdFields(CheckedBlock &b, const Key &key);
  bool resolveKeyFields(CheckedBlock &b, const Attribute &a, const Expr &list, bool composites,
                        llvm::SmallVectorImpl<KeyField> &out);
  const CheckedField *resolvePath(CheckedBlock &b, const Attribute &a, const Expr &e,
                                  bool composites);
  std::optional<Columns> resolveColumns(CheckedBlock &in, CheckedBlock &at, const Attribute &a,
                                        const Expr &list, std::string_view place);
  void unknownField(CheckedBlock &in, const Block &at, std::string_view place,
                    std::string_view name);
  void checkClientName(CheckedBlock &b, const Attribute &a);

  // CheckPredicates.cpp
  void checkPredicate(CheckedBlock &b, const Attribute &a);

  // CheckDefaults.cpp
  void checkDefault(CheckedField &f, const Attribute &a);
  void checkDefaultFunction(CheckedField &f, const Attribute &a, const Expr &e);
  void checkFunctionArguments(CheckedField &f, const Attribute &a, const Expr &e);
  void checkDefaultLiteral(CheckedField &f, const Attribute &a, const Expr &e);
  void checkDefaultValues(const CheckedField &f);
  void checkDefaultText(const CheckedField &f, const Expr &e);
  void checkSequence(const CheckedField &f);

  // CheckConfig.cpp
  void checkConfig();
  void checkDatasource(const Block &b);
  void checkRelationMode(const Block &b);
  void checkSchemas(const Block &b);
  void checkExtensions(const Block &b, const Expr &list);
  void checkGenerator(const Block &b);
  void checkPreviewFeatures(const Block &b, const Expr &list);
  bool checkMissingValues(const Block &b);

  // The rest runs when nothing was wrong so far.
  // CheckRelationKinds.cpp
  void inferRelations();
  void inferRelation(RelationEnd &end);
  RelationEnd *opposite(const RelationEnd &end);
  bool checkAmbiguity(RelationEnd &end);
  RelationKey relationKey(const RelationEnd &end, bool reversed) const;
  RelationEnds chainOf(CheckedBlock &b, const RelationKey &key);
  void chainEnds(CheckedBlock &b);

  // CheckModels.cpp
  void checkModels();
  bool checkModel(CheckedBlock &b);
  void checkUniqueCriterion(CheckedBlock &b);
  void checkId(CheckedBlock &b);
  void checkAutoIncrement(CheckedBlock &b);
  void checkSchemaAttribute(const CheckedBlock &b);
  void checkShardKey(const CheckedBlock &b);
  void checkView(const CheckedBlock &b);
  void checkMongoModel(CheckedBlock &b);
  void checkDatabaseNames();

  // CheckFields.cpp
  void checkField(CheckedBlock &b, CheckedField &f);
  void checkNativeType(const CheckedField &f);
  void checkNativeArguments(const CheckedField &f, const NativeType &t);
  void checkUnsupported(const CheckedField &f);
  void checkClientNameTaken(CheckedBlock &b, const CheckedField &f);
  void checkRelationEnd(RelationEnd &end);
  void checkAction(const RelationEnd &end, const Expr *action, std::string_view argument);

  // CheckIndexes.cpp
  void checkIndex(CheckedBlock &b, const Key &key);
  void checkFulltext(CheckedBlock &b, const Key &key);
  void checkClustering(CheckedBlock &b, const Key &key);
  void checkIndexedTypes(CheckedBlock &b, const Key &key);
  // CheckOperatorClasses.cpp
  void checkOperatorClasses(CheckedBlock &b, const Key &key);
  void checkInvertedIndex(CheckedBlock &b, const Key &key);

  // CheckConstraintNames.cpp
  void noteNames(const CheckedBlock &b);
  void noteForeignKey(const Relation &r);
  void noteConstraint(const CheckedBlock &b, uint8_t scopes, std::string_view name);
  void compareNames();
  void checkConstraintName(const CheckedBlock &b, uint8_t scopes, std::string_view name,
                           SourceRange range);
  void checkKeyName(const CheckedBlock &b, const Key &key);
  void checkDefaultName(const CheckedField &f);
  void checkForeignKeyName(const Relation &r);
  void checkNameLength(const Block &b, const Attribute &a, std::string_view name);
  std::string keyName(const CheckedBlock &b, const Key &key) const;
  std::string foreignKeyNameOf(const Relation &r) const;

  // CheckEnums.cpp
  void checkEnums();
  void checkCompositeTypes();
  void checkCompositeCycles();

  // CheckRelations.cpp
  void checkRelations();
  void checkRelation(const Relation &r);
  void checkReferences(const Relation &r);
  void checkColumnTypes(const Relation &r);
  void checkSetNull(const Relation &r);
  void checkOneToMany(const Relation &r);
  // CheckOneToOne.cpp
  void checkOneToOne(const Relation &r);
  void checkOneToOneSides(const Relation &r);
  void checkOneToOneActions(const Relation &r);
  void missingOpposite(const RelationEnd &end);
  // CheckManyToMany.cpp
  void checkImplicitManyToMany(const ManyToManyEnds &m);
  void checkEmbeddedManyToMany(const ManyToManyEnds &m);
  void checkEmbeddedEnd(const RelationEnd &end);
  // CheckCycles.cpp
  void checkCycles(const Relation &r);
  void checkCascadingPaths(const Relation &r);
  Action actionOf(const Relation &r, bool onDelete) const;
  bool modifies(const Relation &r) const;

  bool can(Capability c) const { return (traits_->capabilities & c) != 0; }
  bool preview(std::string_view feature) const { return features.count(lower(feature)) != 0; }
  static std::string lower(std::string_view text);
  std::string_view providerText() const { return providerName(provider); }

  const SchemaAst &ast;
  DiagEngine &diags;
  size_t wholeBlocks = SIZE_MAX;
  llvm::BumpPtrAllocator arena;
  std::vector<CheckedBlock> blocks; ///< models, views, types, enums; the room is taken at once
  BlockNames<CheckedBlock *> byName;
  DeclaredTypes declared;

  const Block *datasource = nullptr;
  /// A schema without a datasource is planned for PostgreSQL, and checked for it.
  Provider provider = Provider::PostgreSql;
  const ProviderTraits *traits_ = &traits(Provider::PostgreSql);
  unsigned errorsBefore = 0;
  bool emulated = false; ///< relationMode "prisma"
  const Expr *schemas = nullptr;
  std::unordered_set<std::string_view> schemaNames;
  std::unordered_set<std::string> features;

  std::vector<Relation> relations;
  std::vector<ManyToManyEnds> implicitManyToMany, embeddedManyToMany;
  llvm::DenseMap<RelationKey, RelationEnds> endsOfHubs; ///< of blocks with many relations
  std::unordered_map<const CheckedBlock *, std::vector<const Relation *>> relationsFrom;
  bool composites = false;                     ///< there are types that fields consist of
  std::unordered_set<std::string_view> mapped; ///< of the block at hand
  std::vector<uint64_t> uniqueNames;           ///< hashes of scope and name; see compareNames()
  std::vector<uint64_t> objectNames;           ///< the same of blocks, tables and enums
  bool namesRepeat = false;                    ///< of those
  std::unordered_set<uint64_t> repeatedNames;  ///< those of constraints that are there twice
};

/// Names joined for a message: 'a', 'b'.
std::string quotedNames(const Columns &columns);
std::string joinedNames(const Key &key, std::string_view separator);
/// The argument as written, name and all; else the attribute.
std::string_view argumentText(const Attribute &a, std::string_view name);

} // namespace schemac::prisma
