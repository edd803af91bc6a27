//===- Reader.h - From rows of the catalog to a schema ----------*- C++ -*-===//
//
// One pass over each query's rows. Objects find each other by their numbers in the catalog; what a
// later query says of an object (columns, constraints, comments) is put into it by that number.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Connection.h"
#include "Text.h"
#include "schemac/Database/Database.h"
#include "schemac/Dialect/Dialect.h"
#include <deque>
#include <unordered_map>

namespace schemac::database {

using Oid = int64_t;

/// A row of pg_class with what hangs on it.
struct Relation {
  char kind = 0; ///< as in pg_class
  QName name;
  Table table;       ///< r, p, f; of the others: columns
  View view;         ///< v, m
  Sequence sequence; ///< S
  char tie = 0;      ///< S: 'a' owned by a column, 'i' an identity's
  Oid owner = 0;     ///< S: the table
  int ownerColumn = 0;
  std::vector<Oid> parents;
  std::unordered_map<int, Name> columns; ///< by number

  bool isTable() const { return kind == 'r' || kind == 'p'; }
};

/// What a comment or a grant is of.
struct Place {
  KindId kind = KindId::Table;
  QName object;
  PartKind part = PartKind::None;
  Name sub;
};

/// An index of the catalog that is behind a key or an exclusion constraint.
struct KeyPlace {
  Oid table = 0;
  Name constraint;
};

class Reader {
public:
  Reader(Connection &connection, Context &context, DiagEngine &diags, Introspection &out);
  bool run();
  bool keepsClosed = false; ///< see introspect()

private:
  // ReadTypes.cpp
  void readObjects(const Rows &rows);
  Type typeOf(Oid oid, std::string_view text);
  // ReadRelations.cpp
  void readRelations(const Rows &rows);
  void readTable(const Rows &rows, int row, Relation &r);
  void readView(const Rows &rows, int row, Relation &r);
  void readSequence(const Rows &rows, int row, Relation &r);
  void readSizes(const Rows &rows, int row, Table &t);
  void nameParents();
  void tieSequences();
  void addSizes();
  // ReadColumns.cpp
  void readColumns(const Rows &rows);
  void readPartitionKeys(const Rows &rows);
  // ReadConstraints.cpp
  void readConstraints(const Rows &rows);
  void readDomainCheck(const Rows &rows, int row);
  // ReadIndexes.cpp
  void readIndexes(const Rows &rows);
  void placeIndex(const Rows &rows, int first, int end);
  void listPart(const Rows &rows, int part, int whole);
  // ReadRoutines.cpp
  void readRoutines(const Rows &rows);
  void readTriggers(const Rows &rows);
  void readPolicies(const Rows &rows);
  // ReadAccess.cpp
  void readAccess(const Rows &rows);
  void readDefaultPrivilege(std::string_view what, std::string_view role,
                            std::string_view privilege, bool withGrantOption);
  void readPublic(std::string_view what, std::string_view role, std::string_view privilege,
                  bool withGrantOption);
  void readUnheld(const Rows &rows);
  // ReadTroubles.cpp
  void readTrouble(const Rows &rows, int row);
  void finish();
  void report();

  Relation *relation(Oid oid);
  /// Null for what is no number of a column.
  Name columnName(Oid relation, int64_t number);
  std::vector<Name> columnNames(Oid relation, std::string_view numbers);
  QName qname(std::string_view ns, std::string_view name);
  Expr expr(const Rows &rows, int row, int column); ///< null for NULL
  Name name(const Rows &rows, int row, int column); ///< null for NULL and empty text
  void unheld(std::string kind, std::string name) { out.unheld[std::move(kind)].push_back(name); }
  void place(char catalog, Oid oid, Place p) { places[{catalog, oid}] = p; }

  Connection &connection;
  Context &context;
  DiagEngine &diags;
  Introspection &out;
  const Dialect &dialect;
  std::deque<Relation> relations; ///< in the order of their names
  std::unordered_map<Oid, Relation *> byOid;
  std::unordered_map<Oid, Type> types; ///< that the schema defines, and arrays of them
  std::unordered_map<Oid, QName> domains;
  std::deque<Composite> composites;
  std::unordered_map<Oid, Composite *> compositeOf; ///< by the number of its pg_class row
  std::unordered_map<Oid, KeyPlace> keys;           ///< by the number of the index
  std::unordered_map<Oid, std::string> indexParts;  ///< of partitions, of which the whole says all
  std::map<std::pair<char, Oid>, Place> places;
};

} // namespace schemac::database
