//===- AlterIndex.cpp - ALTER INDEX, and REINDEX into another tablespace --===//
#include "Reader.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>

namespace schemac::sql {

#define AT(NAME) PG_QUERY__ALTER_TABLE_TYPE__AT_##NAME

/// Of an index, also of one that is behind a constraint.
Name Reader::tablespaceOf(SubRef index) const {
  const Table *t = state.table(index.table);
  const Index *i = t ? t->index(index.sub) : nullptr;
  const Constraint *c = t ? t->constraint(index.sub) : nullptr;
  return i ? i->tablespace : c ? c->more().tablespace : Name();
}

bool Reader::moveIndex(SubRef path, Name space, bool concurrently) {
  return space == tablespaceOf(path) ||
         add(SetIndexTablespaceOp::make(whole(), path, space, concurrently));
}

/// REINDEX (TABLESPACE …): what is built anew is built elsewhere.
bool Reader::reindex(const PgQuery__ReindexStmt &s) {
  Name space;
  bool moves = false, concurrently = false;
  for (const Node *n : items(s.n_params, s.params))
    if (auto *p = as<PgQuery__DefElem>(n)) {
      std::string_view option = stringOf(p->defname);
      moves |= option == "tablespace";
      concurrently |= option == "concurrently";
      if (option == "tablespace")
        space = tablespace(stringOf(p->arg));
    }
  if (!moves)
    return true;
  record->kind = StatementKind::Change;
  if (!s.relation)
    return unsupported("moving all indexes of a schema or database");
  if (s.kind == PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_INDEX) {
    SubRef path = indexPath(stringOf(s.relation->schemaname), stringOf(s.relation->relname));
    return path.sub ? moveIndex(path, space, concurrently)
                    : missing("index", stringOf(s.relation->relname), {});
  }
  QName n = relation(*s.relation);
  if (!state.table(n))
    return missing("table", n.str(), {});
  std::vector<Name> names;
  for (const Index &i : state.table(n)->indexes)
    names.push_back(i.name);
  for (const Constraint &c : state.table(n)->constraints)
    if (ownsIndex(c))
      names.push_back(c.name);
  return std::ranges::all_of(
      names, [&](Name index) { return moveIndex({n, index}, space, concurrently); });
}

/// ALTER INDEX: what an index has beside its name.
bool Reader::alterIndex(const PgQuery__AlterTableStmt &s) {
  SubRef path = indexPath(stringOf(s.relation->schemaname), stringOf(s.relation->relname));
  if (!path.sub && attachedKeys.contains(path.table))
    return alterAttached(s);
  if (!path.sub)
    return absent(s.missing_ok, "index", path.table.str(), nameAt(s.relation->location));
  for (const Node *n : items(s.n_cmds, s.cmds)) {
    auto *c = as<PgQuery__AlterTableCmd>(n);
    if (!c)
      return false;
    switch (c->subtype) {
    case AT(SetRelOptions):
    case AT(ResetRelOptions):
      if (!setIndexOptions(path, parameters(items(c->def)), c->subtype == AT(ResetRelOptions)))
        return false;
      break;
    case AT(AttachPartition): {
      auto *p = as<PgQuery__PartitionCmd>(c->def);
      if (!p || !attachIndex(path, *p))
        return false;
      break;
    }
    case AT(SetStatistics):
      unmanaged("the target of statistics of a column");
      break;
    case AT(SetTableSpace):
      if (!moveIndex(path, tablespace(stringOf(c->name)), false))
        return false;
      break;
    default:
      return unsupported("this part of ALTER INDEX");
    }
  }
  return true;
}

/// An index that is a part of another gets parts, which are parts of the other, too. What else it
/// has of its own is not held.
bool Reader::alterAttached(const PgQuery__AlterTableStmt &s) {
  for (const Node *n : items(s.n_cmds, s.cmds)) {
    auto *c = as<PgQuery__AlterTableCmd>(n);
    auto *p = c ? as<PgQuery__PartitionCmd>(c->def) : nullptr;
    if (!p || c->subtype != AT(AttachPartition))
      return unmanaged("an index of a partition, which is there with that of the whole table,");
    SubRef part = indexPath(stringOf(p->name->schemaname), stringOf(p->name->relname));
    if (!part.sub && attachedKeys.contains(part.table))
      continue;
    const Table *child = part.sub ? state.table(part.table) : nullptr;
    if (!child)
      return missing("index", stringOf(p->name->relname), nameAt(p->name->location));
    attachedKeys.insert({part.table.ns, part.sub});
    if (!add(child->constraint(part.sub) ? DropConstraintOp::make(whole(), part)
                                         : DropIndexOp::make(whole(), part)))
      return false;
  }
  return true;
}

bool Reader::setIndexOptions(SubRef path, const Parameters &list, bool reset) {
  const Table *t = state.table(path.table);
  if (!t)
    return unsupported("options of an index of a materialized view");
  const Index *i = t->index(path.sub);
  const Constraint *k = t->constraint(path.sub);
  Parameters now = i ? i->parameters : k ? k->more().parameters : Parameters();
  for (const Parameter &p : list) {
    std::erase_if(now, [&](const Parameter &o) { return o.name == p.name; });
    if (!reset)
      now.push_back(p);
  }
  return add(SetIndexParametersOp::make(whole(), path, now));
}

} // namespace schemac::sql
