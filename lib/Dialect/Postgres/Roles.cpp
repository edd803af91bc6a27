//===- Roles.cpp - The relations of Locks.def -----------------------------===//

#include "Dialect/Postgres/Situation.h"
#include "schemac/Dialect/Postgres/Access.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <iterator>
#include <set>

namespace schemac::postgres {

using Relations = std::vector<QName>;

void relationsOwn(const Situation &s, Relations &out) {
  // Indexes may be of a materialized view.
  bool ofView = (s.op.kind == OpKind::CreateIndex || s.op.kind == OpKind::DropIndex) &&
                s.before.views().find(s.table);
  if (s.own || ofView)
    out.push_back(s.table);
}

void relationsParent(const Situation &s, Relations &out) {
  if (auto attach = dynOp<AttachPartitionOp>(s.op))
    out.push_back(attach->parent());
  else if (s.own && s.own->partitionOf)
    out.push_back(s.own->partitionOf);
}

void relationsPartitions(const Situation &s, Relations &out) {
  if (s.own && s.own->partitionBy)
    relationsDescendants(s, out);
}

void relationsHeirs(const Situation &s, Relations &out) {
  if (s.own && !s.own->partitionBy)
    relationsDescendants(s, out);
}

void relationsDirectHeirs(const Situation &s, Relations &out) {
  if (s.own && !s.own->partitionBy)
    out = s.before.index().childrenOf(s.table);
}

/// One that inherits on two ways is there twice.
void relationsDescendants(const Situation &s, Relations &out) {
  if (!s.own)
    return;
  out = s.before.index().childrenOf(s.table);
  for (size_t i = 0; i < out.size(); ++i) {
    Relations below = s.before.index().childrenOf(out[i]);
    out.insert(out.end(), below.begin(), below.end());
  }
}

void relationsAncestors(const Situation &s, Relations &out) {
  Relations parent;
  relationsParent(s, parent);
  const Table *t = parent.empty() ? nullptr : s.before.table(parent.front());
  for (; t && t->partitionOf; t = s.before.table(t->partitionOf))
    out.push_back(t->partitionOf);
}

void relationsDefaultPartition(const Situation &s, Relations &out) {
  Relations parent;
  relationsParent(s, parent);
  for (QName p : parent)
    if (const Table *rest = defaultPartition(s.before, p); rest && rest != s.own)
      out.push_back(rest->name);
}

void relationsInherited(const Situation &s, Relations &out) {
  if (s.own)
    out.insert(out.end(), s.own->inherits.begin(), s.own->inherits.end());
}

void relationsParentIndex(const Situation &s, Relations &out) {
  if (!s.own)
    return;
  if (auto part = dynOp<CreateIndexPartOp>(s.op))
    out.push_back({s.own->partitionOf.ns, part->of()});
  else if (auto attach = dynOp<AttachKeyPartOp>(s.op))
    out.push_back({s.own->partitionOf.ns, attach->of()});
  else if (auto create = dynOp<CreateIndexOp>(s.op); create && create->def().partOf)
    out.push_back({s.own->partitionOf.ns, create->def().partOf});
}

void relationsReferencedTable(const Situation &s, Relations &out) {
  for (const Constraint *fk : s.foreignKeys())
    out.push_back(fk->refTable);
  // A partition that comes has the keys of the whole, one that leaves gets keys of its own for
  // them.
  Relations wholes;
  if (DetachPartitionOp::classof(s.op) || CreateTableOp::classof(s.op))
    relationsParent(s, wholes), relationsAncestors(s, wholes);
  for (QName whole : wholes)
    if (const Table *t = s.before.table(whole); t && t->partitionBy)
      for (const Constraint &c : t->constraints)
        if (c.kind == ConstraintKind::ForeignKey)
          out.push_back(c.refTable);
}

/// The partitions of those in \p out, and theirs.
static void addPartitions(const Situation &s, Relations &out) {
  for (size_t i = 0; i < out.size(); ++i)
    if (const Table *t = s.before.table(out[i]); t && t->partitionBy)
      std::ranges::copy(s.before.index().childrenOf(out[i]), std::back_inserter(out));
}

void relationsReferenced(const Situation &s, Relations &out) {
  relationsReferencedTable(s, out);
  addPartitions(s, out);
}

/// What the foreign keys of the whole refer to for which the table that is attached has one, or has
/// none.
static void addNamedByWhole(const Situation &s, bool kept, Relations &out) {
  if (!AttachPartitionOp::classof(s.op) || !s.own)
    return;
  auto hasLike = [&](const Constraint &key) {
    return std::ranges::any_of(s.own->constraints, [&](Constraint c) {
      c.name = key.name;
      return sameConstraint(c, key);
    });
  };
  Relations wholes;
  relationsParent(s, wholes), relationsAncestors(s, wholes);
  for (QName whole : wholes)
    if (const Table *t = s.before.table(whole); t && t->partitionBy)
      for (const Constraint &c : t->constraints)
        if (c.kind == ConstraintKind::ForeignKey && hasLike(c) == kept)
          out.push_back(c.refTable);
}

static void addReferencedByWhole(const Situation &s, bool kept, Relations &out) {
  addNamedByWhole(s, kept, out);
  addPartitions(s, out);
}

void relationsKeptReferenced(const Situation &s, Relations &out) {
  addReferencedByWhole(s, true, out);
}

void relationsKeptUndivided(const Situation &s, Relations &out) {
  addNamedByWhole(s, true, out);
  std::erase_if(out, [&](QName n) {
    const Table *t = s.before.table(n);
    return t && t->partitionBy;
  });
}

void relationsKeptUndividedOrParts(const Situation &s, Relations &out) {
  Relations named;
  addNamedByWhole(s, true, named);
  out = named;
  addPartitions(s, out);
  std::erase_if(out, [&](QName n) {
    const Table *t = s.before.table(n);
    return t && t->partitionBy && std::ranges::count(named, n);
  });
}

void relationsNewReferenced(const Situation &s, Relations &out) {
  addReferencedByWhole(s, false, out);
}

void relationsFiredFrom(const Situation &s, Relations &out) {
  auto create = dynOp<CreateTriggerOp>(s.op);
  if (create && create->def().action && create->def().action->fromTable)
    out.push_back(create->def().action->fromTable);
}

/// Whether a foreign key may refer to the column: only what is unique can be referred to.
static bool mayBeReferredTo(const Table &table, Name column) {
  auto in = [&](const std::vector<Name> &names) {
    return std::find(names.begin(), names.end(), column) != names.end();
  };
  return std::any_of(table.constraints.begin(), table.constraints.end(),
                     [&](const Constraint &c) {
                       return (c.kind == ConstraintKind::PrimaryKey ||
                               c.kind == ConstraintKind::Unique) &&
                              in(c.columns);
                     }) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index &i) {
           return i.unique && std::any_of(i.elems.begin(), i.elems.end(),
                                          [&](const IndexElem &e) { return e.column == column; });
         });
}

