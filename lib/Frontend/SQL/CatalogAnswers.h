//===- CatalogAnswers.h - What catalogs hold in a state ---------*- C++ -*-===//
#pragma once

#include "CatalogQuery.h"
#include "Scopes.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Publication.h"
#include "schemac/IR/Schema.h"

namespace schemac::sql {

/// Tells whether queries over the server's catalogs have rows in a state.
class CatalogAnswers {
public:
  CatalogAnswers(const Schema &state, Context &context, const Dialect &dialect,
                 const std::vector<Name> &searchPath, FindRelation find)
      : state(state), context(context), dialect(dialect), searchPath(searchPath),
        find(std::move(find)) {}

  /// Nothing: it is not known.
  std::optional<bool> anyRow(const CatalogQuery &query) const;
  /// Whether to_regclass() finds it, to_regtype() or to_regnamespace(); nothing: it is not known.
  std::optional<bool> isRegistered(std::string_view kind, std::string_view text) const;

private:
  /// Something that a catalog has a row of.
  struct Row {
    QName name;       ///< with the namespace that the catalog says of it
    Name table;       ///< that it belongs to
    std::string kind; ///< pg_class.relkind, or pg_type.typtype
    const Column *column = nullptr;
    const Constraint *constraint = nullptr;
    const Table *relation = nullptr;
    const Publication *publication = nullptr;
    std::optional<Name> tableSchema = {}; ///< where it is not the one of `name`
    const View *view = nullptr;           ///< whose column it would be, which is not looked up yet
    bool unsure = false;                  ///< it may be there
    /// It is of what no state holds, so that nothing but the name is known of it; and unsure.
    bool elsewhere = false;
  };
  using Rows = std::vector<Row>;

  // CatalogRows.cpp: those with a name. What comes back is the answer where none fits.
  std::optional<bool> rowsOf(std::string_view kind, std::string_view catalog, Name wanted,
                             Rows &rows) const;
  static Row unknownRow(Name wanted);
  void rowsOfRelations(std::string_view catalog, Name wanted, Rows &rows) const;
  std::optional<bool> rowsOfTypes(Name wanted, Rows &rows) const;
  void rowsOfColumns(std::string_view catalog, Name wanted, Rows &rows) const;
  std::optional<bool> shows(const View &view, Name wanted) const;
  std::optional<bool> rowsOfConstraints(std::string_view catalog, Name wanted, Rows &rows) const;
  void rowsOfPublished(Name wanted, Rows &rows) const;

  std::optional<bool> mayHold(const CatalogTest &test, std::string_view catalog, Name wanted) const;
  std::optional<std::string> valueOf(const Row &row, std::string_view column, bool &isNull) const;
  std::optional<std::string> valueOfColumn(const Column &c, std::string_view column,
                                           bool &isNull) const;
  std::optional<bool> holds(const CatalogTest &test, const Row &row) const;
  std::optional<bool> isOneOf(const CatalogTest &test, QName named) const;
  std::optional<QName> relation(std::string_view text) const;
  bool isThere(QName relation) const;
  bool isType(QName n) const;
  bool isTableOrView(std::string_view name) const;
  std::vector<Name> everyNamespace() const;

  const Schema &state;
  Context &context;
  const Dialect &dialect;
  const std::vector<Name> &searchPath;
  FindRelation find;
};

/// Whether a column of a catalog holds the name of a schema; and that of a table.
bool isNamespaceColumn(std::string_view column);
bool isTableColumn(std::string_view column);

/// Whether the server has a relation of that name by itself, in a schema of its own.
bool isServerRelation(std::string_view name);

/// The serial or identity that brings the sequence \p n along; null: none does.
const Column *columnOfSequence(const Schema &state, Context &context, QName n);

} // namespace schemac::sql
