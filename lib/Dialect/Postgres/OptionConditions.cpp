//===- OptionConditions.cpp - Conditions on options and partitions --------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "Dialect/Postgres/Situation.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac::postgres {

//===--- columns ----------------------------------------------------------===//

bool holdsWasSerial(const Situation &s) {
  return s.column && s.column->generation == Generation::Serial;
}
bool holdsWasIdentity(const Situation &s) {
  return s.column && (s.column->generation == Generation::IdentityAlways ||
                      s.column->generation == Generation::IdentityByDefault);
}
bool holdsToOtherTable(const Situation &s) {
  auto move = dynOp<MoveSerialOp>(s.op);
  return move && move->has_table();
}
bool holdsGeneratedVirtual(const Situation &s) {
  const Column *c = s.newColumn ? s.newColumn : s.column;
  return c && c->generation == Generation::Virtual;
}
bool holdsNewRowsOnly(const Situation &s) {
  auto required = dynOp<SetNotNullOp>(s.op);
  return required && required->notValid();
}

/// One that says its own collation does not follow.
bool holdsIndexFollows(const Situation &s) {
  if (!s.own || !s.column)
    return false;
  auto follows = [&](const IndexElem &e) { return e.column == s.sub && !e.collation; };
  return std::any_of(s.own->indexes.begin(), s.own->indexes.end(),
                     [&](const Index &i) { return std::ranges::any_of(i.elems, follows); }) ||
         std::any_of(s.own->constraints.begin(), s.own->constraints.end(),
                     [&](const Constraint &c) {
                       return (c.kind <= ConstraintKind::Unique &&
                               std::ranges::find(c.columns, s.sub) != c.columns.end()) ||
                              std::ranges::any_of(c.more().elems, follows);
                     });
}

//===--- parameters -------------------------------------------------------===//

static bool isLight(std::string_view name) {
  if (name.starts_with("toast."))
    name.remove_prefix(6);
  static constexpr std::string_view Light[] = {"fillfactor",         "parallel_workers",
                                               "toast_tuple_target", "vacuum_index_cleanup",
                                               "vacuum_truncate",    "log_autovacuum_min_duration"};
  return name.starts_with("autovacuum_") || std::ranges::find(Light, name) != std::end(Light);
}

/// Of those that change, either way.
bool holdsLightParameters(const Situation &s) {
  auto step = dynOp<SetParametersOp>(s.op);
  if (!step)
    return false;
  Parameters before = s.own ? s.own->parameters : Parameters();
  auto light = [](const Parameters &list, const Parameters &other) {
    return std::ranges::all_of(list, [&](const Parameter &p) {
      return isLight(p.name.str()) || std::ranges::find(other, p) != other.end();
    });
  };
  return light(step->parameters(), before) && light(before, step->parameters());
}

//===--- constraints and indexes ------------------------------------------===//

bool holdsEnforcedAgain(const Situation &s) {
  auto step = dynOp<AlterConstraintOp>(s.op);
  return step && s.constraint && s.constraint->notEnforced && !step->notEnforced();
}
bool holdsNoLongerEnforced(const Situation &s) {
  auto step = dynOp<AlterConstraintOp>(s.op);
  return step && s.constraint && !s.constraint->notEnforced && step->notEnforced();
}
bool holdsIndexOnly(const Situation &s) {
  auto create = dynOp<CreateIndexOp>(s.op);
  return create && create->only();
}
bool holdsIndexOnlyPart(const Situation &s) {
  return holdsIndexOnly(s) && CreateIndexOp(s.op).def().partOf;
}

//===--- partitions -------------------------------------------------------===//

/// Whether \p has holds of all partitions; those that have partitions themselves need not have it
/// if these do.
template <class Fn> static bool partitionsHave(const Schema &state, QName table, Fn has) {
  return std::ranges::all_of(state.index().childrenOf(table), [&](QName name) {
    const Table &part = *state.table(name);
    return has(part) || (part.partitionBy && partitionsHave(state, name, has));
  });
}

/// A foreign key goes by its name, an index or key by what it is.
bool holdsPartitionsHaveIt(const Situation &s) {
  if (!s.own || !s.own->partitionBy)
    return false;
  if (auto create = dynOp<CreateIndexOp>(s.op))
    return partitionsHave(s.before, s.table, [&](const Table &part) {
      return std::ranges::any_of(part.indexes, [&](Index own) {
        own.name = create->def().name;
        return sameIndex(own, create->def());
      });
    });
  return s.constraint && partitionsHave(s.before, s.table, [&](const Table &part) {
           return std::ranges::any_of(part.constraints, [&](Constraint own) {
             if (own.kind != ConstraintKind::ForeignKey)
               own.name = s.constraint->name;
             return sameConstraint(own, *s.constraint);
           });
         });
}
bool holdsPartOfWhole(const Situation &s) {
  return s.op.kind == OpKind::AttachKeyPart && s.own && s.own->partitionBy;
}
bool holdsPartOfKey(const Situation &s) {
  auto part = dynOp<CreateIndexPartOp>(s.op);
  const Table *parent = part && s.own ? s.before.table(s.own->partitionOf) : nullptr;
  return parent && parent->constraint(part->of());
}

