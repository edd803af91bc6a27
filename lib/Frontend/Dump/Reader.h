//===- Reader.h - Statements to a state -------------------------*- C++ -*-===//
#pragma once

#include "Cursor.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Frontend/Dump/Dump.h"
#include <functional>

namespace schemac::dump {

bool isUtf8(std::string_view text);

class Reader {
public:
  /// \p home: the database whose names are those of the default namespace; it may be empty.
  Reader(const Dialect &dialect, Context &context, DiagEngine &diags, std::string home);
  void statement(std::string_view text, Loc base);
  Schema finish();

private:
  using Statement = void (Reader::*)(Cursor &);

  bool isMySql() const { return dialect.family() == "mysql"; }
  bool isMariaDb() const { return dialect.name() == "mariadb"; }
  /// Reports once for a statement, of which nothing more is read.
  void expected(Cursor &c, std::string_view what);
  void leftOut(SourceRange range, std::string what);
  void conflict(Cursor &c);
  bool expect(Cursor &c, std::string_view word);
  bool expectSymbol(Cursor &c, std::string_view symbol);

  // Reader.cpp
  void create(Cursor &c);
  bool acceptOwner(Cursor &c, bool &invoker);

  // Create.cpp
  void createView(Cursor &c, bool replace, bool invoker);
  void createIndex(Cursor &c, bool unique, std::string_view method);

  // Alter.cpp
  void drop(Cursor &c);
  void dropPart(Cursor &c, bool index);
  bool isTableOption(Cursor &c) const;
  void alter(Cursor &c);
  void alterAction(Cursor &c, Table &t);
  void defineAnew(Cursor &c, Table &t);
  void addTo(Cursor &c, Table &t);

  // Words.cpp
  std::optional<Name> name(Cursor &c);
  QName qname(Cursor &c);
  std::vector<Name> names(Cursor &c);
  Name text(Cursor &c);
  Expr expr(std::string_view sql);
  std::optional<int64_t> number(Cursor &c);

  // Tables.cpp
  void createTable(Cursor &c);
  void definition(Cursor &c, Table &t);
  bool tableConstraint(Cursor &c, Table &t);
  bool tableOption(Cursor &c, Table &t);
  void tableOptions(Cursor &c, Table &t);

  // Keys.cpp
  void key(Cursor &c, Table &t, bool unique, std::string_view method, Name called);
  void primaryKey(Cursor &c, Table &t, Name called);
  void check(Cursor &c, Table &t, Name called, Name column);
  void foreignKey(Cursor &c, Table &t, Name called, std::vector<Name> columns);
  std::vector<IndexElem> elements(Cursor &c);
  Name indexMethod(Cursor &c);
  void indexOptions(Cursor &c, Table &t, Index &i);
  std::optional<FkAction> action(Cursor &c);
  Name freshIndexName(const Table &t, Name wanted) const;
  void indexUnnamedKeys(Table &t);
  void settleKeys(Table &t);
  void settleRowId(Table &t) const;
  static bool isMemory(const Table &t);

  // Columns.cpp
  void column(Cursor &c, Table &t);
  Type type(Cursor &c);
  Type quotedType(Cursor &c);
  Type nationalType(Cursor &c);
  bool columnOption(Cursor &c, Table &t, Column &column, ColumnExtra &extra, Name &named);
  Expr defaultOf(Cursor &c, Type type);
  void keysOfColumn(Cursor &c, Table &t, Column &column, Name named, bool primary, bool descending);
  bool isDocument(const Constraint &check, const Column &column, const ColumnExtra &extra,
                  Name ofTable);
  void document(Table &t, Column &column, ColumnExtra &extra);
  void documents(Table &t);
  void binaryText(Column &column, ColumnExtra &extra);

  // Parts.cpp
  void partitions(Cursor &c, Table &t);
  bool method(Cursor &c, auto &by, std::string_view count);
  void part(Cursor &c, RowParts &r);
  void partOptions(Cursor &c, Name &comment);

  // Routines.cpp
  void createTrigger(Cursor &c);
  void createRoutine(Cursor &c, bool procedure, bool replace);
  void dropRoutine(Cursor &c, bool procedure);
  void alterRoutine(Cursor &c, bool procedure);
  const Function *routine(QName n, bool procedure) const;
  Type routineType(Cursor &c, const Function &f);
  void arguments(Cursor &c, Function &f);
  bool characteristic(Cursor &c, Function &f);

  const Dialect &dialect;
  Context &context;
  DiagEngine &diags;
  std::string home;
  Schema out;
  bool failed = false;                        ///< of the statement that is read
  unsigned checks = 0, keys = 0;              ///< of the table, for names
  std::vector<std::vector<Name>> unnamedKeys; ///< columns of the statement's foreign keys
  SourceRange treeKey;                        ///< PRIMARY KEY USING BTREE
  bool keyOfTable = false;                    ///< the primary key is not said of a column
};

} // namespace schemac::dump
