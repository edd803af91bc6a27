//===- Lowering.h - A valid schema to IR ------------------------*- C++ -*-===//
//
// Split by what is lowered: LowerTypes.cpp, LowerDefaults.cpp, LowerModels.cpp (tables, columns),
// LowerKeys.cpp (keys and indexes), LowerRelations.cpp (foreign keys, join tables), LowerSchema.cpp
// (the rest). The tree has passed validation, so what is not there is left out without a word.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Annotations.h"
#include "Check.h"
#include "LoweredBlocks.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Frontend/Prisma/Query.h"
#include "schemac/IR/Schema.h"
#include "schemac/Words/Prisma/ColumnTypes.h"

namespace schemac::prisma {

/// A schema without errors.
struct ValidSchema {
  SchemaAst ast;
  Findings found;
  Changes changes; ///< since the version validated before
};

class Lowering {
public:
  Lowering(const ValidSchema &schema, Schema *older, LoweredBlocks *blocks, Context &context,
           DiagEngine &diags)
      : ast(schema.ast), found(schema.found), changes(schema.changes), older(older), blocks(blocks),
        context(context), diags(diags), qualifiedNames(ast.blocks.size()) {}

  /// Nothing when the provider has no dialect.
  std::optional<Schema> run();

private:
  // LowerSchema.cpp
  bool readDatasource();
  void lowerExtension(const Block &source, const Expr &e);
  void lowerEnum(const Block &b);
  void lowerLabels(const Block &b);
  void lowerFreeComments();
  QName qualified(const Block &b);
  Name nameOf(const Member &m) { return context.name(databaseName(m)); }
  Name nameOf(const EnumValue &v) { return context.name(databaseName(v)); }

  // LowerTypes.cpp
  DeclaredType declared(const Block &b, const Field &f) const {
    return found.types.of(ast, size_t(&b - ast.blocks.data()), size_t(&f - b->fields.begin()));
  }
  Type lowerType(const Block &b, const Field &f);
  Type lowerEnumType(const Block &b);
  Type elementType(const Block &b, const Field &f);

  // LowerDefaults.cpp
  void lowerDefault(const Block &b, const Field &f, Column &column);
  std::string now(const Column &column) const;
  std::string quoted(std::string_view text) const;
  std::string literal(const Block &b, const Field &f, const prisma::Expr &e, const Block *enumType);

  // LowerModels.cpp
  void putModel(const Block &b);
  Table lowerModel(const Block &b);
  void lowerView(const Block &b);
  void tableOptions(Table &t);
  std::shared_ptr<Table> put(Table t);
  void lowerColumns(const Block &b, std::vector<Column> &out);
  Column lowerColumn(const Block &b, const Field &f, Name name);
  void tableIntents(const Block &b, Table &table);
  void columnIntents(const Block &b, const Field &f, Column &column);
  bool isColumn(const Block &b, const Field &f) const;
  void misplaced(const Annotation &a, std::string_view on);

  // LowerKeys.cpp
  void indexOptions(const List<Argument> &args, IndexElem &e);
  void lowerKeys(const Block &b, Table &table);
  void lowerKeyLengths(const Block &b, const Attribute &a, std::span<const FieldRef> fields,
                       Constraint &c);
  void lowerPrimaryKey(const Block &b, Table &table, const Attribute &a,
                       std::span<const FieldRef> fields);
  void lowerIndex(const Block &b, Table &table, const Attribute &a,
                  std::span<const FieldRef> fields, bool unique);
  schemac::Expr predicate(const Block &b, const Attribute &a);
  IndexElem indexElem(const Block &b, const FieldRef &ref, std::string_view method);

  // LowerRelations.cpp
  void lowerForeignKeys(const Block &b, Table &table);
  void lowerForeignKey(const Block &b, const Field &f, const RelationInfo &r, Table &table);
  void lowerJoinTable(const ListRelation &r);
  // EmulatedRelations.cpp
  void checkEmulatedRelations(const Block &b, const Table &table);
  const Field *idField(const Block &b) const;

  const SchemaAst &ast;
  const Findings &found;
  const Changes &changes; ///< since the version that \c blocks is of
  Schema *older;          ///< what there is already; may be null
  LoweredBlocks
      *blocks; ///< of the older one, when there is one; otherwise to be filled; may be null
  Context &context;
  DiagEngine &diags;
  Schema out;
  std::vector<QName> qualifiedNames; ///< of the blocks, once they were asked for
  Provider provider = Provider::PostgreSql;
  const Dialect *dialect = nullptr;
  size_t limit = 63; ///< of identifiers
  bool foreignKeys = true;
};

} // namespace schemac::prisma
