//===- AdoptTables.cpp - Parts of tables that the target's form cannot say ===//
#include "Diff/Adopt.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

bool Adopter::isGone(const Table &was, Name column) const {
  const Column *c = was.column(column);
  return c && !kept.count(c);
}

//===--- columns ----------------------------------------------------------===//

/// Draws from a sequence of its own that is more than `serial` says.
static bool drawsFromOwn(const Schema &from, Context &context, const Table &table,
                         const Column &c) {
  if (!drawsFromSequence(c.defaultExpr))
    return false;
  for (QName n : sequencesIn(context, c.defaultExpr))
    if (const Sequence *s = from.find<Sequence>(n))
      return s->ownedBy.table == table.name && s->ownedBy.sub == c.name;
  return false;
}

void Adopter::column(const Table &was, const Column &old, Column &now) {
  SubRef path{was.name, old.name};
  ColumnExtra extra = now.extra ? *now.extra : ColumnExtra();
  const ColumnExtra before = old.extra ? *old.extra : ColumnExtra();
  bool changed = false;
  if (leaves(Aspect::ColumnOptions)) {
    auto hasText = [](Type t) {
      return t.is(TypeKind::Text) || t.is(TypeKind::VarChar) || t.is(TypeKind::Char);
    };
    bool any = (before.collation && !extra.collation) || (before.storage && !extra.storage) ||
               (before.compression && !extra.compression);
    if (!extra.collation && (old.type == now.type || hasText(now.type)))
      extra.collation = before.collation;
    if (!extra.storage)
      extra.storage = before.storage;
    if (!extra.compression)
      extra.compression = before.compression;
    bool pending = old.notNullNotValid && !now.nullable && !now.notNullNotValid;
    now.notNullNotValid |= pending;
    if (now.type.is(TypeKind::Array))
      now.nullable = old.nullable;
    changed |= any;
    if (any || pending)
      note(Aspect::ColumnOptions, path.str());
  }
  if (leaves(Aspect::Domains) && old.type.is(TypeKind::Domain) &&
      names.type(baseOf(from, old.type)) == now.type)
    now.type = old.type;
  // A name of a type where the form takes any text.
  if (now.type.is(TypeKind::Native) && old.type.named()) {
    std::string name = sqlIdentifier(old.type.named().name.str());
    if (now.type.native().str() == name ||
        now.type.native().str() == sqlIdentifier(old.type.named().ns.str()) + "." + name)
      now.type = names.type(old.type);
  }
  if (leaves(Aspect::Generated) && old.generated() && !now.generated()) {
    now.generation = old.generation;
    now.defaultExpr = Expr();
    extra.generated = names.expr(was.name, before.generated);
    changed = true;
    note(Aspect::Generated, path.str());
  }
  bool identity = old.generation == Generation::IdentityAlways ||
                  old.generation == Generation::IdentityByDefault;
  if (leaves(Aspect::Identity) && now.generation == Generation::Serial) {
    if (identity) {
      now.generation = old.generation;
      extra.options = before.options;
      extra.sequence = before.sequence;
      changed = true;
      note(Aspect::Identity, path.str());
    } else if (drawsFromOwn(from, context, was, old)) {
      now.generation = Generation::None;
      now.defaultExpr = old.defaultExpr;
      note(Aspect::Identity, path.str());
    }
  }
  if (changed)
    now.extra = context.make<ColumnExtra>(extra);
}

void Adopter::columns(const Table &was, Table &now) {
  for (Column &c : now.columns) {
    const Column *old = c.renamedFrom() ? was.column(c.renamedFrom()) : nullptr;
    if (!old)
      old = was.column(c.name);
    if (old && kept.count(old))
      column(was, *old, c);
  }
}

//===--- constraints ------------------------------------------------------===//

void Adopter::keyOptions(const Constraint &old, Constraint &now, QName table) {
  if (!leaves(Aspect::KeyOptions))
    return;
  Constraint before = names.mapped(old, table);
  Constraint after = now;
  after.deferrable = before.deferrable;
  after.initiallyDeferred = before.initiallyDeferred;
  after.notValid = before.notValid;
  after.notEnforced = before.notEnforced;
  after.matchFull = before.matchFull;
  after.nullsNotDistinct = before.nullsNotDistinct;
  after.include = before.include;
  after.extra = before.extra;
  if (!sameConstraint(after, now))
    note(Aspect::KeyOptions, SubRef{table, old.name}.str());
  now = after;
}

