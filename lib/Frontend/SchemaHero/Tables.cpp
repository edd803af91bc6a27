//===- Tables.cpp - Tables and their columns ------------------------------===//
#include "Compiler.h"
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include "schemac/Dialect/TypeNames.h"
#include "schemac/IR/Traits.h"
#include <algorithm>
#include <span>

namespace schemac::schemahero {

void Compiler::table(const Document &doc) {
  Fields fields(diags, *doc.schema, "a table");
  // MySQL's, which SchemaHero lets stand in others' tables.
  const Node *charset = fields.get("defaultCharset"), *collation = fields.get("collation");
  const Node *schema = fields.get("schema");
  Table t;
  t.name = qname(doc.name, schema ? name(*schema, "the name of a schema") : Name());
  t.range = doc.range;
  for (auto [node, option] : {std::pair(charset, "charset"), {collation, "collate"}})
    if (Name value = node && is("mysql") ? name(*node, "a name") : Name())
      t.parameters.push_back({context.name(option), value});
  if (is("sqlite") && flag(fields.get("strict")))
    t.parameters.push_back({context.name("strict"), context.name("true")});
  bool deleted = flag(fields.get("isDeleted"));
  const Node *columns = fields.get("columns"), *key = fields.get("primaryKey");
  for (const Node *c : maps(columns, "columns"))
    column(*c, t);
  if (key)
    primaryKey(*key, t);
  for (const Node *f : maps(fields.get("foreignKeys"), "foreign keys"))
    foreignKey(*f, t);
  for (const Node *i : maps(fields.get("indexes"), "indexes"))
    index(*i, t);
  for (const Node *c : maps(fields.get("checks"), "checks"))
    check(*c, t);
  for (const Node *e : maps(fields.get("exclusionConstraints"), "exclusion constraints"))
    exclusion(*e, t);
  for (std::string_view triggers : {"json:triggers", "triggers"})
    for (const Node *g : maps(fields.get(triggers), "triggers"))
      trigger(*g, t);
  fields.finish();
  intents(doc, t);
  if (deleted) {
    out.schema.drops.push_back({context.name(t.name.str()), false, doc.range});
    out.gone.push_back(t.name);
    return;
  }
  if (t.name.ns && !out.schema.find<Namespace>({Name(), t.name.ns})) {
    Namespace n;
    n.name = {Name(), t.name.ns};
    n.range = schema ? schema->range : doc.range;
    out.schema.put(std::move(n));
  }
  put(std::move(t));
}

void Compiler::primaryKey(const Node &node, Table &t) {
  Constraint key;
  key.kind = ConstraintKind::PrimaryKey;
  key.columns = names(node, "columns");
  key.name = context.name(postgres::objectName(t.name.name.str(), "", "pkey"));
  key.range = node.range;
  for (Name n : key.columns)
    if (Column *c = t.column(n))
      c->nullable = false;
  if (!key.columns.empty())
    t.constraints.insert(t.constraints.begin(), std::move(key));
}

/// serial and its kin are no types but a type, a sequence and NOT NULL.
void Compiler::columnType(const Node &node, Column &c) {
  Type serial = is("mysql") || is("sqlite") ? Type() : serialType(context, node.text);
  c.type = serial ? serial : type(node);
  if (serial)
    numbered(c, node.range);
}

/// As SchemaHero writes it: what is quoted or calls a function stands as it is, anything else is
/// the text of a value.
Expr Compiler::defaultOf(const Node &node) {
  if (!scalar(node, "a value"))
    return {};
  static constexpr std::string_view All[] = {"current_timestamp", "current_date", "current_time",
                                             "localtimestamp",    "localtime",    "current_user"};
  std::span Values(All, is("sqlite") ? 3 : std::size(All));
  std::vector<SqlToken> tokens = lexSqlTokens(node.text, traitsOf(out.schema.dialect).sqlRules);
  bool quoted = !tokens.empty() && tokens.front().kind == SqlToken::Kind::String;
  bool call = tokens.size() > 2 && tokens.front().isName() && tokens.back().isSymbol(")") &&
              (tokens[1].isSymbol("(") || tokens[1].isSymbol("."));
  bool value = tokens.size() == 1 && std::ranges::any_of(Values, [&](std::string_view v) {
                 return tokens.front().isWord(v);
               });
  if (quoted || call || value)
    return sql(node, "a default");
  return context.expr(dialect.quoteString(node.text));
}

/// autoIncrement: a sequence of PostgreSQL, AUTO_INCREMENT of MySQL and SQLite, a function of
/// CockroachDB.
void Compiler::numbered(Column &c, SourceRange range) {
  bool identity = is("mysql") || is("sqlite");
  if (!identity && serialName(c.type).empty())
    wrong(range, "only a column of whole numbers counts by itself");
  c.nullable = false;
  if (!is("cockroachdb")) {
    c.generation = identity ? Generation::IdentityByDefault : Generation::Serial;
    return;
  }
  c.type = context.type(TypeKind::I64);
  c.defaultExpr = context.expr("unique_rowid()");
  diags.report(range, diag::warn_schemahero_counting, c.name.str());
}

static bool countsByItself(const Column &c) {
  return c.generation != Generation::None ||
         (c.defaultExpr && c.defaultExpr.str() == "unique_rowid()");
}

void Compiler::column(const Node &node, Table &t) {
  Fields fields(diags, node, "a column");
  const Node *called = fields.get("name"), *typeNode = fields.get("type");
  const Node *value = fields.get("default"), *constraints = fields.get("constraints");
  const Node *attributes = fields.get("attributes");
  const Node *charset = is("mysql") ? fields.get("charset") : nullptr;
  const Node *collation = is("mysql") ? fields.get("collation") : nullptr;
  fields.finish();
  if (!called || !typeNode)
    return lacks(fields, node.range, "a column has a name and a type");
  Column c;
  c.name = name(*called, "a name");
  c.range = called->range;
  c.nullable = true;
  if (!scalar(*typeNode, "a type"))
    return;
  columnType(*typeNode, c);
  if (charset || collation) {
    ColumnExtra extra;
    extra.charset = charset ? name(*charset, "a name") : Name();
    extra.collation = collation ? name(*collation, "a name") : Name();
    c.extra = context.make<ColumnExtra>(extra);
  }
  if (constraints) {
    Fields inner(diags, *constraints, "the constraints of a column");
    if (const Node *notNull = inner.get("notNull"))
      c.nullable = !flag(notNull) && !countsByItself(c);
    inner.finish();
  }
  if (attributes) {
    Fields inner(diags, *attributes, "the attributes of a column");
    if (flag(inner.get("autoIncrement")))
      numbered(c, attributes->range);
    inner.finish();
  }
  bool counts = countsByItself(c);
  if (value)
    c.defaultExpr = defaultOf(*value);
  else if (const Node *empty = node.find("default"); empty && empty->quoted)
    c.defaultExpr = context.expr("''");
  if (value && counts)
    wrong(value->range, "a column that counts by itself has no other default");
  intents(node, c);
  if (c.name && c.type)
    t.columns.push_back(std::move(c));
}

} // namespace schemac::schemahero
