//===- Like.cpp - CREATE TABLE (LIKE other) -------------------------------===//
#include "Reader.h"

namespace schemac::sql {

namespace {
enum Including : uint32_t {
  Compression = 1 << 1,
  Constraints = 1 << 2,
  Defaults = 1 << 3,
  Generated = 1 << 4,
  Identity = 1 << 5,
  Indexes = 1 << 6,
  Storage = 1 << 8,
};
} // namespace

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
  extra.sequence = Name(); // it gets one of its own
  if (!(including & Storage))
    extra.storage = Name();
  if (!(including & Compression))
    extra.compression = Name();
  c.extra = context.make<ColumnExtra>(extra);
  return c;
}

bool Reader::like(const PgQuery__TableLikeClause &l, Table &table,
                  std::vector<PendingConstraint> &pending) {
  QName n = relation(*l.relation);
  const Table *from = state.table(n);
  SourceRange range = nameAt(l.relation->location);
  if (!from)
    return missing("table", n.str(), range);
  const Table *whole = from;
  while (const Table *parent = whole->partitionOf ? state.table(whole->partitionOf) : nullptr)
    whole = parent;
  for (const Column &c : whole->columns) {
    Column copy = copyColumn(context, c, l.options);
    copy.range = range;
    table.columns.push_back(copy);
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
      p.elements.push_back(e.column ? e.column.string() : "expr");
    pending.push_back(std::move(p));
  }
  if (l.options & Indexes)
    for (Index i : from->indexes) {
      std::vector<std::string> parts;
      for (const IndexElem &e : i.elems)
        parts.push_back(e.column ? e.column.string() : "expr");
      for (Name column : i.include)
        parts.push_back(column.string());
      i.name = freeRelation(table.name, joinedNames(distinctNames(parts)), "idx", false, &table);
      i.range = range;
      table.indexes.push_back(std::move(i));
    }
  return true;
}

} // namespace schemac::sql
