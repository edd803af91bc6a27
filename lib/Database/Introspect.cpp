//===- Introspect.cpp - A live database as a schema -----------------------===//
#include "Queries.h"
#include "Reader.h"
#include "schemac/Database/Diags.h"
#include <fmt/format.h>

namespace schemac::database {

Reader::Reader(Connection &connection, Context &context, DiagEngine &diags, Introspection &out)
    : connection(connection), context(context), diags(diags), out(out),
      dialect(*findDialect("postgres")) {}

bool Reader::run() {
  int version = connection.majorVersion();
  struct {
    std::string query;
    void (Reader::*read)(const Rows &);
  } steps[] = {
      {queries::objects(version), &Reader::readObjects},
      {queries::relations(), &Reader::readRelations},
      {queries::columns(version), &Reader::readColumns},
      {queries::partitionKeys(), &Reader::readPartitionKeys},
      {queries::constraints(version), &Reader::readConstraints},
      {queries::indexes(version), &Reader::readIndexes},
      {queries::routines(version), &Reader::readRoutines},
      {queries::triggers(version), &Reader::readTriggers},
      {queries::policies(version), &Reader::readPolicies},
      {queries::access(), &Reader::readAccess},
      {queries::unheld(version), &Reader::readUnheld},
  };
  for (const auto &step : steps) {
    std::optional<Rows> rows = connection.query(step.query);
    if (!rows)
      return false;
    (this->*step.read)(*rows);
  }
  report();
  return true;
}

Relation *Reader::relation(Oid oid) {
  auto it = byOid.find(oid);
  return it == byOid.end() ? nullptr : it->second;
}

Name Reader::columnName(Oid oid, int64_t number) {
  Relation *r = relation(oid);
  if (!r)
    return {};
  auto it = r->columns.find(static_cast<int>(number));
  return it == r->columns.end() ? Name() : it->second;
}

std::vector<Name> Reader::columnNames(Oid oid, std::string_view numbers) {
  std::vector<Name> names;
  for (int64_t n : numbersIn(numbers))
    if (Name name = columnName(oid, n))
      names.push_back(name);
  return names;
}

QName Reader::qname(std::string_view ns, std::string_view name) {
  bool isDefault = ns.empty() || ns == dialect.defaultNamespace() || ns == "pg_catalog";
  return isDefault ? context.qname(name) : context.qname(ns, name);
}

Expr Reader::expr(const Rows &rows, int row, int column) {
  return rows.isNull(row, column) ? Expr() : context.expr(bareExpression(rows.text(row, column)));
}

Name Reader::name(const Rows &rows, int row, int column) {
  std::string_view text = rows.text(row, column);
  return text.empty() ? Name() : context.name(text);
}

std::optional<Introspection> introspect(const std::string &url, Context &context, DiagEngine &diags,
                                        bool keepsClosed) {
  Target target = readTarget(url);
  if (!target.error.empty()) {
    diags.report({}, diag::err_db_url, target.shown, target.error);
    return std::nullopt;
  }
  Introspection out;
  out.shown = target.shown;
  Connection connection;
  if (!connection.open(target)) {
    diags.report({}, diag::err_db_connect, out.shown, connection.error);
    return std::nullopt;
  }
  const Dialect &dialect = *findDialect("postgres");
  int version = connection.majorVersion();
  if (version < dialect.oldestVersion()) {
    diags.report({}, diag::err_db_query, out.shown,
                 fmt::format("it is PostgreSQL {}, and {} is the oldest that is read", version,
                             dialect.oldestVersion()));
    return std::nullopt;
  }
  out.schema.name = context.name("database");
  out.schema.dialect = context.name(dialect.name());
  out.schema.version = version;
  Reader reader(connection, context, diags, out);
  reader.keepsClosed = keepsClosed;
  if (!reader.run()) {
    diags.report({}, diag::err_db_query, out.shown, connection.error);
    return std::nullopt;
  }
  out.queries = connection.queries();
  return out;
}

} // namespace schemac::database
