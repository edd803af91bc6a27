//===- AlterColumn.cpp - ALTER TABLE ... ALTER COLUMN ---------------------===//
#include "Reader.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

#define AT(NAME) PG_QUERY__ALTER_TABLE_TYPE__AT_##NAME

static std::string lower(std::string_view text) {
  std::string out(text);
  for (char &c : out)
    c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

bool Reader::alterColumn(const PgQuery__AlterTableCmd &c, QName table, Span span) {
  SourceRange range = rangeOf(span);
  SubRef path{table, name(stringOf(c.name))};
  const Table &t = *state.table(table);
  const Column *column = t.column(path.sub);
  switch (c.subtype) {
  case AT(ColumnDefault): {
    bool expression = std::ranges::any_of(newer, [&](const NewerSyntax &n) {
      return n.kind == Newer::SetExpression && n.begin >= tokens[span.first].begin &&
             n.end <= tokens[span.last - 1].end;
    });
    if (!c.def)
      return column && !column->defaultExpr && column->generation == Generation::None &&
                     !isAssumed(table)
                 ? true
                 : add(DropDefaultOp::make(range, path));
    if (expression)
      return standsIn(ExpressionPlace::Generated, c.def, t) &&
             add(SetExpressionOp::make(range, path, exprOf(inParentheses(find(span.first, "as")))));
    if (!isDefault(c.def, column ? column->type : Type(), path.str()))
      return false;
    size_t word = find(find(span.first, "set"), "default");
    return add(SetDefaultOp::make(range, path, exprOf({word + 1, span.last})));
  }
  case AT(SetNotNull):
    return column && !column->nullable && !column->notNullNotValid
               ? true
               : add(SetNotNullOp::make(range, path));
  case AT(DropNotNull):
    return column && column->nullable ? true : add(DropNotNullOp::make(range, path));
  case AT(DropExpression):
    if (c.missing_ok && column && column->generation != Generation::Stored)
      return true;
    return add(DropExpressionOp::make(range, path));
  case AT(SetStorage): {
    std::string storage = lower(stringOf(c.def));
    return add(SetStorageOp::make(range, path, storage == "default" ? Name() : name(storage)));
  }
  default: {
    std::string method = lower(stringOf(c.def));
    return add(SetCompressionOp::make(range, path, method == "default" ? Name() : name(method)));
  }
  }
}

Expr Reader::castDefault(Expr value, Type from, Type to) {
  bool literal = value.str().ends_with("'") && value.str().find('\'') <= 1 &&
                 lexSqlTokens(value.str()).size() == 1;
  std::string inner = literal ? value.string() + "::" + dialect.typeName(from) : value.string();
  return context.expr("(" + inner + ")::" + dialect.typeName(to));
}

namespace {
/// Types between which a server casts by itself where a value is assigned. To text it casts all.
enum class Family { Unknown, Text, Number, Truth, Moment, Uuid, Json, Bytes, Net, Enum, Array };
struct FamilyRow {
  TypeKind kind;
  Family family;
};
} // namespace

static constexpr FamilyRow Families[] = {
    {TypeKind::Text, Family::Text},       {TypeKind::VarChar, Family::Text},
    {TypeKind::Char, Family::Text},       {TypeKind::I16, Family::Number},
    {TypeKind::I32, Family::Number},      {TypeKind::I64, Family::Number},
    {TypeKind::F32, Family::Number},      {TypeKind::F64, Family::Number},
    {TypeKind::Numeric, Family::Number},  {TypeKind::Bool, Family::Truth},
    {TypeKind::Date, Family::Moment},     {TypeKind::Time, Family::Moment},
    {TypeKind::TimeTz, Family::Moment},   {TypeKind::Timestamp, Family::Moment},
    {TypeKind::Interval, Family::Moment}, {TypeKind::TimestampTz, Family::Moment},
    {TypeKind::Uuid, Family::Uuid},       {TypeKind::Json, Family::Json},
    {TypeKind::JsonB, Family::Json},      {TypeKind::Bytes, Family::Bytes},
    {TypeKind::Inet, Family::Net},        {TypeKind::Enum, Family::Enum},
    {TypeKind::Array, Family::Array}};

static Family familyOf(Type type) {
  for (const FamilyRow &row : Families)
    if (type.is(row.kind))
      return row.family;
  return Family::Unknown;
}

/// Whether a server surely does not cast from one type to the other where nothing says how.
static bool isNeverAssigned(Type from, Type to) {
  Family a = familyOf(from), b = familyOf(to);
  if (a == Family::Unknown || b == Family::Unknown || b == Family::Text || from == to)
    return false;
  return a != b || a == Family::Enum;
}

/// Why a server refuses to give the column another type; empty when nothing is known that does.
std::string Reader::typeIsHeld(SubRef path, const Column &column, Type to, bool saysHow) {
  const Table &table = *state.table(path.table);
  std::vector<QName> tables = partitionsBelow(state, table.name);
  tables.push_back(table.name);
  for (QName n : tables)
    for (const IndexElem &e : state.table(n)->partitionBy.elems)
      if (e.column == path.sub || mentionsColumn(e.expr, path.sub, n.name))
        return fmt::format("'{}' is partitioned by it", n.str());
  for (const Policy &p : table.policies)
    if (usesColumn(p, path.sub, table.name.name))
      return fmt::format("policy '{}' uses it", p.name.str());
  for (const Publication &p : state.publications())
    if (const PublishedTable *t = p.table(table.name);
        t && mentionsColumn(t->where, path.sub, table.name.name))
      return fmt::format("publication '{}' uses it", p.name.str());
  if (!saysHow && column.generation == Generation::None && isNeverAssigned(column.type, to))
    return fmt::format("its {} cannot be cast to {} automatically: USING says how",
                       column.type.str(), to.str());
  bool isNull = lower(column.defaultExpr.str()).starts_with("null");
  if (column.defaultExpr && column.generation == Generation::None && !isNull &&
      isNeverAssigned(column.type, to))
    return "its default cannot be cast automatically: drop it before, and set it again";
  return {};
}

/// The collation of the column is the one that is said, or that of the type.
bool Reader::alterColumnType(const PgQuery__AlterTableCmd &c, SubRef path, Span span) {
  auto *def = as<PgQuery__ColumnDef>(c.def);
  if (!def || !def->type_name)
    return false;
  SourceRange range = rangeOf(span);
  Type to = type(*def->type_name);
  const Table &t = *state.table(path.table);
  const Column *column = t.column(path.sub);
  Name collation = this->collation(def->coll_clause, to);
  bool otherCollation = column && column->collation() != collation;
  bool sameType = column && column->type == to;
  if (!sameType || !otherCollation) {
    Expr cast;
    if (!namesColumnsOf(def->raw_default, t))
      return false;
    if (def->raw_default)
      cast = exprOf({findOutside(tokenAt(def->type_name->location), "using") + 1, span.last});
    std::string held =
        column && !sameType ? typeIsHeld(path, *column, to, def->raw_default) : std::string();
    if (!held.empty() && !isAssumed(path.table)) {
      diags.report(range, diag::err_step_refused, SetTypeOp::make(range, path, to, cast).mnemonic(),
                   path.str(), held);
      return false;
    }
    Expr value = column ? column->defaultExpr : Expr();
    Type from = column ? column->type : Type();
    if (!add(SetTypeOp::make(range, path, to, cast)))
      return false;
    // The server casts the default, and so still needs the type that it had.
    if (value && definedIn(from) && from != to &&
        !add(SetDefaultOp::make(range, path, castDefault(value, from, to))))
      return false;
  }
  if (otherCollation && !add(SetCollationOp::make(range, path, collation)))
    return false;
  return takeStorage(path, range);
}

/// A server gives the column, and that of every heir, the storage of its type then.
bool Reader::takeStorage(SubRef path, SourceRange range) {
  for (QName table : familyOf(state, path.table)) {
    const Column *column = state.table(table)->column(path.sub);
    Name storage = column ? column->storage() : Name(),
         compression = column ? column->compression() : Name();
    SubRef here{table, path.sub};
    if ((storage && !add(SetStorageOp::make(range, here, Name()))) ||
        (compression && !add(SetCompressionOp::make(range, here, Name()))))
      return false;
  }
  return true;
}

bool Reader::alterIdentity(const PgQuery__AlterTableCmd &c, SubRef path, SourceRange range) {
  const Column *column = state.table(path.table)->column(path.sub);
  if (!column)
    return missing("column", path.str(), range);
  bool is = column->generation == Generation::IdentityAlways ||
            column->generation == Generation::IdentityByDefault;
  if (c.subtype == AT(DropIdentity))
    return c.missing_ok && !is ? true : add(DropIdentityOp::make(range, path));
  Column now = *column;
  if (c.subtype == AT(AddIdentity)) {
    auto *k = as<PgQuery__Constraint>(c.def);
    if (!k || !identity(*k, now))
      return false;
    if (!now.sequence()) {
      Name sequence = freeRelation(path.table, path.sub.str(), "seq", false);
      if (sequence.str() != objectName(path.table.name.str(), path.sub.str(), "seq"))
        extra(now).sequence = sequence;
    }
    return add(AddIdentityOp::make(range, path, now));
  }
  SequenceOptions o = column->options();
  for (const Node *n : items(c.def))
    if (auto *d = as<PgQuery__DefElem>(n); d && stringOf(d->defname) == "generated")
      now.generation = number(d->arg).value_or('d') == 'a' ? Generation::IdentityAlways
                                                           : Generation::IdentityByDefault;
  if (!sequenceOptions(items(c.def), o, nullptr))
    return false;
  extra(now).options = o;
  return add(AlterIdentityOp::make(range, path, now));
}

} // namespace schemac::sql
