//===- Serves.h - Whether a table serves an application ---------*- C++ -*-===//
//
// An application reads any column of the schema it is generated from, inserts rows that name its
// columns (leaving out what may be left out), updates and deletes. Here it is asked table by table
// whether a state of the database accepts all of that.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"

namespace schemac {

/// The schema of an application, with the columns whose other form it accepts too.
struct Application {
  const Schema &schema;
  std::span<const SubRef> tolerated;
  const Dialect *dialect; ///< null: only equal types fit
  Context *context;       ///< null: checks over second columns are not known again
  int version = 0;        ///< of the server; 0: the newest
  bool tolerates(QName table, Name column) const;
};

/// Finds columns of a table by their names. The next one is where it is looked for first: two
/// states have those of a table in the same order, but for a few.
class ColumnsInOrder {
public:
  const Column *find(const Table &table, Name name) {
    const std::vector<Column> &columns = table.columns;
    if (next >= columns.size() || columns[next].name != name) {
      const Column *found = table.column(name);
      if (!found)
        return nullptr;
      next = static_cast<size_t>(found - columns.data());
    }
    return &columns[next++];
  }

private:
  size_t next = 0;
};

/// Why not.
struct Refusal {
  std::string reason;    ///< "column 'users.phone' does not exist"
  std::string statement; ///< of the application, that fails
  SourceRange range;     ///< of the declaration in the application's schema, when there is one
};

class TableService {
public:
  TableService(const Schema &state, const Application &app, const Table &known)
      : state(state), app(app), known(known) {}
  /// The first reason why \p known does not find in the state what it expects.
  std::optional<Refusal> refusal();

private:
  std::optional<Refusal> refusalOfWhole();
  // Columns
  std::optional<Refusal> column(const Column &c);
  std::optional<Refusal> unknownColumn(const Column &c);
  bool typeFits(Type expected, Type found) const;
  std::string typeReason(const Column &c, const Column &now) const;
  bool domainFits(QName name) const;
  bool compositeFits(QName name) const;
  bool rowTypeFits(const std::vector<Column> &known, const std::vector<Column> &now) const;
  bool labelsFit(QName expected, QName found) const;
  /// Something gives \p column a value when the application's insert does not.
  bool provided(const Column &column) const;
  bool filled(Name column) const;
  std::vector<const Trigger *> triggers() const;

  // Rules of the state that the application does not know
  std::optional<Refusal> constraint(const Constraint &c);
  std::optional<Refusal> index(const Index &i);
  std::optional<Refusal> rowSecurity() const;
  bool keyKnown(const std::vector<Name> &columns, const Index &rule) const;
  bool obeys(const std::vector<IndexElem> &elems) const;
  bool obeys(const std::vector<Name> &columns) const;
  bool relaxed(Name column, bool nullsDiffer = true) const;
  bool relaxed(const IndexElem &e, bool nullsDiffer) const;
  bool checkKnown(const Constraint &c) const;
  /// \p check over the columns as the application knows them.
  Expr asKnown(Expr check) const;
  std::vector<IndexElem> asKnown(std::vector<IndexElem> elems) const;
  bool exclusionKnown(const Constraint &c) const;
  bool notNullKnown(Name column) const;
  bool labelCheckKnown(Expr check, const Column &column) const;
  bool foreignKeyKnown(const Constraint &c) const;

  /// The column that the application knows and that a sync trigger keeps in step with \p column, or
  /// \p column itself.
  Name knownAs(Name column) const;
  std::string path(Name column) const { return SubRef{known.name, column}.str(); }
  Refusal refuse(std::string reason, std::string statement, SourceRange range = {}) const;
  std::string insertStatement() const;

  const Schema &state;
  const Application &app;
  const Table &known;           ///< as the application knows it
  const Table *table = nullptr; ///< as it is
  /// Its columns that the application knows by another name, and by which; made when asked for.
  mutable std::optional<std::vector<std::pair<Name, Name>>> renamed;
  ColumnsInOrder nowColumns;           ///< of table
  mutable ColumnsInOrder knownColumns; ///< of known
};

/// Whether the application finds the view \p name, when it knows it as one with a query. What the
/// view shows only its text tells: a change of it is a matter of the gate.
std::optional<Refusal> viewRefusal(const Schema &state, const Application &app, QName name);

/// The table behind \p name, directly or through a shim view.
const Table *reachTable(const Schema &state, QName name);

} // namespace schemac
