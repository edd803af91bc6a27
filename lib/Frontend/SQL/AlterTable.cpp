//===- AlterTable.cpp - ALTER TABLE ---------------------------------------===//
//
// The server takes the parts of one statement in passes: what is dropped first, types next, then
// columns, constraints and the rest. Steps come in the same order.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "schemac/IR/Diags.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>

namespace schemac::sql {

#define AT(NAME) PG_QUERY__ALTER_TABLE_TYPE__AT_##NAME

/// The pass of the server in which a part is done.
static int passOf(const PgQuery__AlterTableCmd &c) {
  switch (c.subtype) {
  case AT(DropColumn):
  case AT(DropConstraint):
  case AT(DropNotNull):
  case AT(DropExpression):
  case AT(DropIdentity):
    return 0;
  case AT(AlterColumnType):
    return 1;
  case AT(AddColumn):
    return 2;
  case AT(ColumnDefault): // dropped defaults must be gone before others come
    return c.def ? 4 : 0;
  case AT(SetNotNull):
  case AT(SetStatistics):
  case AT(SetStorage):
  case AT(AddIdentity):
  case AT(SetIdentity):
    return 4;
  case AT(AddConstraint): {
    auto *k = as<PgQuery__Constraint>(c.def);
    if (!k || k->contype == PG_QUERY__CONSTR_TYPE__CONSTR_CHECK)
      return 3;
    return k->contype == PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN ? 6 : 5;
  }
  default:
    return 7;
  }
}

/// What a server does to the heirs as well, and a step does to one table.
static bool goesToHeirs(const PgQuery__AlterTableCmd &c) {
  return c.subtype == AT(ColumnDefault) || c.subtype == AT(DropNotNull) ||
         c.subtype == AT(SetStorage);
}

bool Reader::alterRelation(const PgQuery__AlterTableStmt &s, QName table) {
  // The parts stand one after the other, divided by commas.
  size_t at = tokenAt(s.relation->location);
  while (at + 2 < tokens.size() && tokens[at + 1].isSymbol("."))
    at += 2;
  ++at;
  if (isWord(at, "*"))
    ++at;
  struct Part {
    const PgQuery__AlterTableCmd *command;
    Span span;
    int pass;
  };
  std::vector<Part> list;
  for (const Node *n : items(s.n_cmds, s.cmds))
    if (auto *c = as<PgQuery__AlterTableCmd>(n)) {
      Span span = clause(at);
      at = span.last + 1;
      list.push_back({c, span, passOf(*c)});
    }
  std::ranges::stable_sort(list, {}, &Part::pass);
  std::vector<Op> later; // of columns that are added: what comes in later passes
  for (const Part &p : list) {
    if (p.pass > 2 && !later.empty()) {
      if (!addAll(later))
        return false;
      later.clear();
    }
    std::vector<QName> tables{table};
    if (s.relation->inh && goesToHeirs(*p.command))
      tables = familyOf(state, table);
    for (QName t : tables)
      if (!alter(*p.command, t, p.span, later))
        return false;
  }
  return addAll(later) && std::ranges::all_of(list, [&](const Part &p) {
           return expressionsStand(*p.command, table);
         });
}

/// Behind all parts: columns come before what is made of them, in whatever order they stand.
bool Reader::expressionsStand(const PgQuery__AlterTableCmd &c, QName table) {
  const Table *t = state.table(table);
  if (!t)
    return true;
  if (auto *def = as<PgQuery__ColumnDef>(c.def); def && c.subtype == AT(AddColumn))
    return standsIn(*def, *t);
  auto *k = as<PgQuery__Constraint>(c.def);
  return !k || c.subtype != AT(AddConstraint) || standsIn(*k, *t);
}

/// ALTER TABLE ONLY … ADD COLUMN, of a table that others inherit from or are parts of.
bool Reader::lacksHeirs(const PgQuery__AlterTableStmt &s, QName table) {
  // The tables are looked at for the rare commands only: `ALTER TABLE ONLY` is on each page of a
  // dump.
  auto has = [&] {
    for (const Table &t : state.tables())
      if (t.partitionOf == table)
        return true;
    return !heirsOf(state, table).empty();
  };
  for (const Node *node : items(s.n_cmds, s.cmds))
    if (auto *c = as<PgQuery__AlterTableCmd>(node);
        c && c->subtype == AT(AddColumn) && !c->missing_ok && has()) {
      diags.report(whole(), diag::err_step_refused, "add_column", table.str(),
                   "it must be added to the tables that inherit from it, too");
      return true;
    }
  return false;
}

bool Reader::read(const PgQuery__AlterTableStmt &s) {
  if (isTemporary(*s.relation)) {
    record->kind = StatementKind::Ignored;
    return true;
  }
  if (s.objtype == PG_QUERY__OBJECT_TYPE__OBJECT_INDEX)
    return alterIndex(s);
  if (s.objtype == PG_QUERY__OBJECT_TYPE__OBJECT_TYPE)
    return alterComposite(s);
  if (s.objtype == PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE)
    return unmanaged("a foreign table");
  QName n = relation(*s.relation);
  if (state.views().find(n) || state.find<Sequence>(n))
    return alterView(s);
  if (!state.table(n)) {
    if (state.index().keyOwner(n)) // ALTER TABLE takes indexes, too
      return alterIndex(s);
    if (std::string_view what = outsideRelation(*s.relation); !what.empty())
      return unmanaged(what);
    return absent(s.missing_ok, "table", n.str(), nameAt(s.relation->location));
  }
  record->table = n;
  // Which heirs have a column, or from 18 on a NOT NULL, as their own, and keep it, is no part of a
  // state.
  if (!s.relation->inh && lacksHeirs(s, n))
    return false;
  auto recurses = [&] { return s.relation->inh && !heirsOf(state, n).empty(); };
  bool keep = state.version == 0 || state.version >= 18;
  for (const Node *node : items(s.n_cmds, s.cmds))
    if (auto *c = as<PgQuery__AlterTableCmd>(node)) {
      if (c->subtype == AT(DropColumn) && recurses())
        return opaque("DROP COLUMN of a table that others inherit from", n);
      if (c->subtype == AT(DropNotNull) && keep && recurses())
        return opaque("DROP NOT NULL of a table that others inherit from", n);
    }
  return alterRelation(s, n);
}

//===--- the parts --------------------------------------------------------===//

/// The column as the whole table of \p partition has it.
const Column *Reader::partitionHas(const Table &partition, Name column) const {
  const Table *whole = &partition;
  while (const Table *above = whole->partitionOf ? state.table(whole->partitionOf) : nullptr)
    whole = above;
  return whole->column(column);
}

bool Reader::alter(const PgQuery__AlterTableCmd &c, QName table, Span span,
                   std::vector<Op> &later) {
  SourceRange range = rangeOf(span);
  SubRef path{table, name(stringOf(c.name))};
  bool cascade = c.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
  const Table &t = *state.table(table);
  switch (c.subtype) {
  case AT(AddColumn):
    return addColumn(c, table, later);
  case AT(DropColumn):
    if (!t.partitionOf && !t.column(path.sub))
      return absent(c.missing_ok, "column", path.str(), range);
    return dropStatistics(table, path.sub) && drop(DropColumnOp::make(range, path), cascade);
  case AT(AddConstraint):
    return addConstraint(c, table, span);
  case AT(DropConstraint):
    if (!t.constraint(path.sub))
      return dropNotNullByName(path, range) ||
             absent(c.missing_ok, "constraint", path.str(), range);
    return drop(DropConstraintOp::make(range, path), cascade);
  case AT(ValidateConstraint):
    if (Name column = t.constraint(path.sub) ? Name() : notNullByName(path))
      return add(ValidateNotNullOp::make(range, SubRef{table, column}));
    return add(ValidateConstraintOp::make(range, path));
  case AT(AlterConstraint): {
    auto *k = as<PgQuery__Constraint>(c.def);
    auto says = [&](Newer kind) {
      return std::ranges::any_of(newer, [&](const NewerSyntax &n) { return n.kind == kind; });
    };
    SubRef of{table, name(k ? stringOf(k->conname) : "")};
    const Constraint *old = t.constraint(of.sub);
    bool notEnforced = says(Newer::NotEnforced);
    bool keeps = old && (notEnforced || says(Newer::EnforcedAgain)); // deferrable or not, as it was
    return k && add(AlterConstraintOp::make(
                    range, of, keeps ? old->deferrable : bool(k->deferrable),
                    keeps ? old->initiallyDeferred : bool(k->initdeferred), notEnforced));
  }
  case AT(AlterColumnType):
    return alterColumnType(c, path, span);
  case AT(ColumnDefault):
  case AT(SetNotNull):
    if (const Column *above = t.partitionOf ? partitionHas(t, path.sub) : nullptr; above)
      return (c.subtype == AT(SetNotNull) && !above->nullable) ||
             unmanaged("what a partition changes of a column", range);
    return alterColumn(c, table, span);
  case AT(DropNotNull):
    if (const Column *above = t.partitionOf ? partitionHas(t, path.sub) : nullptr;
        above && above->nullable)
      return unmanaged("what a partition changes of a column", range);
    return alterColumn(c, table, span);
  case AT(DropExpression):
  case AT(SetStorage):
  case AT(SetCompression):
    return alterColumn(c, table, span);
  case AT(AddIdentity):
  case AT(SetIdentity):
  case AT(DropIdentity):
    return alterIdentity(c, path, range);
  default:
    return alterOptions(c, table, span);
  }
}

bool Reader::addColumn(const PgQuery__AlterTableCmd &c, QName table, std::vector<Op> &later) {
  auto *def = as<PgQuery__ColumnDef>(c.def);
  if (!def)
    return false;
  std::optional<PendingColumn> p = column(*def, table);
  if (!p)
    return false;
  SubRef path{table, p->column.name};
  if (const Column *now = state.table(table)->column(path.sub); now && c.missing_ok) {
    if (now->type != p->column.type && !isAssumed(table))
      diags.report(p->range, diag::warn_sql_exists_differs, path.str(), "of another type");
    return true;
  }
  if (p->sequence) {
    Sequence q = *p->sequence;
    q.ownedBy = {};
    if (!add(CreateSequenceOp::make(q.range, q)))
      return false;
  }
  nameSequence(table, p->column);
  if (!add(AddColumnOp::make(p->range, path, p->column)))
    return false;
  if (p->sequence && !add(OwnSequenceOp::make(p->range, p->sequence->name, path)))
    return false;
  Table known = *state.table(table);
  for (PendingConstraint &k : p->constraints) {
    nameConstraint(table, k, &known);
    known.constraints.push_back(k.constraint);
    completeForeignKey(k.constraint);
    later.push_back(addConstraintOp(table, k.constraint));
  }
  return true;
}

/// Without columns it references the primary key.
void Reader::completeForeignKey(Constraint &c) {
  const Table *target = c.kind == ConstraintKind::ForeignKey ? state.table(c.refTable) : nullptr;
  const Constraint *pk = target ? target->primaryKey() : nullptr;
  if (pk && c.refColumns.empty())
    c.refColumns = pk->columns;
}

bool Reader::addConstraint(const PgQuery__AlterTableCmd &c, QName table, Span span) {
  auto *k = as<PgQuery__Constraint>(c.def);
  if (!k)
    return false;
  SourceRange range = rangeOf(span);
  size_t first = tokenAt(k->location);
  for (const NewerSyntax &n : newer)
    if ((n.kind == Newer::NotNullConstraint || n.kind == Newer::NotNullAdded) &&
        n.begin >= tokens[span.first].begin && n.end <= tokens[span.last - 1].end) {
      size_t last = tokenAt(static_cast<int64_t>(n.end)) - 1;
      Name column = name(tokens[last].name());
      if (!stringOf(k->conname).empty())
        notNullNames[SubRef{table, name(stringOf(k->conname))}.str()] = column;
      return add(SetNotNullOp::make(range, SubRef{table, column}, bool(k->skip_validation)));
    }
  std::optional<PendingConstraint> p = constraint(*k, {first, span.last});
  if (!p)
    return false;
  p->constraint.range = range;
  if (p->constraint.usingIndex && !p->constraint.name)
    p->constraint.name = p->constraint.usingIndex;
  nameConstraint(table, *p, nullptr);
  completeForeignKey(p->constraint);
  std::set<QName> before = keysBelow(table);
  if (!add(addConstraintOp(table, p->constraint)))
    return false;
  for (QName now : keysBelow(table))
    before.erase(now);
  attachedKeys.insert(before.begin(), before.end()); // they are parts of it
  return true;
}

/// The keys that partitions of the table have by themselves.
std::set<QName> Reader::keysBelow(QName table) {
  std::set<QName> out;
  if (const Table *t = state.table(table); !t || !t->partitionBy)
    return out;
  for (QName p : state.index().childrenOf(table)) {
    for (const Constraint &c : state.table(p)->constraints)
      if (c.kind != ConstraintKind::Check && c.kind != ConstraintKind::ForeignKey)
        out.insert({p.ns, c.name});
    out.merge(keysBelow(p));
  }
  return out;
}

/// The column of the NOT NULL that this file or the server gave a name; null when there is none.
Name Reader::notNullByName(SubRef path) {
  if (auto it = notNullNames.find(path.str()); it != notNullNames.end())
    return it->second;
  for (const Column &c : state.table(path.table)->columns)
    if (objectName(path.table.name.str(), c.name.str(), "not_null") == path.sub.str() &&
        !c.nullable)
      return c.name;
  return {};
}

Name Reader::namedNotNull(SubRef path) {
  const Table *t = state.table(path.table);
  int version = state.version    ? state.version
                : options.server ? options.server
                                 : dialect.newestVersion();
  return t && version >= 18 && !t->constraint(path.sub) ? notNullByName(path) : Name();
}

bool Reader::dropNotNullByName(SubRef path, SourceRange range) {
  Name column = namedNotNull(path);
  return column && add(DropNotNullOp::make(range, SubRef{path.table, column}));
}

} // namespace schemac::sql
