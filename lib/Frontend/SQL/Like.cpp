//===- Like.cpp - CREATE TABLE (LIKE other) -------------------------------===//
#include "Reader.h"
#include <algorithm>

namespace schemac::sql {

namespace {
enum Including : uint32_t {
  Comments = 1 << 0,
  Compression = 1 << 1,
  Constraints = 1 << 2,
  Defaults = 1 << 3,
  Generated = 1 << 4,
  Identity = 1 << 5,
  Indexes = 1 << 6,
  Statistics = 1 << 7,
  Storage = 1 << 8,
};
} // namespace

/// The index of \p table that is \p of by another name; null when there is none.
static Name copyOf(const Table &table, const Index &of) {
  for (const Index &i : table.indexes) {
    Index as = of;
    as.name = i.name;
    if (sameIndex(i, as))
      return i.name;
  }
  return {};
}

/// The sequence of a copied identity is of the largest type, with the bounds that the type of the
/// column gave to the other one.
static SequenceOptions boundsOf(const Column &c) {
  SequenceOptions o = c.options();
  bool small = c.type.is(TypeKind::I16), middle = c.type.is(TypeKind::I32);
  if (!small && !middle)
    return o;
  int64_t most = small ? INT16_MAX : INT32_MAX;
  if (o.increment.value_or(1) > 0)
    o.max = o.max.value_or(most);
  else
    o.min = o.min.value_or(-most - 1);
  return o;
}

/// What a column keeps; NOT NULL always.
static Column copyColumn(Context &context, const Column &from, uint32_t including) {
  Column c = from;
  ColumnExtra extra = from.extra ? *from.extra : ColumnExtra();
  bool identity =
      c.generation == Generation::IdentityAlways || c.generation == Generation::IdentityByDefault;
  bool generated = c.generation == Generation::Stored || c.generation == Generation::Virtual;
  if (!(including & Defaults))
    c.defaultExpr = Expr();
  if ((identity && !(including & Identity)) || (generated && !(including & Generated))) {
    c.generation = Generation::None;
    extra.generated = Expr();
    extra.options = SequenceOptions();
  }
  if (identity && (including & Identity))
    extra.options = boundsOf(c);
  extra.sequence = Name(); // it gets one of its own
  if (!(including & Storage))
    extra.storage = Name();
  if (!(including & Compression))
    extra.compression = Name();
  c.extra = context.make<ColumnExtra>(extra);
  return c;
}

/// A server's name of statistics over columns of \p table: its columns and "stat".
Name Reader::statisticsName(QName table, const ExtendedStatistics &of) {
  std::vector<std::string> parts;
  for (Name n : of.columns)
    parts.push_back(n.string());
  for (size_t i = 0; i < of.expressions.size(); ++i)
    parts.emplace_back("expr");
  std::string label = "stat";
  for (unsigned i = 1;; ++i) {
    Name wanted = name(objectName(table.name.str(), joinedNames(distinctNames(parts)), label));
    if (!state.find<ExtendedStatistics>({table.ns, wanted}))
      return wanted;
    label = "stat" + std::to_string(i);
  }
}

/// What the table is given behind its making: statistics and comments of what it copied.
bool Reader::completeLike(const PgQuery__TableLikeClause &l, QName table) {
  const Table *from = state.table(relation(*l.relation));
  if (!from)
    return true;
  if (l.options & Statistics)
    for (QName n : state.index().statisticsOn(from->name)) {
      ExtendedStatistics s = *state.find<ExtendedStatistics>(n);
      s.table = table;
      s.name = {table.ns, statisticsName(table, s)};
      Name comment = l.options & Comments ? s.comment : Name();
      if (!add(CreateStatisticsOp::make(whole(), s)) ||
          (comment &&
           !add(SetCommentOp::make(
               whole(), Target{KindId::ExtendedStatistics, PartKind::None, s.name, Name()},
               comment))))
        return false;
    }
  if (!(l.options & Comments))
    return true;
  std::vector<PartComment> comments = from->partComments;
  for (const PartComment &c : comments) {
    bool copied = c.kind == PartKind::Column ? bool(state.table(table)->column(c.part))
                  : c.kind == PartKind::Constraint
                      ? (l.options & Constraints) && state.table(table)->constraint(c.part)
                      : false;
    Name part = c.part;
    if (c.kind == PartKind::Index && (l.options & Indexes)) {
      part = copyOf(*state.table(table), *from->index(c.part));
      copied = bool(part);
    }
    if (copied &&
        !add(SetCommentOp::make(whole(), Target{KindId::Table, c.kind, table, part}, c.text)))
      return false;
  }
  return true;
}

/// Of a view or a composite type: the columns and their types alone.
bool Reader::likeQuery(QName n, SourceRange range, Table &table) {
  bool isThere = state.views().find(n) || state.find<Composite>(n);
  if (!isThere && outsideRelation(n.ns.str(), n.name.str()).empty())
    return missing("table", n.str(), range);
  auto columns = columnsOfRelation(n);
  if (!columns || std::ranges::any_of(*columns, [](const Column &c) { return !c.type; }))
    if (!opaque("the columns of a table that is like a view", table.name))
      return false;
  for (Column &c : columns ? *columns : std::vector<Column>()) {
    c.range = range;
    if (c.type)
      table.columns.push_back(c);
  }
  return true;
}

bool Reader::like(const PgQuery__TableLikeClause &l, Table &table,
                  std::vector<PendingConstraint> &pending) {
  QName n = relation(*l.relation);
  const Table *from = state.table(n);
  SourceRange range = nameAt(l.relation->location);
  if (!from)
    return likeQuery(n, range, table);
  const Table *whole = from;
  while (const Table *parent = whole->partitionOf ? state.table(whole->partitionOf) : nullptr)
    whole = parent;
  for (const Column &c : whole->columns) {
    Column copy = copyColumn(context, c, l.options);
    copy.range = range;
    addMerged(table, copy);
  }
  for (const Constraint &c : from->constraints) {
    bool check = c.kind == ConstraintKind::Check;
    if (c.kind == ConstraintKind::ForeignKey || !(l.options & (check ? Constraints : Indexes)))
      continue;
    PendingConstraint p;
    p.constraint = c;
    p.constraint.range = range;
    if (!check)
      p.constraint.name = Name();
    for (Name column : c.columns)
      p.elements.push_back(column.string());
    for (const IndexElem &e : c.more().elems)
      p.elements.push_back(e.column ? e.column.string() : figuredNameIn(e.expr.str()));
    pending.push_back(std::move(p));
  }
  if (l.options & Indexes)
    for (Index i : from->indexes) {
      std::vector<std::string> parts;
      for (const IndexElem &e : i.elems)
        parts.push_back(e.column ? e.column.string() : figuredNameIn(e.expr.str()));
      for (Name column : i.include)
        parts.push_back(column.string());
      i.name = freeRelation(table.name, joinedNames(distinctNames(parts)), "idx", false, &table);
      i.range = range;
      table.indexes.push_back(std::move(i));
    }
  return true;
}

} // namespace schemac::sql
