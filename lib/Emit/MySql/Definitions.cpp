//===- Definitions.cpp - Columns, constraints and indexes as SQL ----------===//
#include "Emission.h"
#include "schemac/Dialect/MySql/MySql.h"
#include "schemac/Emit/ReferentialAction.h"

namespace schemac::emitmysql {

namespace {

/// MySQL takes an expression as a default only in parentheses, and that of a text only as an
/// expression.
std::string defaultDef(const Column &column) {
  std::string sql = column.defaultExpr.string();
  bool plain = mysql::isPlainDefault(sql) && !mysql::wantsExpression(column.type);
  bool enclosed = sql.starts_with("(") && sql.ends_with(")");
  return plain || enclosed ? " DEFAULT " + sql : " DEFAULT (" + sql + ")";
}

std::string generatedDef(const Column &column) {
  if (!column.generated())
    return {};
  return fmt::format(" GENERATED ALWAYS AS ({}) {}", column.generated().str(),
                     column.generation == Generation::Stored ? "STORED" : "VIRTUAL");
}

/// NULL is said of a TIMESTAMP only: some servers take one without a word for NOT NULL.
std::string_view nullDef(const Column &column) {
  if (!column.nullable)
    return " NOT NULL";
  return column.type.is(TypeKind::TimestampTz) ? " NULL" : "";
}

std::string commentDef(const Emission &e, const Table &table, PartKind kind, Name part) {
  Name comment = partComment(table, kind, part);
  return comment ? " COMMENT " + e.text(comment) : "";
}

std::string elemDef(const Emission &e, const IndexElem &elem) {
  std::string out = elem.column ? e.quote(elem.column) : "(" + elem.expr.string() + ")";
  if (elem.prefixLength >= 0)
    out += fmt::format("({})", elem.prefixLength);
  return elem.descending ? out + " DESC" : out;
}

bool isMethod(const Index &index, std::string_view method) {
  return index.method && index.method.str() == method;
}

std::string_view kindDef(const Index &index) {
  return index.unique                  ? "UNIQUE "
         : isMethod(index, "fulltext") ? "FULLTEXT "
         : isMethod(index, "spatial")  ? "SPATIAL "
                                       : "";
}

std::string elemsDef(const Emission &e, const std::vector<IndexElem> &list) {
  std::string elems;
  for (const IndexElem &elem : list)
    elems += (elems.empty() ? "" : ", ") + elemDef(e, elem);
  return "(" + elems + ")";
}

std::string indexOptions(const Emission &e, const Table &table, const Index &index) {
  std::string out;
  for (const Parameter &p : index.parameters)
    if (p.name.str() == "key_block_size")
      out += fmt::format(" KEY_BLOCK_SIZE = {}", p.value.str());
    else if (p.name.str() == "parser")
      out += " WITH PARSER " + e.quote(p.value);
  out += commentDef(e, table, PartKind::Index, index.name);
  for (const Parameter &p : index.parameters)
    if (p.name.str() == "invisible" && p.value.str() == "true")
      out += e.isMariaDb() ? " IGNORED" : " INVISIBLE";
  return out;
}

std::string_view usingDef(const Index &index) {
  return isMethod(index, "hash") ? " USING HASH" : "";
}

} // namespace

std::string Emission::list(const std::vector<Name> &names) const {
  std::string out;
  for (Name n : names)
    out += (out.empty() ? "" : ", ") + quote(n);
  return out;
}

bool isOfColumn(const Emission &e, const Table &table, const Constraint &c) {
  return c.kind == ConstraintKind::Check && e.dialect.name() == "mariadb" && table.column(c.name);
}

std::string columnDef(const Emission &e, const Table &table, const Column &column) {
  std::string out = e.quote(column.name) + " " + e.dialect.typeName(column.type);
  if (column.charset())
    out += " CHARACTER SET " + column.charset().string();
  if (column.collation())
    out += " COLLATE " + column.collation().string();
  out += generatedDef(column);
  out += nullDef(column);
  if (column.defaultExpr)
    out += defaultDef(column);
  if (column.onUpdate())
    out += " ON UPDATE " + column.onUpdate().string();
  if (column.generation == Generation::IdentityByDefault)
    out += " AUTO_INCREMENT";
  if (column.invisible())
    out += " INVISIBLE";
  out += commentDef(e, table, PartKind::Column, column.name);
  for (const Constraint &c : table.constraints)
    if (c.name == column.name && isOfColumn(e, table, c))
      out += " CHECK (" + c.check.string() + ")";
  return out;
}

std::string constraintDef(const Emission &e, const Constraint &c) {
  switch (c.kind) {
  case ConstraintKind::PrimaryKey:
    return "PRIMARY KEY " +
           (c.more().elems.empty() ? "(" + e.list(c.columns) + ")" : elemsDef(e, c.more().elems));
  case ConstraintKind::Unique: // an index in every state that is canonical
    return fmt::format("UNIQUE KEY {} ({})", e.quote(c.name), e.list(c.columns));
  case ConstraintKind::Check:
    return fmt::format("CONSTRAINT {} CHECK ({}){}", e.quote(c.name), c.check.str(),
                       c.notEnforced ? " NOT ENFORCED" : "");
  case ConstraintKind::ForeignKey:
    return fmt::format(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {} ON UPDATE {}",
        e.quote(c.name), e.list(c.columns), e.quote(c.refTable), e.list(c.refColumns),
        actionWords(c.onDelete), actionWords(c.onUpdate));
  case ConstraintKind::Exclusion: // refused as a feature that there is not
    break;
  }
  return {};
}

std::string indexDef(const Emission &e, const Table &table, const Index &index) {
  return fmt::format("{}KEY {}{} {}{}", kindDef(index), e.quote(index.name), usingDef(index),
                     elemsDef(e, index.elems), indexOptions(e, table, index));
}

std::string createIndex(const Emission &e, const Table &table, const Index &index) {
  return fmt::format("CREATE {}INDEX {}{} ON {} {}{}", kindDef(index), e.quote(index.name),
                     usingDef(index), e.quote(table.name), elemsDef(e, index.elems),
                     indexOptions(e, table, index));
}

std::string tableOptions(const Emission &e, const Table &table) {
  std::string out;
  for (const Parameter &p : table.parameters)
    out += fmt::format(" {} = {}", mysql::tableOptionSql(p.name.str()),
                       mysql::optionValue(p.name.str(), p.value.str()));
  for (const Column &c : table.columns)
    if (c.generation == Generation::IdentityByDefault && c.options().start)
      out += fmt::format(" AUTO_INCREMENT = {}", *c.options().start);
  if (table.comment)
    out += " COMMENT = " + e.text(table.comment);
  return out + partsDef(e, table);
}

} // namespace schemac::emitmysql
