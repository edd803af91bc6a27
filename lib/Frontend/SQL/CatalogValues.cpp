//===- CatalogValues.cpp - What the columns of catalogs hold --------------===//
//
// As text, as a condition compares it; nothing where it is not known.
//
//===----------------------------------------------------------------------===//
#include "CatalogAnswers.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::sql {

namespace {

constexpr std::string_view ColumnsOfNamespace[] = {
    "table_schema",   "schemaname",          "constraint_schema", "routine_schema",
    "trigger_schema", "event_object_schema", "sequence_schema",   "specific_schema",
    "nspname",        "connamespace",        "relnamespace",      "typnamespace",
    "pronamespace",   "enum_schema"};
constexpr std::string_view ColumnsOfTable[] = {"table_name", "event_object_table", "tablename",
                                               "relname"};

bool isListed(std::span<const std::string_view> list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

/// What information_schema.columns calls a type, and pg_type; empty: not told here.
std::pair<std::string, std::string> namesOfType(Type t, const Dialect &dialect) {
  switch (t ? t.kind() : TypeKind::Native) {
  case TypeKind::Bool:
    return {"boolean", "bool"};
  case TypeKind::I16:
    return {"smallint", "int2"};
  case TypeKind::I32:
    return {"integer", "int4"};
  case TypeKind::I64:
    return {"bigint", "int8"};
  case TypeKind::F32:
    return {"real", "float4"};
  case TypeKind::F64:
    return {"double precision", "float8"};
  case TypeKind::Numeric:
    return {"numeric", "numeric"};
  case TypeKind::VarChar:
    return {"character varying", "varchar"};
  case TypeKind::Char:
    return {"character", "bpchar"};
  case TypeKind::VarBit:
    return {"bit varying", "varbit"};
  case TypeKind::Bit:
    return {"bit", "bit"};
  case TypeKind::Time:
    return {"time without time zone", "time"};
  case TypeKind::TimeTz:
    return {"time with time zone", "timetz"};
  case TypeKind::Timestamp:
    return {"timestamp without time zone", "timestamp"};
  case TypeKind::TimestampTz:
    return {"timestamp with time zone", "timestamptz"};
  case TypeKind::Interval:
    return {"interval", "interval"};
  case TypeKind::Enum:
  case TypeKind::Composite:
  case TypeKind::Range:
    return {"USER-DEFINED", std::string(t.named().name.str())};
  case TypeKind::CiText:
    return {"USER-DEFINED", "citext"};
  case TypeKind::Array: {
    std::string element = namesOfType(t.element(), dialect).second;
    return {"ARRAY", element.empty() ? "" : "_" + element};
  }
  case TypeKind::Domain:
  case TypeKind::Native:
    return {};
  default: { // those whose one name is what everybody calls them
    std::string name = llvm::StringRef(dialect.typeName(t)).lower();
    return {name, name};
  }
  }
}

std::string kindOf(ConstraintKind kind, bool asLetter) {
  switch (kind) {
  case ConstraintKind::PrimaryKey:
    return asLetter ? "p" : "PRIMARY KEY";
  case ConstraintKind::Unique:
    return asLetter ? "u" : "UNIQUE";
  case ConstraintKind::Check:
    return asLetter ? "c" : "CHECK";
  case ConstraintKind::ForeignKey:
    return asLetter ? "f" : "FOREIGN KEY";
  case ConstraintKind::Exclusion:
    return asLetter ? "x" : "";
  }
  return {};
}
} // namespace

bool isNamespaceColumn(std::string_view column) { return isListed(ColumnsOfNamespace, column); }
bool isTableColumn(std::string_view column) { return isListed(ColumnsOfTable, column); }

std::optional<std::string> CatalogAnswers::valueOfColumn(const Column &c, std::string_view column,
                                                         bool &isNull) const {
  auto yes = [](bool b) { return std::string(b ? "YES" : "NO"); };
  bool identity =
      c.generation == Generation::IdentityAlways || c.generation == Generation::IdentityByDefault;
  bool computed = c.generation == Generation::Stored || c.generation == Generation::Virtual;
  if (column == "data_type" || column == "udt_name" || column == "typname") {
    auto [data, udt] = namesOfType(c.type, dialect);
    std::string &name = column == "data_type" ? data : udt;
    return name.empty() ? std::nullopt : std::optional(name);
  }
  if (column == "is_nullable")
    return yes(c.nullable);
  if (column == "attnotnull")
    return c.nullable ? "f" : "t";
  if (column == "is_identity")
    return yes(identity);
  if (column == "is_generated")
    return computed ? "ALWAYS" : "NEVER";
  if (column == "character_maximum_length") {
    int length = c.type.is(TypeKind::VarChar) || c.type.is(TypeKind::Char) ? c.type.param(0) : -1;
    if (c.type.is(TypeKind::Char) && length < 0)
      length = 1;
    isNull = length < 0;
    bool told = !c.type.is(TypeKind::Domain) && !c.type.is(TypeKind::Native) &&
                !c.type.is(TypeKind::Bit) && !c.type.is(TypeKind::VarBit);
    return told ? std::optional(std::to_string(length)) : std::nullopt;
  }
  if (column == "column_default") {
    isNull = !c.defaultExpr && c.generation != Generation::Serial;
    return isNull ? std::optional(std::string()) : std::nullopt;
  }
  if (column == "atthasdef")
    return c.defaultExpr || c.generation == Generation::Serial || computed ? "t" : "f";
  return std::nullopt;
}

std::optional<std::string> CatalogAnswers::valueOf(const Row &row, std::string_view column,
                                                   bool &isNull) const {
  if (isListed(ColumnsOfNamespace, column)) {
    Name ns = column == "table_schema" ? row.tableSchema.value_or(row.name.ns) : row.name.ns;
    return std::string(ns ? ns.str() : "public");
  }
  if (isListed(ColumnsOfTable, column))
    return row.table ? std::optional(std::string(row.table.str())) : std::nullopt;
  if (column == "attisdropped" || column == "tgisinternal")
    return "f";
  if (row.column)
    return valueOfColumn(*row.column, column, isNull);
  if (row.constraint && column == "contype")
    return kindOf(row.constraint->kind, true);
  if (row.constraint && column == "constraint_type" &&
      row.constraint->kind != ConstraintKind::Exclusion)
    return kindOf(row.constraint->kind, false);
  if (row.constraint && column == "convalidated")
    return row.constraint->notValid ? "f" : "t";
  auto letter = [](bool b) { return std::string(b ? "t" : "f"); };
  if (row.publication && column == "pubname")
    return std::string(row.publication->name.name.str());
  if (row.publication && column == "puballtables")
    return letter(row.publication->allTables);
  if (row.relation && (column == "relrowsecurity" || column == "rowsecurity"))
    return letter(row.relation->rowSecurity);
  if (row.relation && column == "relforcerowsecurity")
    return letter(row.relation->forceRowSecurity);
  if (row.relation && column == "relispartition")
    return letter(bool(row.relation->partitionOf));
  if (row.relation && column == "relpersistence")
    return std::string(row.relation->unlogged ? "u" : "p");
  if (column == "relkind" || column == "typtype" || column == "prokind")
    return row.kind;
  if (column == "table_type")
    return row.kind == "v" ? "VIEW" : "BASE TABLE";
  if (column == "typname" && row.kind == "e")
    return std::string(row.table.str()); // of a label
  return std::nullopt;
}

} // namespace schemac::sql
