//===- PostgresDialect.h - PostgreSQL's answers -----------------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"

namespace schemac::postgres {

/// A parameter that limits nothing: text is a varchar of this length.
inline constexpr int Unlimited = 1 << 30;

/// What Types.def says of a kind.
struct TypeRow {
  TypeKind kind;
  std::string_view spelling;
  int defaults[2];
};
const TypeRow &typeRow(TypeKind kind);

std::string typeName(Type type);
/// The one form of \p type that stands for all of its spellings.
Type canonicalType(Context &context, Type type);
std::string quote(std::string_view identifier);
std::vector<TableFault> tableFaults(const Table &table, const Schema &state);
/// Parts of the table that call what neither the server of \p state nor its schema has.
void addMissingCalls(const Table &table, const Schema &state, std::vector<TableFault> &out);
/// Publications whose filter of the table no server takes.
void addFilterFaults(const Table &table, const Schema &state, std::vector<TableFault> &out);
TypeChange typeChange(Type from, Type to);
Fit fit(Type from, Type to);
std::vector<CastRule> castRules();
std::string castExpr(std::string_view value, Type from, Type to);
/// Whether the valid checks of \p table, and the NOT NULLs of its \p columns, imply \p check.
bool provesCheck(const Table &table, const std::vector<Column> &columns, std::string_view check);
Volatility volatility(std::string_view sql, const Schema *state = nullptr);
std::string partitionCheck(const PartitionKey &key, Expr bound);
StepCost cost(const Op &op, const Schema &before, int version);
std::vector<LockRule> lockRules();

} // namespace schemac::postgres
