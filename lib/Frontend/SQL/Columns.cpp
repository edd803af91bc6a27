//===- Columns.cpp - What a column definition says ------------------------===//
#include "Reader.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

ColumnExtra &Reader::extra(Column &column) {
  auto *copy = context.make<ColumnExtra>(column.extra ? *column.extra : ColumnExtra());
  column.extra = copy;
  return *copy;
}

static std::string quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text)
    out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// serial is short for a sequence that the column draws from and owns. It is read as what it stands
/// for, so that the sequence lives its own life in what follows.
void Reader::addSerial(const PgQuery__ColumnDef &def, QName table, PendingColumn &p, Type type) {
  Sequence s;
  s.name = {table.ns, freeRelation(table, stringOf(def.colname), "seq", false)};
  s.range = p.range;
  s.type = type;
  s.ownedBy = {table, p.column.name};
  fillDefaults(s, {});
  std::string text = table.ns ? sqlIdentifier(table.ns.str()) + "." : "";
  text += sqlIdentifier(s.name.name.str());
  p.column.type = type;
  p.column.nullable = false;
  p.column.defaultExpr = context.expr(fmt::format("nextval({}::regclass)", quoted(text)));
  p.sequence = std::move(s);
}

bool Reader::identity(const PgQuery__Constraint &c, Column &column) {
  column.generation = stringOf(c.generated_when) == "a" ? Generation::IdentityAlways
                                                        : Generation::IdentityByDefault;
  column.nullable = false;
  SequenceOptions o;
  Name sequence;
  if (!sequenceOptions(items(c.n_options, c.options), o, &sequence))
    return false;
  extra(column).options = o;
  extra(column).sequence = sequence;
  return true;
}

bool Reader::columnPart(const PgQuery__Constraint &c, PendingColumn &p,
                        const std::vector<int32_t> &stops) {
  Column &column = p.column;
  size_t first = tokenAt(c.location);
  Span span = clause(first, stops);
  switch (c.contype) {
  case PG_QUERY__CONSTR_TYPE__CONSTR_NULL:
    return true;
  case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
    column.nullable = false;
    return true;
  case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
    if (std::ranges::any_of(newer, [&](const NewerSyntax &n) {
          return n.kind == Newer::VirtualByDefault && n.begin == tokens[first].begin;
        })) {
      column.generation = Generation::Virtual;
      extra(column).generated = exprOf(inParentheses(first));
      return true;
    }
    if (!isDefault(c.raw_expr, column.type, column.name.str()))
      return false;
    if (isWord(first, "constraint"))
      first += 2;
    column.defaultExpr = exprOf({first + 1, span.last});
    return true;
  case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY:
    return identity(c, column);
  case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED: {
    Span value = inParentheses(first);
    column.generation =
        isWord(value.last + 1, "virtual") ? Generation::Virtual : Generation::Stored;
    extra(column).generated = exprOf(value);
    return true;
  }
  case PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRABLE:
  case PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_NOT_DEFERRABLE:
  case PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRED:
  case PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_IMMEDIATE:
    if (!p.constraints.empty())
      attribute(c, p.constraints.back());
    return true;
  default:
    break;
  }
  std::optional<PendingConstraint> made = constraint(c, span);
  if (!made)
    return false;
  Constraint &k = made->constraint;
  if (k.columns.empty() && k.kind != ConstraintKind::Check)
    k.columns = {column.name};
  if (k.kind == ConstraintKind::PrimaryKey)
    column.nullable = false;
  if (made->elements.empty())
    made->elements = {column.name.string()};
  p.constraints.push_back(std::move(*made));
  return true;
}

namespace {
/// DEFERRABLE and its like as they stand behind one constraint of a column, in their order.
class AttributeRow {
public:
  /// Why a server does not take \p c next; empty when it does.
  std::string_view take(const PgQuery__Constraint &c) {
    switch (c.contype) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRABLE:
    case PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_NOT_DEFERRABLE:
      never = c.contype == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_NOT_DEFERRABLE;
      return said(saysWhether);
    case PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRED:
    case PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_IMMEDIATE:
      deferred = c.contype == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRED;
      return said(saysWhen);
    default:
      *this = {};
      waits = c.contype == PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY ||
              c.contype == PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE ||
              c.contype == PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION ||
              c.contype == PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN;
      return {};
    }
  }

private:
  std::string_view said(bool &already) {
    if (!waits)
      return "only a key or a foreign key is DEFERRABLE or not";
    if (already)
      return "DEFERRABLE or INITIALLY is said twice of a constraint";
    already = true;
    return never && deferred ? "what is INITIALLY DEFERRED is DEFERRABLE" : std::string_view();
  }