void relationsReferencing(const Situation &s, Relations &out) {
  if (!s.column || !mayBeReferredTo(*s.own, s.sub))
    return;
  for (QName other : s.before.index().referencing(s.table))
    for (const Constraint &c : s.before.table(other)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == s.table &&
          std::find(c.refColumns.begin(), c.refColumns.end(), s.sub) != c.refColumns.end())
        out.push_back(other);
  addPartitions(s, out);
}

void relationsDependent(const Situation &s, Relations &out) {
  std::ranges::copy(s.before.index().referencing(s.table), std::back_inserter(out));
}

void relationsDependOnWhole(const Situation &s, Relations &out) {
  if (AttachPartitionOp::classof(s.op) && holdsOfHeir(s))
    return;
  Relations wholes;
  relationsParent(s, wholes);
  relationsAncestors(s, wholes);
  std::set<QName> dependent; // each once
  for (QName whole : wholes)
    for (QName other : s.before.index().referencing(whole))
      dependent.insert(other);
  std::ranges::copy(dependent, std::back_inserter(out));
}

void relationsPartsDependOnWhole(const Situation &s, Relations &out) {
  Relations dependent;
  relationsDependOnWhole(s, dependent);
  Relations all = dependent;
  addPartitions(s, all);
  out.assign(all.begin() + static_cast<std::ptrdiff_t>(dependent.size()), all.end());
}

void relationsRowSource(const Situation &s, Relations &out) {
  if (auto rows = dynOp<ChangeRowsOp>(s.op); rows && rows->has_source())
    out.push_back(rows->source());
  else if (auto copy = dynOp<CopyRowsOp>(s.op)) {
    out = partitionsBelow(s.before, copy->source());
    out.push_back(copy->source());
  }
}

void relationsTaker(const Situation &s, Relations &out) {
  auto move = dynOp<MoveSerialOp>(s.op);
  if (!move || !move->has_table())
    return;
  out.push_back(move->table());
  for (QName part : partitionsBelow(s.before, move->table()))
    out.push_back(part);
}

