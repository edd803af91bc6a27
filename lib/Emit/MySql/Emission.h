//===- Emission.h - One step on its way to MySQL's SQL ----------*- C++ -*-===//
//
// Every identifier is quoted. An object of the default namespace is named without one: it is in the
// database that the connection is to.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Emit/Emit.h"
#include <fmt/format.h>

namespace schemac::emitmysql {

class Emission {
public:
  Emission(const Dialect &dialect, const Schema &before, int version)
      : dialect(dialect), before(before), version(version) {
    out.transactional = false; // every statement commits
  }

  const Dialect &dialect;
  const Schema &before;
  int version;
  SqlStep out;

  bool isMariaDb() const { return dialect.name() == "mariadb"; }
  std::string quote(Name name) const { return dialect.quote(name.str()); }
  std::string quote(QName name) const {
    return (name.ns ? quote(name.ns) + "." : "") + quote(name.name);
  }
  std::string list(const std::vector<Name> &names) const;
  std::string text(Name value) const { return dialect.quoteString(value.str()); }
  template <class... A> void add(fmt::format_string<A...> format, A &&...args) {
    out.statements.push_back(fmt::format(format, std::forward<A>(args)...));
  }
};

// Definitions.cpp
/// Whether \p c is the test of a column, as MariaDB has it beside those of tables: called as the
/// column is, said in its definition, and gone with it.
bool isOfColumn(const Emission &e, const Table &table, const Constraint &c);
std::string columnDef(const Emission &e, const Table &table, const Column &column);
std::string constraintDef(const Emission &e, const Constraint &constraint);
/// As a part of CREATE TABLE and of ALTER TABLE ... ADD.
std::string indexDef(const Emission &e, const Table &table, const Index &index);
/// As a statement.
std::string createIndex(const Emission &e, const Table &table, const Index &index);
/// What stands behind the parentheses of CREATE TABLE.
std::string tableOptions(const Emission &e, const Table &table);
/// PARTITION BY; empty when it keeps its rows together.
std::string partsDef(const Emission &e, const Table &table);
void commentOn(const Function &function, Name text, Emission &e);
std::string createTrigger(const Emission &e, QName table, const Trigger &trigger);

// One overload for every step that is planned: a new one does not link without it.
#define PLANNED(CLASS) void emit(CLASS##Op op, Emission &e);
#include "schemac/Dialect/MySql/Steps.def"

} // namespace schemac::emitmysql