/// A unique constraint is an index, too; where the form has but one word for both, it stays what it
/// is.
bool Adopter::uniqueConstraint(const Constraint &old, Table &now) {
  if (!leaves(Aspect::UniqueConstraints))
    return false;
  for (auto it = now.indexes.begin(); it != now.indexes.end(); ++it) {
    bool plain = it->unique && !it->where && !it->method && it->elems.size() == old.columns.size();
    for (size_t i = 0; plain && i < old.columns.size(); ++i)
      plain = it->elems[i].column == old.columns[i] && !it->elems[i].descending;
    if (!plain)
      continue;
    Constraint c = old;
    c.name = it->name;
    c.range = it->range;
    now.constraints.push_back(std::move(c));
    now.indexes.erase(it);
    return true;
  }
  return false;
}

void Adopter::constraints(const Table &was, Table &now) {
  for (const Constraint &old : was.constraints) {
    Constraint before = names.mapped(old, was.name);
    auto same = std::ranges::find_if(now.constraints, [&](const Constraint &c) {
      return c.kind == before.kind && c.name == before.name;
    });
    if (same == now.constraints.end())
      same = std::ranges::find_if(now.constraints, [&](const Constraint &c) {
        return c.kind == before.kind && !before.columns.empty() && c.columns == before.columns &&
               c.refTable == before.refTable;
      });
    if (same != now.constraints.end()) {
      if (before.kind != ConstraintKind::Check && before.kind != ConstraintKind::Exclusion)
        keyOptions(old, *same, was.name);
      continue;
    }
    Aspect aspect = before.kind == ConstraintKind::Check       ? Aspect::Checks
                    : before.kind == ConstraintKind::Exclusion ? Aspect::Exclusions
                                                               : Aspect::ForeignKeys;
    bool other = aspect != Aspect::ForeignKeys || before.kind == ConstraintKind::ForeignKey;
    if (before.kind == ConstraintKind::Unique && uniqueConstraint(before, now)) {
      note(Aspect::UniqueConstraints, SubRef{was.name, old.name}.str());
      continue;
    }
    bool foreign = before.kind == ConstraintKind::ForeignKey && isForeign(before.refTable);
    if (!other || !(leaves(aspect) || foreign) || usesGone(was, old))
      continue;
    if (before.kind == ConstraintKind::ForeignKey && !to.table(before.refTable))
      continue; // with the table that it refers to
    note(aspect, SubRef{was.name, old.name}.str());
    now.constraints.push_back(std::move(before));
  }
}

//===--- indexes ----------------------------------------------------------===//

static bool isUsualMethod(Name method) {
  static constexpr std::string_view Usual[] = {"btree", "hash", "gin", "gist", "spgist", "brin"};
  return !method || std::ranges::find(Usual, method.str()) != std::end(Usual);
}

/// Takes over into \p now what the form does not say; true when it is then the same index.
bool Adopter::indexOptions(const Index &old, Index &now, QName table) {
  Index before = names.mapped(old, table);
  bool sameColumns = before.elems.size() == now.elems.size();
  for (size_t i = 0; sameColumns && i < now.elems.size(); ++i)
    sameColumns = before.elems[i].column && before.elems[i].column == now.elems[i].column;
  if (!sameColumns || before.unique != now.unique || before.method != now.method)
    return false;
  Index after = now;
  for (size_t i = 0; i < now.elems.size(); ++i) {
    IndexElem &e = after.elems[i];
    const IndexElem &b = before.elems[i];
    if (!e.collation)
      e.collation = b.collation;
    if (e.descending == b.descending)
      e.nulls = b.nulls;
    if (!e.opclass && !before.method)
      e.opclass = b.opclass;
    if (e.opclass == b.opclass)
      e.opclassParameters = b.opclassParameters;
  }
  if (leaves(Aspect::PartialIndexes) && !after.where)
    after.where = before.where;
  after.include = before.include;
  after.parameters = before.parameters;
  after.tablespace = before.tablespace;
  after.nullsNotDistinct = before.nullsNotDistinct;
  if (!sameIndex(after, now))
    note(after.where == now.where ? Aspect::IndexOptions : Aspect::PartialIndexes,
         SubRef{table, old.name}.str());
  now = after;
  return true;
}

