//===- ReadIndexes.cpp - Indexes, and what is behind keys -----------------===//
#include "Reader.h"
#include "schemac/Database/Diags.h"
#include <algorithm>

namespace schemac::database {

namespace {
/// The columns of queries::indexes, one row for each element.
enum Field {
  Number,
  Of,
  Called,
  Method,
  Unique,
  NotDistinct,
  Valid,
  IsIdentity,
  Clustered,
  Options,
  Tablespace,
  Where,
  Keys,
  Parent,
  Order,
  ColumnNumber,
  Class,
  Collate,
  Flags,
  Expression,
  ClassOptions
};
} // namespace

void Reader::readIndexes(const Rows &rows) {
  // Of a parent's indexes, which a partition's may be part of.
  struct Whole {
    Name name;
    bool valid;
    int row;
  };
  std::unordered_map<Oid, Whole> wholes;
  for (int i = 0; i < rows.size(); ++i)
    wholes[rows.number(i, Number)] = {context.name(rows.text(i, Called)), rows.flag(i, Valid), i};
  for (int i = 0, end = 0; i < rows.size(); i = end) {
    Oid number = rows.number(i, Number);
    while (end < rows.size() && rows.number(end, Number) == number)
      ++end;
    auto whole = wholes.find(rows.number(i, Parent));
    if (whole != wholes.end() && whole->second.valid) { // the parent's says it all
      listPart(rows, i, whole->second.row);
      continue;
    }
    placeIndex(rows, i, end);
    if (whole == wholes.end())
      continue;
    Relation *r = relation(rows.number(i, Of));
    if (Index *index = r ? r->table.index(context.name(rows.text(i, Called))) : nullptr)
      index->partOf = whole->second.name;
  }
}

/// Whether the server would call an index of \p table so: "part_a_id_idx", "part_a_pkey1".
static bool isUsualName(std::string_view index, std::string_view table) {
  constexpr size_t Kept = 20; // long names are cut, but not to less
  index.remove_suffix(index.size() - (index.find_last_not_of("0123456789") + 1));
  return index.starts_with(table.substr(0, Kept)) &&
         std::ranges::any_of(
             std::initializer_list<std::string_view>{"_idx", "_key", "_pkey", "_excl"},
             [&](std::string_view end) { return index.ends_with(end); });
}

/// What a partition's own part of an index has beyond the whole one is in no schema.
void Reader::listPart(const Rows &rows, int part, int whole) {
  Relation *r = relation(rows.number(part, Of));
  if (!r)
    return;
  std::string_view called = rows.text(part, Called);
  std::string shown = r->name.str() + "." + std::string(called);
  indexParts[rows.number(part, Number)] = shown;
  if (rows.text(part, Options) != rows.text(whole, Options) ||
      rows.text(part, Tablespace) != rows.text(whole, Tablespace))
    unheld("option of a partition's index", shown);
  if (!isUsualName(called, r->name.name.str()))
    unheld("own name of a partition's index", shown);
}

void Reader::placeIndex(const Rows &rows, int first, int end) {
  Relation *r = relation(rows.number(first, Of));
  if (!r || (!r->isTable() && r->kind != 'm'))
    return;
  Index x;
  x.name = context.name(rows.text(first, Called));
  if (rows.text(first, Method) != "btree")
    x.method = context.name(rows.text(first, Method));
  x.unique = rows.flag(first, Unique);
  x.nullsNotDistinct = rows.flag(first, NotDistinct);
  x.invalid = !rows.flag(first, Valid);
  x.where = expr(rows, first, Where);
  x.tablespace = name(rows, first, Tablespace);
  addParameters(context, rows.text(first, Options), "", x.parameters);
  for (int i = first; i < end; ++i) {
    Name column = columnName(rows.number(i, Of), rows.number(i, ColumnNumber));
    if (rows.number(i, Order) > rows.number(first, Keys)) {
      x.include.push_back(column);
      continue;
    }
    IndexElem e;
    e.column = column;
    if (!column)
      e.expr = context.expr(bareExpression(rows.text(i, Expression)));
    e.opclass = name(rows, i, Class);
    addParameters(context, rows.text(i, ClassOptions), "", e.opclassParameters);
    e.collation = name(rows, i, Collate);
    constexpr int64_t Descending = 1, NullsFirst = 2;
    int64_t flags = rows.number(i, Flags);
    e.descending = flags & Descending;
    if (bool(flags & NullsFirst) != e.descending)
      e.nulls = flags & NullsFirst ? NullsOrder::First : NullsOrder::Last;
    x.elems.push_back(e);
  }
  Oid number = rows.number(first, Number);
  if (rows.flag(first, IsIdentity))
    r->table.replicaIndex = x.name;
  if (rows.flag(first, Clustered))
    unheld("mark of CLUSTER", r->name.str() + "." + x.name.string());
  if (auto key = keys.find(number); key != keys.end()) {
    Constraint *c = r->table.constraint(key->second.constraint);
    if (!c)
      return;
    c->include = x.include;
    c->nullsNotDistinct = x.nullsNotDistinct;
    c->notValid |= x.invalid && r->kind == 'p'; // not all partitions have their part
    if (c->kind == ConstraintKind::Exclusion) {
      ConstraintExtra &extra = c->edit();
      for (size_t i = 0; i < x.elems.size(); ++i) {
        x.elems[i].with = i < extra.elems.size() ? extra.elems[i].with : Name();
      }
      extra.elems = x.elems;
      extra.method = x.method;
      extra.where = x.where;
    }
    if (!x.parameters.empty() || x.tablespace) {
      ConstraintExtra &extra = c->edit();
      extra.parameters = x.parameters;
      extra.tablespace = x.tablespace;
    }
    return;
  }
  // An index of a partition that is behind the parent's key is no index of its own; one that a
  // constraint left out of the schema has neither.
  if (x.invalid && r->kind != 'p')
    diags.report({}, diag::warn_db_invalid_index, x.name.str(), r->name.str());
  KindId kind = r->kind == 'm' ? KindId::View : KindId::Table;
  place('r', number, {kind, r->name, PartKind::Index, x.name});
  (r->kind == 'm' ? r->view.indexes : r->table.indexes).push_back(std::move(x));
}

} // namespace schemac::database