// Indexes and sequences have no entry of their own in a state and are named beside their table.
// Their names are made with a Context, which a cost does not have, unless the step has them.
void relationsIndex(const Situation &s, Relations &out) { out.push_back({s.table.ns, s.sub}); }

void relationsSequence(const Situation &s, Relations &out) {
  if (s.column && s.column->sequence())
    out.push_back({s.table.ns, s.column->sequence()});
}

void relationsIdentitySequence(const Situation &s, Relations &out) {
  if (s.column && (s.column->generation == Generation::IdentityAlways ||
                   s.column->generation == Generation::IdentityByDefault))
    relationsSequence(s, out);
}

void relationsArchive(const Situation &s, Relations &out) {
  if (const QName *archive = findField<QName>(s.op))
    out.push_back(*archive);
}

void relationsDomainTables(const Situation &s, Relations &out) {
  for (const SubRef &c : columnsMadeOf(s.before, s.table))
    if (out.empty() || out.back() != c.table)
      out.push_back(c.table);
}

void relationsRowType(const Situation &s, Relations &out) {
  if (s.before.find<Composite>(s.table))
    out.push_back(s.table);
}

void relationsOwnSequence(const Situation &s, Relations &out) {
  for (const Field &f : s.op.fields)
    if (auto *name = std::get_if<QName>(&f))
      return out.push_back(*name);
    else if (auto *body = std::get_if<std::shared_ptr<const Sequence>>(&f))
      return out.push_back((*body)->name);
}

/// The queries of a step: of the view it makes or fills, or those that it is.
static std::vector<Expr> queriesOf(const Situation &s) {
  if (s.view)
    return {s.view->query};
  if (auto guard = dynOp<GuardOp>(s.op))
    return {guard->query()};
  if (auto verify = dynOp<VerifyOp>(s.op))
    return {verify->query()};
  if (auto fill = dynOp<BackfillOp>(s.op))
    return {fill->value(), fill->has_where() ? fill->where() : Expr()};
  if (auto *policy = findField<std::shared_ptr<const Policy>>(s.op))
    return {(*policy)->usingExpr, (*policy)->withCheck};
  return {};
}

/// Whether the step runs its query, rather than keeping it.
static bool runsQuery(const Situation &s) {
  return !s.view || RefreshViewOp::classof(s.op) || (s.view->materialized && !s.view->noData);
}

static void addRelationsRead(const Situation &s, Expr query, Relations &out) {
  bool runs = runsQuery(s);
  for (const QueryRelation &r : schemac::relationsRead(query)) {
    auto isMeant = [&](const Entity &e) {
      std::string_view ns = e.name.ns ? e.name.ns.str() : "";
      return e.name.name.str() == r.name && ns == (r.ns == "public" ? "" : r.ns) &&
             std::ranges::count(out, e.name) == 0;
    };
    for (const Table &t : s.before.tables())
      if (isMeant(t)) {
        size_t first = out.size();
        out.push_back(t.name);
        for (size_t i = first; runs && i < out.size(); ++i) // read with what is below it
          std::ranges::copy(s.before.index().childrenOf(out[i]), std::back_inserter(out));
      }
    for (const View &v : s.before.views())
      if (isMeant(v)) {
        out.push_back(v.name);
        if (runs && !v.materialized && v.query)
          addRelationsRead(s, v.query, out);
      }
  }
}

void relationsRead(const Situation &s, Relations &out) {
  for (Expr query : queriesOf(s))
    if (query)
      addRelationsRead(s, query, out);
}

void relationsView(const Situation &s, Relations &out) { out.push_back(s.table); }

void relationsTarget(const Situation &s, Relations &out) {
  const Target *target = findField<Target>(s.op);
  const AccessRow *row = target ? accessRow(targetWord(*target)) : nullptr;
  if (!row || (row->catalog != "pg_class" && target->part != PartKind::Column))
    return;
  out.push_back(target->part == PartKind::Index ? QName{s.table.ns, s.sub} : s.table);
}

void relationsOwnedSequences(const Situation &s, Relations &out) {
  for (const Column &c : s.own ? s.own->columns : std::vector<Column>())
    if (c.sequence())
      out.push_back({s.table.ns, c.sequence()});
}

void relationsPublished(const Situation &s, Relations &out) {
  if (auto *made = findField<std::shared_ptr<const Publication>>(s.op))
    for (const PublishedTable &t : (*made)->tables)
      out.push_back(t.table);
}

void relationsEverything(const Situation &s, Relations &out) {
  if (findField<QName>(s.op))
    return; // it says what it touches
  for (const Table &t : s.before.tables())
    out.push_back(t.name);
}

} // namespace schemac::postgres
