//===- SqlNeedsOfExtensions.cpp - Types, classes and methods of others ----===//
//
// Of a word that a common extension brings the extension is told. Of any other that no server has,
// the word: unless the schema has an extension of which nobody here knows what it brings.
//
//===----------------------------------------------------------------------===//
#include "Write/SqlNeeds.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Dialect/Postgres/ExtensionWords.h"
#include "schemac/IR/OperatorClasses.h"
#include "schemac/IR/Queries.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

using postgres::ExtensionWord;

template <class Entities> static bool haveNamed(const Entities &entities, std::string_view name) {
  for (const auto &e : entities)
    if (e.name.name.str() == name)
      return true;
  return false;
}

void SqlNeeds::extension(std::string_view name, const Owner &owner) {
  if (!haveNamed(writing.schema.extensions(), name))
    report(owner.range, owner.kind, owner.name, "extension", std::string(name));
}

/// The last part of a type's name as the catalog writes it: geometry, of "gis"."geometry"(point).
/// Empty for those of the server that say so.
static std::string bareTypeName(std::string_view spelling) {
  std::vector<SqlToken> t = lexSqlTokens(spelling);
  if (t.empty() || !t.front().isName() || t.front().isWord("pg_catalog") ||
      t.front().isWord("information_schema"))
    return {};
  bool isQualified = t.size() > 2 && t[1].isSymbol(".") && t[2].isName();
  return t[isQualified ? 2 : 0].name();
}

/// Every table and view is a type of rows.
static bool hasRowsCalled(const Schema &schema, std::string_view name) {
  return haveNamed(schema.tables(), name) || haveNamed(schema.views(), name);
}

void SqlNeeds::type(Type type, const Owner &owner) {
  while (type.is(TypeKind::Array))
    type = type.element();
  if (type.is(TypeKind::CiText))
    return extension("citext", owner);
  if (!type.is(TypeKind::Native))
    return;
  std::string spelling(type.native().str()), name = bareTypeName(spelling);
  if (name.empty() || postgres::isServerType(name) || hasRowsCalled(writing.schema, name))
    return;
  std::string_view brought = postgres::extensionWith(ExtensionWord::Type, name);
  if (!brought.empty())
    extension(brought, owner);
  else if (!hasOthers)
    report(owner.range, owner.kind, owner.name, "type", name);
}

void SqlNeeds::method(Name method, const Owner &owner) {
  static constexpr std::string_view OfServer[] = {"",    "btree", "hash",  "gist",
                                                  "gin", "brin",  "spgist"};
  if (std::ranges::count(OfServer, method.str()))
    return;
  std::string_view brought = postgres::extensionWith(ExtensionWord::Method, method.str());
  if (!brought.empty())
    extension(brought, owner);
  else if (!hasOthers)
    report(owner.range, owner.kind, owner.name, "access method", std::string(method.str()));
}

void SqlNeeds::element(const Table &table, const IndexElem &e, Name method, const Owner &owner) {
  if (e.opclass) {
    std::string_view name = e.opclass.str(),
                     brought = postgres::extensionWith(ExtensionWord::Class, name);
    bool isElsewhere = name.starts_with('"'); // with a namespace, see OutsideNames.h
    if (!brought.empty())
      extension(brought, owner);
    else if (!hasOthers && (isElsewhere || !isClassOfServer(name)))
      report(owner.range, owner.kind, owner.name, "operator class", std::string(name));
    return;
  }
  const Column *c = e.column ? table.column(e.column) : nullptr;
  if (!c)
    return;
  std::string_view brought =
      postgres::extensionOfUsualClass(method.str(), baseOf(writing.schema, c->type));
  if (!brought.empty() && !hasOthers)
    extension(brought, owner);
}

void SqlNeeds::typesOf(const Table &table) {
  for (const Column &c : table.columns)
    type(c.type, {c.range, "column", fmt::format("{}.{}", table.name.str(), c.name.str())});
}

void SqlNeeds::indexesOf(const Table &table) {
  auto look = [&](const std::vector<IndexElem> &elems, Name by, const Owner &owner) {
    method(by, owner);
    for (const IndexElem &e : elems)
      element(table, e, by, owner);
  };
  for (const Index &i : table.indexes)
    look(i.elems, i.method, {i.range, "index", std::string(i.name.str())});
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::Exclusion)
      look(c.more().elems, c.more().method, {c.range, "constraint", std::string(c.name.str())});
}

void SqlNeeds::lookAtExtensions() {
  if (!known)
    return;
  for (const Domain &d : writing.schema.domains())
    type(d.base, {d.range, "domain", d.name.str()});
  for (const Composite &c : writing.schema.composites())
    for (const Attribute &a : c.attributes)
      type(a.type, {a.range, "type", c.name.str()});
  for (const Function &f : writing.schema.functions()) {
    Owner owner{f.range, f.procedure ? "procedure" : "function", std::string(f.called.str())};
    for (const FunctionArg &a : f.args)
      type(a.type, owner);
    for (const FunctionArg &a : f.table)
      type(a.type, owner);
    if (f.returns)
      type(f.returns, owner);
  }
  for (const Table &t : writing.schema.tables())
    typesOf(t);
  for (const Table &t : writing.schema.tables())
    indexesOf(t);
}

} // namespace schemac
