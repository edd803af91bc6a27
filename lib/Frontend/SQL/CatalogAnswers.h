//===- CatalogAnswers.h - What catalogs hold in a state ---------*- C++ -*-===//
#pragma once

#include "CatalogQuery.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Schema.h"

namespace schemac::sql {

/// Tells whether queries over the server's catalogs have rows in a state.
class CatalogAnswers {
public:
  CatalogAnswers(const Schema &state, Context &context, const Dialect &dialect,
                 const std::vector<Name> &searchPath)
      : state(state), context(context), dialect(dialect), searchPath(searchPath) {}

  /// Nothing: it is not known.
  std::optional<bool> anyRow(const CatalogQuery &query) const;
  /// Whether to_regclass() finds it, to_regtype() or to_regnamespace().
  bool isRegistered(std::string_view kind, std::string_view text) const;

private:
  /// Something that a catalog has a row of.
  struct Row {
    QName name;       ///< with the namespace that the catalog says of it
    Name table;       ///< that it belongs to
    std::string kind; ///< pg_class.relkind, or pg_type.typtype
    const Column *column = nullptr;
    const Constraint *constraint = nullptr;
  };
  using Rows = std::vector<Row>;

  void rowsOfRelations(std::string_view catalog, Name wanted, Rows &rows) const;
  void rowsOfTypes(Name wanted, Rows &rows) const;
  std::optional<bool> rowsOf(std::string_view kind, std::string_view catalog, Name wanted,
                             Rows &rows) const;
  std::optional<std::string> valueOf(const Row &row, std::string_view column, bool &isNull) const;
  std::optional<std::string> valueOfColumn(const Column &c, std::string_view column,
                                           bool &isNull) const;
  std::optional<bool> holds(const CatalogTest &test, const Row &row) const;
  std::optional<bool> isOneOf(const CatalogTest &test, QName named) const;
  std::optional<QName> relation(std::string_view text) const;
  bool isThere(QName relation) const;
  bool isType(QName n) const;
  std::vector<Name> everyNamespace() const;

  const Schema &state;
  Context &context;
  const Dialect &dialect;
  const std::vector<Name> &searchPath;
};

/// Whether the sequence \p n is one that a serial or an identity brings along.
bool hasSequenceOfColumn(const Schema &state, Context &context, QName n);

} // namespace schemac::sql
