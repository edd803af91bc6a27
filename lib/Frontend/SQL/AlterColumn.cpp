//===- AlterColumn.cpp - ALTER TABLE ... ALTER COLUMN ---------------------===//
#include "Reader.h"
#include <algorithm>

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
      return namesColumnsOf(c.def, t) &&
             add(SetExpressionOp::make(range, path, exprOf(inParentheses(find(span.first, "as")))));
    if (!namesNoColumn(c.def))
      return false;
    size_t word = find(find(span.first, "set"), "default");
    return add(SetDefaultOp::make(range, path, exprOf({word + 1, span.last})));
  }
  case AT(SetNotNull):
    return column && !column->nullable ? true : add(SetNotNullOp::make(range, path));
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

/// The collation of the column is the one that is said, or that of the type.
bool Reader::alterColumnType(const PgQuery__AlterTableCmd &c, SubRef path, Span span) {
  auto *def = as<PgQuery__ColumnDef>(c.def);
  if (!def || !def->type_name)
    return false;
  SourceRange range = rangeOf(span);
  Type to = type(*def->type_name);
  const Table &t = *state.table(path.table);
  const Column *column = t.column(path.sub);
  Name collation =
      def->coll_clause
          ? name(lastName(items(def->coll_clause->n_collname, def->coll_clause->collname)))
          : Name();
  bool otherCollation = column && column->collation() != collation;
  bool sameType = column && column->type == to;
  if (!sameType || !otherCollation) {
    Expr cast;
    if (!namesColumnsOf(def->raw_default, t))
      return false;
    if (def->raw_default)
      cast = exprOf({findOutside(tokenAt(def->type_name->location), "using") + 1, span.last});
    Expr value = column ? column->defaultExpr : Expr();
    Type from = column ? column->type : Type();
    if (!add(SetTypeOp::make(range, path, to, cast)))
      return false;
    // The server casts the default, and so still needs the type that it had.
    if (value && definedIn(from) && from != to &&
        !add(SetDefaultOp::make(range, path, castDefault(value, from, to))))
      return false;
  }
  if (!otherCollation)
    return true;
  return add(SetCollationOp::make(range, path, collation));
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