/// Whether no row of \p rest, the default partition of \p parent, can belong to the bounds that
/// \p check states. A partition has the columns of its parent.
static bool excludesRows(const Table &rest, const Table &parent, const std::string &check) {
  return rest.isEmpty() || provesCheck(rest, parent.columns, "NOT (" + check + ")");
}

bool holdsLacksForeignKey(const Situation &s) {
  std::vector<QName> referenced;
  relationsNewReferenced(s, referenced);
  return !referenced.empty();
}

/// Of a default partition: that it has no row of any other.
static bool excludesAll(const Situation &s, const Table &parent) {
  return s.own->isEmpty() ||
         std::ranges::all_of(s.before.index().childrenOf(parent.name), [&](QName other) {
           std::string check = partitionCheck(parent.partitionBy, s.before.table(other)->bound);
           return !check.empty() && excludesRows(*s.own, parent, check);
         });
}

bool holdsBoundProved(const Situation &s) {
  auto attach = dynOp<AttachPartitionOp>(s.op);
  const Table *parent = attach ? s.before.table(attach->parent()) : nullptr;
  if (!parent || !s.own)
    return false;
  if (!attach->has_bound() && parent->partitionBy && !parent->partitionOf)
    return excludesAll(s, *parent);
  std::string check = boundsAsCheck(s.before, *parent, attach->bound(), partitionCheck);
  if (check.empty() || (!s.own->isEmpty() && !provesCheck(*s.own, s.own->columns, check)))
    return false;
  check = partitionCheck(parent->partitionBy, attach->bound());
  const Table *rest = defaultPartition(s.before, parent->name);
  return !rest || rest->isEmpty() || excludesRows(*rest, *parent, check);
}

bool holdsOfHeir(const Situation &s) {
  auto attach = dynOp<AttachPartitionOp>(s.op);
  if (!attach)
    return s.own && !s.own->inherits.empty();
  const Table *parent = s.before.table(attach->parent());
  return parent && !parent->partitionBy && !attach->has_bound();
}

bool holdsWholeIndexed(const Situation &s) {
  const Table *whole = s.own && s.own->partitionOf ? s.before.table(s.own->partitionOf) : nullptr;
  return whole && (std::ranges::any_of(whole->indexes, [](const auto &i) { return !i.invalid; }) ||
                   std::ranges::any_of(whole->constraints, [](const auto &c) {
                     return c.kind == ConstraintKind::PrimaryKey ||
                            c.kind == ConstraintKind::Unique || c.kind == ConstraintKind::Exclusion;
                   }));
}

bool holdsWholeReferred(const Situation &s) {
  std::vector<QName> dependent;
  relationsDependOnWhole(s, dependent);
  return !dependent.empty();
}

bool holdsDefaultHasRows(const Situation &s) {
  if (!s.own || !s.own->partitionOf)
    return false;
  const Table *parent = s.before.table(s.own->partitionOf);
  const Table *rest = defaultPartition(s.before, s.own->partitionOf);
  if (!parent || !rest || rest->isEmpty())
    return false;
  std::string check = partitionCheck(parent->partitionBy, s.own->bound);
  return check.empty() || !excludesRows(*rest, *parent, check);
}

/// Whether \p own has an index like this one, by whatever name: it becomes the part of the
/// parent's.
static bool hasLike(const Table &own, const Index &wanted) {
  return std::any_of(own.indexes.begin(), own.indexes.end(), [&](const Index &i) {
    return i.unique == wanted.unique && i.method == wanted.method && i.where == wanted.where &&
           i.elems == wanted.elems && i.include == wanted.include && !i.invalid;
  });
}

bool holdsLacksIndex(const Situation &s) {
  auto attach = dynOp<AttachPartitionOp>(s.op);
  const Table *parent = attach ? s.before.table(attach->parent()) : nullptr;
  if (!parent || !s.own)
    return false;
  auto isKeyLacking = [&](const Constraint &key) {
    bool isKey = key.kind == ConstraintKind::PrimaryKey || key.kind == ConstraintKind::Unique;
    return isKey && std::none_of(s.own->constraints.begin(), s.own->constraints.end(),
                                 [&](const Constraint &c) {
                                   return c.kind == key.kind && c.columns == key.columns;
                                 });
  };
  return std::any_of(parent->indexes.begin(), parent->indexes.end(),
                     [&](const Index &i) { return !hasLike(*s.own, i); }) ||
         std::any_of(parent->constraints.begin(), parent->constraints.end(), isKeyLacking);
}

} // namespace schemac::postgres
