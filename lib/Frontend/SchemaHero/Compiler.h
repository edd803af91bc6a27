//===- Compiler.h - What the parts of the SchemaHero front end share -*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Frontend/SchemaHero/Diags.h"
#include "schemac/Frontend/SchemaHero/SchemaHero.h"
#include "schemac/Frontend/Yaml/Annotations.h"

namespace schemac::schemahero {

using yaml::Node;

/// Without blanks around it.
std::string lower(std::string_view text);

/// A map whose keys are asked for one after the other; what nobody asked for is then an error.
class Fields {
public:
  /// \p where is what the map is: "a column".
  Fields(DiagEngine &diags, const Node &map, std::string_view where);
  /// The value of a key; null when it is not there or has none.
  const Node *get(std::string_view key);
  /// Keys that concern SchemaHero alone.
  void ignore(std::initializer_list<std::string_view> keys);
  /// Reports the keys that were not asked for.
  void finish();
  bool valid() const { return map.is(Node::Map); }
  /// Whether a key that was asked for stands here in another spelling, which is an error of its
  /// own.
  bool isMisspelt(std::string_view what) const;

private:
  DiagEngine &diags;
  const Node &map;
  std::string_view where;
  std::vector<std::string_view> known;
};

/// What every document has.
struct Document {
  std::string name, database;
  SourceRange range; ///< of the name
  SourceRange start; ///< of the first key
  const Node *databaseNode = nullptr;
  const Node *schema = nullptr; ///< what stands under the key of the database
  bool hasSchema = false;       ///< of whatever database
};

class Compiler {
public:
  /// \p database is the key of the documents' parts that are read: "postgres", "mysql",
  /// "sqlite", "cockroachdb".
  Compiler(const SourceManager &sources, Context &context, DiagEngine &diags,
           std::string_view database);
  void read(const yaml::File &file);
  std::optional<Result> finish();

private:
  // Values.cpp: scalars, with an error where something else stands.
  void wrong(SourceRange range, std::string text);
  /// Keys are missing; no further error when one of them is there, misspelt.
  void lacks(const Fields &fields, SourceRange range, std::string text);
  bool scalar(const Node &node, std::string_view what);
  Name name(const Node &node, std::string_view what);
  bool flag(const Node *node);
  std::vector<Name> names(const Node &node, std::string_view what);
  Expr sql(const Node &node, std::string_view what);
  void reportTypes();
  QName qname(std::string_view text, Name schema = Name());
  Type type(const Node &node);
  Type mySqlType(const Node &node);
  void parameters(const Node &node, Parameters &out);
  /// The items of a list, each of which is a map.
  std::vector<const Node *> maps(const Node *list, std::string_view what);

  // Documents.cpp
  void document(const Node &root);
  void resource(const Node &root);
  bool describe(Fields &spec, Document &doc);
  const Node *ownPart(const Node &schema, const Document &doc);
  bool is(std::string_view database) const { return dialect.name() == database; }
  bool isOneDatabase(const Document &doc);
  template <class T> void put(T entity);

  // Tables.cpp
  void table(const Document &doc);
  void column(const Node &node, Table &table);
  void columnType(const Node &node, Column &column);
  void numbered(Column &column, SourceRange range);
  Expr defaultOf(const Node &node);
  void primaryKey(const Node &node, Table &table);

  // Intents.cpp
  void intents(const Node &item, Column &column);
  void intents(const Document &doc, Table &table);
  void drops();

  // Constraints.cpp
  void foreignKey(const Node &node, Table &table);
  void index(const Node &node, Table &table);
  void indexElements(Fields &fields, const Node &node, Index &index);
  void check(const Node &node, Table &table);
  void exclusion(const Node &node, Table &table);

  // Routines.cpp
  void function(const Document &doc);
  void extension(const Document &doc);
  void trigger(const Node &node, Table &table);
  bool event(const Node &node, TriggerAction &action, bool first);
  void execute(const Node &node, TriggerAction &action);
  void procedure(const Node &node, TriggerAction &action);
  FunctionArg parameter(const Node &node);

  const SourceManager &sources;
  Context &context;
  DiagEngine &diags;
  const Dialect &dialect;
  Result out;
  std::optional<yaml::Annotations> annotations; ///< of the file being read
  std::vector<const Node *> unknownTypes;
  Document first; ///< the first that names a database
  bool hasChecks = false, hasExclusions = false, hasExpressions = false, hasPartial = false;
};

} // namespace schemac::schemahero