  bool waits = false, saysWhether = false, saysWhen = false, never = false, deferred = false;
};
} // namespace

/// Reports the second of the ways in which a column would be filled, and a NULL that is none.
bool Reader::filledOnce(const PgQuery__ColumnDef &def, bool serial) {
  bool filled = serial;
  const PgQuery__Constraint *null = nullptr;
  bool notNull = serial;
  AttributeRow attributes;
  for (const Node *n : items(def.n_constraints, def.constraints)) {
    auto *k = as<PgQuery__Constraint>(n);
    if (std::string_view why = k ? attributes.take(*k) : ""; !why.empty()) {
      diags.report(tokenRange(tokenAt(k->location)), diag::err_sql_syntax, why);
      return false;
    }
    bool fills = k && (k->contype == PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT ||
                       k->contype == PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY ||
                       k->contype == PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED);
    if (fills && filled) {
      diags.report(tokenRange(tokenAt(k->location)), diag::err_sql_syntax,
                   "a column is filled in one way: by a default, serial, an identity or an "
                   "expression");
      return false;
    }
    filled |= fills;
    if (k && k->contype == PG_QUERY__CONSTR_TYPE__CONSTR_NULL)
      null = k;
    notNull |= k && (k->contype == PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL ||
                     k->contype == PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY);
  }
  if (null && notNull)
    diags.report(tokenRange(tokenAt(null->location)), diag::err_sql_syntax,
                 "a column that is NOT NULL, serial or an identity is not NULL");
  return !null || !notNull;
}

std::optional<PendingColumn> Reader::column(const PgQuery__ColumnDef &def, QName table,
                                            const Column *typed) {
  PendingColumn p;
  if (typed)
    p.column = *typed;
  Column &c = p.column;
  c.name = name(stringOf(def.colname));
  p.range = c.range = tokenRange(tokenAt(def.location));
  c.nullable = !def.is_not_null;
  if (!def.type_name && !typed)
    return std::nullopt;
  Type serial = def.type_name ? serialType(*def.type_name) : Type();
  if (!filledOnce(def, bool(serial)))
    return std::nullopt;
  if (serial)
    addSerial(def, table, p, serial);
  else if (def.type_name)
    c.type = type(*def.type_name);
  if (def.coll_clause)
    if (Name said = collation(def.coll_clause, c.type))
      extra(c).collation = said;
  if (!stringOf(def.compression).empty() && stringOf(def.compression) != "default")
    extra(c).compression = name(stringOf(def.compression));
  std::vector<int32_t> stops;
  for (const Node *n : items(def.n_constraints, def.constraints))
    if (auto *k = as<PgQuery__Constraint>(n))
      stops.push_back(k->location);
  if (def.coll_clause)
    stops.push_back(def.coll_clause->location);
  for (const Node *n : items(def.n_constraints, def.constraints))
    if (auto *k = as<PgQuery__Constraint>(n)) {
      if (!columnPart(*k, p, stops))
        return std::nullopt;
      if (k->contype == PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL && !stringOf(k->conname).empty())
        notNullNames[SubRef{table, name(stringOf(k->conname))}.str()] = c.name;
    }
  Span all = clause(tokenAt(def.location));
  for (const NewerSyntax &n : newer)
    if (n.kind == Newer::Storage && n.begin >= tokens[all.first].begin &&
        n.end <= tokens[all.last - 1].end) {
      std::string word;
      for (char ch : n.word)
        word += static_cast<char>(ch >= 'A' && ch <= 'Z' ? ch - 'A' + 'a' : ch);
      if (word != "default")
        extra(c).storage = name(word);
    }
  return p;
}

} // namespace schemac::sql
