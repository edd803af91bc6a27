//===- LowerKeys.cpp - Primary keys and indexes ---------------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Words/Prisma/Literals.h"
#include "schemac/Words/Prisma/Names.h"
#include <charconv>

namespace schemac::prisma {
namespace {

/// Index types; PostgreSQL's own default needs no name.
constexpr std::pair<std::string_view, std::string_view> methods[] = {
    {"Hash", "hash"}, {"Gin", "gin"}, {"Gist", "gist"}, {"SpGist", "spgist"}, {"Brin", "brin"},
};

/// The field of a field attribute, as an entry like those of `fields:`.
FieldRef self(const Field &f) { return {f.name, nullptr}; }

std::vector<std::string_view> columnNames(const Block &b, std::span<const FieldRef> refs) {
  std::vector<std::string_view> out;
  for (const FieldRef &r : refs) {
    const Field *f = field(b, r.name);
    out.push_back(f ? databaseName(*f) : r.name);
  }
  return out;
}

} // namespace

/// MySQL's key over the beginning of a column: `@id(length: 20)`, `@@id([a(length: 20), b])`.
void Lowering::lowerKeyLengths(const Block &b, const Attribute &a, std::span<const FieldRef> fields,
                               Constraint &c) {
  std::vector<IndexElem> elems;
  bool part = false;
  for (const FieldRef &ref : fields) {
    IndexElem e = indexElem(b, ref, {});
    if (!ref.expr)
      indexOptions(a.args, e); // of a field, they stand in the attribute itself
    e.descending = false;      // SQL Server's
    part |= e.prefixLength >= 0;
    elems.push_back(e);
  }
  if (part)
    c.edit().elems = std::move(elems);
}

void Lowering::lowerPrimaryKey(const Block &b, Table &table, const Attribute &a,
                               std::span<const FieldRef> fields) {
  Constraint c;
  c.kind = ConstraintKind::PrimaryKey;
  c.range = b.range(a.text);
  std::string_view map = stringArgument(a, "map");
  c.name =
      context.name(map.empty() ? primaryKeyName(table.name.name.str(), limit) : std::string(map));
  if (provider == Provider::MySql)
    lowerKeyLengths(b, a, fields, c);
  for (std::string_view column : columnNames(b, fields))
    c.columns.push_back(context.name(column));
  // Prisma's engine lets every key of SQLite count that is an INTEGER.
  Column *only = c.columns.size() == 1 ? table.column(c.columns[0]) : nullptr;
  if (provider == Provider::Sqlite && only && only->type.is(TypeKind::I64))
    only->generation = Generation::IdentityByDefault;
  table.constraints.insert(table.constraints.begin(), std::move(c));
}

/// `sort: Desc`, and MySQL's `length: 20`.
void Lowering::indexOptions(const List<Argument> &args, IndexElem &e) {
  if (const Expr *sort = argument(args, "sort"))
    e.descending = sort->value == "Desc";
  if (const Expr *length = argument(args, "length"))
    std::from_chars(length->value.data(), length->value.data() + length->value.size(),
                    e.prefixLength);
}

IndexElem Lowering::indexElem(const Block &b, const FieldRef &ref, std::string_view method) {
  IndexElem e;
  const Field *f = field(b, ref.name);
  e.column = f ? nameOf(*f) : context.name(ref.name);
  if (!ref.expr)
    return e;
  indexOptions(ref.expr->args, e);
  const Expr *ops = argument(ref.expr->args, "ops");
  if (ops && ops->isCall("raw") && !ops->args.empty())
    e.opclass = context.name(ops->args[0].value.value);
  else if (ops)
    for (const OperatorClass &c : operatorClasses())
      if (c.name == ops->value && c.method == method && !c.isDefault)
        e.opclass = context.name(c.sql);
  return e;
}

/// As Prisma's engine writes it: the author's own SQL, or comparisons joined by AND.
schemac::Expr Lowering::predicate(const Block &b, const Attribute &a) {
  const Expr *where = argument(a, "where");
  if (!where)
    return {};
  if (where->isCall("raw"))
    return context.expr(where->args[0].value.value);
  std::string text;
  for (const Argument &member : where->args) {
    bool negated = member.value.is(ExprKind::Object);
    const Expr &value = negated ? member.value.args[0].value : member.value;
    const Field *f = field(b, member.name);
    text += text.empty() ? "" : " AND ";
    text += quoteIdentifier(f ? databaseName(*f) : member.name);
    if (value.is(ExprKind::Constant) && value.value == "null")
      text += negated ? " IS NOT NULL" : " IS NULL";
    else
      text += (negated ? " != " : " = ") +
              (value.is(ExprKind::String) ? quoteSql(value.value) : std::string(value.value));
  }
  return context.expr(text);
}

void Lowering::lowerIndex(const Block &b, Table &table, const Attribute &a,
                          std::span<const FieldRef> fields, bool unique) {
  Index i;
  i.unique = unique;
  i.range = b.range(a.text);
  i.where = predicate(b, a);
  const Expr *type = argument(a, "type");
  for (auto [prisma, sql] : methods)
    if (type && type->value == prisma)
      i.method = context.name(sql);
  if (a.name == "fulltext")
    i.method = context.name("fulltext");
  i.elems.reserve(fields.size());
  for (const FieldRef &ref : fields)
    i.elems.push_back(indexElem(b, ref, type ? type->value : std::string_view()));
  std::vector<std::string_view> columns = columnNames(b, fields);
  std::string_view map = stringArgument(a, "map"), tableName = table.name.name.str();
  i.name = context.name(!map.empty() ? std::string(map)
                        : unique     ? uniqueName(tableName, columns, limit)
                                     : indexName(tableName, columns, limit));
  table.indexes.push_back(std::move(i));
}

void Lowering::lowerKeys(const Block &b, Table &table) {
  for (const Field &f : b->fields) {
    FieldRef ref = self(f);
    if (const Attribute *id = attribute(f, "id"))
      lowerPrimaryKey(b, table, *id, {&ref, 1});
    if (const Attribute *unique = attribute(f, "unique")) {
      // The options stand in the attribute itself.
      lowerIndex(b, table, *unique, {&ref, 1}, true);
      indexOptions(unique->args, table.indexes.back().elems[0]);
    }
  }
  for (const Attribute &a : b->attributes) {
    llvm::SmallVector<FieldRef, 4> fields = fieldRefs(argument(a, "fields", true));
    if (a.name == "id")
      lowerPrimaryKey(b, table, a, fields);
    else if (a.name == "unique" || a.name == "index" || a.name == "fulltext")
      lowerIndex(b, table, a, fields, a.name == "unique");
  }
}

} // namespace schemac::prisma
