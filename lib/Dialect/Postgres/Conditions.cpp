//===- Conditions.cpp - The conditions of Locks.def -----------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "Dialect/Postgres/Situation.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/IR/TriggerSwitch.h"
#include <algorithm>

namespace schemac::postgres {

// --- a new column

bool holdsVolatileDefault(const Situation &s) {
  return s.newColumn && s.newColumn->defaultExpr &&
         volatility(s.newColumn->defaultExpr.str(), &s.before) == Volatility::Volatile;
}
bool holdsDrawsSequence(const Situation &s) {
  return s.newColumn && (s.newColumn->generation == Generation::Serial ||
                         s.newColumn->generation == Generation::IdentityAlways ||
                         s.newColumn->generation == Generation::IdentityByDefault);
}
bool holdsConstrainedDomain(const Situation &s) {
  return s.newColumn && s.newColumn->type.is(TypeKind::Domain) &&
         isConstrained(s.before, s.newColumn->type);
}
bool holdsGeneratedStored(const Situation &s) {
  return s.newColumn && s.newColumn->generation == Generation::Stored;
}

/// A domain gives its default to a column that has none.
static bool hasDefaultOfDomain(const Schema &state, Type type) {
  for (int depth = 0; type.is(TypeKind::Domain) && depth < 32; ++depth) {
    const Domain *domain = state.find<Domain>(type.named());
    if (!domain || domain->defaultExpr)
      return domain != nullptr;
    type = domain->base;
  }
  return false;
}

bool holdsRequired(const Situation &s) {
  return s.newColumn && !s.newColumn->mayOmit() && !s.newColumn->notNullNotValid &&
         !hasDefaultOfDomain(s.before, s.newColumn->type);
}

// --- a new type; the server looks again at what uses the column even when the type is the old one

static TypeChange change(const Situation &s) {
  const Type *to = findField<Type>(s.op);
  if (!s.column || !to)
    return TypeChange::Same;
  Type from = s.column->type;
  if (from == *to || (!from.is(TypeKind::Domain) && !to->is(TypeKind::Domain)))
    return typeChange(from, *to);
  Type base = baseOf(s.before, *to);
  return throughDomain(typeChange(baseOf(s.before, from), base), from, base,
                       isConstrained(s.before, *to));
}

/// The column, or a cast of it and nothing else: what the server does without USING. The planner
/// takes it for that.
static bool isPlainCast(Expr cast, Name column) {
  std::vector<SqlToken> t = lexSqlTokens(cast.str());
  std::erase_if(t, [](const SqlToken &x) { return x.isSymbol("(") || x.isSymbol(")"); });
  if (t.empty() || !t[0].isName() || t[0].name() != column.str())
    return false;
  auto isPart = [](const SqlToken &x) {
    return x.isName() || x.kind == SqlToken::Kind::Number || x.isSymbol(".") || x.isSymbol(",") ||
           x.isSymbol("[") || x.isSymbol("]");
  };
  return t.size() == 1 || (t[1].isSymbol("::") && std::all_of(t.begin() + 2, t.end(), isPart) &&
                           std::none_of(t.begin() + 2, t.end(), [](const SqlToken &x) {
                             return x.isWord("at") || x.isWord("collate");
                           }));
}

bool holdsHasCast(const Situation &s) {
  const Expr *cast = findField<Expr>(s.op);
  return cast && *cast && !isPlainCast(*cast, s.sub);
}
bool holdsTypeRewrites(const Situation &s) {
  TypeChange c = change(s);
  return c == TypeChange::Rewrite || c == TypeChange::RewriteMayFail || c == TypeChange::NoCast;
}

template <class Pred> static bool anyIndexElem(const Situation &s, Pred pred) {
  return s.own && std::any_of(s.own->indexes.begin(), s.own->indexes.end(), [&](const Index &i) {
           return std::any_of(i.elems.begin(), i.elems.end(), pred);
         });
}

bool holdsTypeRebuilds(const Situation &s) {
  if (change(s) != TypeChange::IndexRebuild)
    return false;
  if (anyIndexElem(s, [&](const IndexElem &e) { return e.column == s.sub; }))
    return true;
  return std::any_of(
      s.own->constraints.begin(), s.own->constraints.end(), [&](const Constraint &c) {
        return (c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
               std::find(c.columns.begin(), c.columns.end(), s.sub) != c.columns.end();
      });
}
bool holdsInIndexExpression(const Situation &s) {
  if (!s.own)
    return false;
  auto uses = [&](Expr e) { return e && mentionsColumn(e, s.sub, s.table.name); };
  return anyIndexElem(s, [&](const IndexElem &e) { return uses(e.expr); }) ||
         std::any_of(s.own->indexes.begin(), s.own->indexes.end(),
                     [&](const Index &i) { return uses(i.where); });
}
/// The NOT NULL is put aside and set again, which reads the rows: see notNullsOfFamily() in
/// Emit/Postgres.
static bool heirsRequire(const Situation &s) {
  return dynOp<SetTypeOp>(s.op) && s.column && !s.column->nullable && s.before.version >= 18 &&
         !heirsOf(s.before, s.table).empty();
}
bool holdsInCheck(const Situation &s) {
  if (heirsRequire(s))
    return true;
  return s.own && std::any_of(s.own->constraints.begin(), s.own->constraints.end(),
                              [&](const Constraint &c) {
                                return c.kind == ConstraintKind::Check && !c.notValid &&
                                       mentionsColumn(c.check, s.sub, s.table.name);
                              });
}

// --- nulls

bool holdsAlreadyNotNull(const Situation &s) {
  return s.column && !s.column->nullable && !s.column->notNullNotValid;
}
bool holdsNotNullProved(const Situation &s) { return s.column && s.provedNotNull(s.sub); }

// --- constraints

bool holdsUsingIndex(const Situation &s) { return s.constraint && s.constraint->usingIndex; }
/// A partition has the columns of the whole.
static const Column *columnOfKey(const Situation &s, Name name) {
  const Table *t = s.own;
  while (t && t->partitionOf && t->columns.empty())
    t = s.before.table(t->partitionOf);
  return t ? t->column(name) : nullptr;
}
bool holdsKeyNotNull(const Situation &s) {
  if (!s.constraint || !s.own)
    return false;
  std::vector<Name> columns = s.constraint->columns;
  // A key that takes an index over need not name them again.
  if (const Index *index = s.own->index(s.constraint->usingIndex); index && columns.empty())
    for (const IndexElem &e : index->elems)
      columns.push_back(e.column);
  return std::all_of(columns.begin(), columns.end(), [&](Name n) {
    const Column *c = columnOfKey(s, n);
    return c && ((!c->nullable && !c->notNullNotValid) || s.provedNotNull(n));
  });
}
bool holdsKeySaidNotNull(const Situation &s) {
  return s.constraint && s.own && std::ranges::all_of(s.constraint->columns, [&](Name n) {
           const Column *c = columnOfKey(s, n);
           return c && !c->nullable && !c->notNullNotValid;
         });
}
bool holdsOfCheck(const Situation &s) {
  return s.constraint && s.constraint->kind == ConstraintKind::Check;
}
bool holdsOnlyItself(const Situation &s) { return holdsOfCheck(s) && s.constraint->noInherit; }

/// The trigger that a step makes, or the one that it drops.
static const Trigger *triggerOf(const Situation &s) {
  if (auto *made = findField<std::shared_ptr<const Trigger>>(s.op))
    return made->get();
  return s.own ? s.own->trigger(s.sub) : nullptr;
}
bool holdsForEachRow(const Situation &s) {
  const Trigger *t = triggerOf(s);
  return t && (!t->action || t->action->forEachRow);
}
bool holdsParentFiresForRows(const Situation &s) {
  const Table *parent = s.own ? s.before.table(s.own->partitionOf) : nullptr;
  return parent && std::ranges::any_of(parent->triggers, [](const Trigger &t) {
           return !t.action || t.action->forEachRow;
         });
}
bool holdsOnlySwitched(const Situation &s) {
  const Trigger *old = s.own ? s.own->trigger(s.sub) : nullptr, *now = triggerOf(s);
  return old && now && onlySwitched(*old, *now);
}

bool holdsNotValid(const Situation &s) {
  return s.constraint && (s.constraint->notValid || s.constraint->notEnforced);
}
bool holdsAlreadyValid(const Situation &s) { return s.constraint && !s.constraint->notValid; }
bool holdsForeignKey(const Situation &s) {
  return s.constraint && s.constraint->kind == ConstraintKind::ForeignKey;
}

bool holdsOfRelobject(const Situation &s) {
  const Target *target = findField<Target>(s.op);
  return target && (target->part == PartKind::Constraint || target->part == PartKind::Trigger ||
                    target->part == PartKind::Policy);
}

bool holdsOfRelation(const Situation &s) {
  std::vector<QName> relations;
  relationsTarget(s, relations);
  return !relations.empty();
}

bool holdsInBatches(const Situation &s) {
  auto rows = dynOp<ChangeRowsOp>(s.op);
  auto copy = dynOp<CopyRowsOp>(s.op);
  return (rows && rows->has_batch()) || (copy && copy->has_batch());
}

// --- indexes

static bool isFlagged(const Op &op) {
  const bool *flag = findField<bool>(op);
  return flag && *flag;
}

bool holdsConcurrently(const Situation &s) { return isFlagged(s.op); }
bool holdsNoValues(const Situation &s) { return isFlagged(s.op); }
bool holdsLeadsIndex(const Situation &s) {
  if (!s.own || !s.column)
    return false;
  auto isBtree = [](const Index &i) { return !i.method || i.method.str() == "btree"; };
  auto leads = [&](const Index &i) {
    return !i.elems.empty() && i.elems.front().column == s.sub && isBtree(i) && !i.where &&
           !i.invalid;
  };
  return std::any_of(s.own->indexes.begin(), s.own->indexes.end(), leads) ||
         std::any_of(
             s.own->constraints.begin(), s.own->constraints.end(), [&](const Constraint &c) {
               return (c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
                      c.columns.front() == s.sub;
             });
}

// --- a view

bool holdsEmptied(const Situation &s) {
  auto refresh = dynOp<RefreshViewOp>(s.op);
  return refresh && refresh->noData();
}

bool holdsPopulates(const Situation &s) {
  constexpr int64_t small = 50'000;
  if (!s.view || !s.view->materialized || s.view->noData)
    return false;
  std::vector<QName> read;
  relationsRead(s, read);
  return std::any_of(read.begin(), read.end(), [&](QName n) {
    const Table *t = s.before.table(n);
    const auto *view = t ? nullptr : s.before.views().find(n);
    if (view && !view->materialized)
      return false; // what it reads is in the list
    return !t || t->rows < 0 || t->rows > small;
  });
}

} // namespace schemac::postgres