void Adopter::indexes(const Table &was, Table &now) {
  for (const Index &old : was.indexes) {
    auto same =
        std::ranges::find_if(now.indexes, [&](const Index &i) { return i.name == old.name; });
    if (same != now.indexes.end() && leaves(Aspect::IndexOptions) &&
        indexOptions(old, *same, was.name))
      continue;
    bool overExpression =
        std::ranges::any_of(old.elems, [](const IndexElem &e) { return bool(e.expr); });
    Aspect aspect = overExpression               ? Aspect::ExpressionIndexes
                    : old.where                  ? Aspect::PartialIndexes
                    : !isUsualMethod(old.method) ? Aspect::OtherIndexes
                                                 : Aspect::IndexOptions;
    bool unsayable = aspect != Aspect::IndexOptions && leaves(aspect);
    // The same index under another name keeps what it has.
    if (same == now.indexes.end() && leaves(Aspect::IndexOptions) && !unsayable) {
      for (Index &i : now.indexes)
        if (!was.index(i.name) && indexOptions(old, i, was.name))
          break;
      continue;
    }
    if (!unsayable || usesGone(was, old))
      continue;
    if (same != now.indexes.end())
      now.indexes.erase(same);
    note(aspect, SubRef{was.name, old.name}.str());
    now.indexes.push_back(names.mapped(old, was.name));
  }
}

//===--- triggers, policies, options --------------------------------------===//

void Adopter::triggers(const Table &was, Table &now) {
  if (leaves(Aspect::TriggerStates))
    for (Trigger &t : now.triggers) {
      const Trigger *old = was.trigger(t.name);
      if (!t.action || !old || !old->action || old->action->enabled == t.action->enabled)
        continue;
      auto action = std::make_shared<TriggerAction>(*t.action);
      action->enabled = old->action->enabled;
      t.action = std::move(action);
      note(Aspect::TriggerStates, SubRef{was.name, t.name}.str());
    }
  if (leaves(Aspect::Triggers))
    for (const Trigger &t : was.triggers)
      if (!now.trigger(t.name)) {
        Trigger copy = names.mapped(t);
        if (copy.action && copy.action->fromTable && !to.table(copy.action->fromTable))
          continue; // goes with that table
        if (t.action) {
          auto action = std::make_shared<TriggerAction>(*copy.action);
          action->updateOf = names.columnList(was.name, action->updateOf);
          action->when = names.expr(was.name, action->when);
          copy.action = std::move(action);
        }
        note(Aspect::Triggers, SubRef{was.name, t.name}.str());
        now.triggers.push_back(std::move(copy));
      }
  if (leaves(Aspect::Policies))
    for (const Policy &p : was.policies)
      if (!now.policy(p.name)) {
        Policy copy = p;
        copy.usingExpr = names.expr(was.name, p.usingExpr);
        copy.withCheck = names.expr(was.name, p.withCheck);
        note(Aspect::Policies, SubRef{was.name, p.name}.str());
        now.policies.push_back(std::move(copy));
      }
  if (leaves(Aspect::RowSecurity)) {
    now.rowSecurity = was.rowSecurity;
    now.forceRowSecurity = was.forceRowSecurity;
    if (was.rowSecurity)
      note(Aspect::RowSecurity, was.name.str());
  }
}

void Adopter::replicaIdentity(const Table &was, Table &now) {
  now.replicaIdentity = was.replicaIdentity;
  now.replicaIndex = was.replicaIndex;
  if (was.replicaIndex && !now.index(was.replicaIndex) && !now.constraint(was.replicaIndex)) {
    now.replicaIdentity = ReplicaIdentity::Default; // with the index
    now.replicaIndex = Name();
  }
}

void Adopter::options(const Table &was, Table &now) {
  if (leaves(Aspect::ReplicaIdentities) && was.replicaIdentity != ReplicaIdentity::Default) {
    replicaIdentity(was, now);
    note(Aspect::ReplicaIdentities, was.name.str());
  }
  if (!leaves(Aspect::TableOptions))
    return;
  now.parameters = was.parameters;
  now.tablespace = was.tablespace;
  now.unlogged = was.unlogged;
  now.partitionBy = was.partitionBy;
  now.rowParts = was.rowParts;
  for (IndexElem &e : now.partitionBy.elems) {
    if (e.column)
      e.column = names.column(was.name, e.column);
    e.expr = names.expr(was.name, e.expr);
  }
  now.inherits.clear();
  for (QName parent : was.inherits)
    now.inherits.push_back(names.table(parent));
  replicaIdentity(was, now);
  if (!was.parameters.empty() || was.tablespace || was.unlogged || was.partitionBy ||
      was.rowParts || !was.inherits.empty() || was.replicaIdentity != ReplicaIdentity::Default)
    note(Aspect::TableOptions, was.name.str());
}

void Adopter::table(const Table &was, Table &now) {
  columns(was, now);
  constraints(was, now);
  indexes(was, now);
  triggers(was, now);
  options(was, now);
}

} // namespace schemac
