//===- ReverseColumns.cpp - Taking back steps on columns ------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/NotNull.h"
#include "Transforms/Questions.h"
#include "Transforms/ReverseReasons.h"
#include "Transforms/Reverser.h"
#include "Transforms/SafeCast.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Archives.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

static constexpr std::string_view CastBack =
    "the expression that converts has no opposite: values come back by a plain cast";

//===--- columns ----------------------------------------------------------===//

/// Views that show all columns of \p table, and views over them.
static std::vector<QName> viewsWithStar(const Schema &state, QName table) {
  std::vector<QName> views = viewsOver(state, table);
  std::erase_if(views, [&](QName v) { return !hasStar(state.views().find(v)->query); });
  return withDependents(state, views);
}

/// A view over the table that a reverse has made again shows the column, so it steps aside.
Undo Reverser::operator()(AddColumnOp step) {
  Undo undo;
  QName table = origins.norm(step.column().table);
  std::vector<QName> shims = before.index().shims(table), views = viewsWithStar(before, table);
  for (QName v : views)
    undo.steps.push_back(make<DropViewOp>(v, true));
  for (QName shim : shims)
    undo.steps.push_back(make<DropShimOp>(shim));
  undo.steps.push_back(make<DropColumnOp>(step.column()));
  for (QName shim : shims)
    undo.steps.push_back(make<CreateShimOp>(shim, step.column().table));
  for (auto v = views.rbegin(); v != views.rend(); ++v)
    undo.steps.push_back(make<CreateViewOp>(*before.views().find(*v), true));
  return undo;
}

/// The sequence of a column that came back with new numbers goes on beyond the restored values.
void Reverser::numberOn(Undo &undo, const SubRef &path, const Column &c) const {
  Name sequence = c.sequence();
  if (c.generation == Generation::Serial) {
    if (!sequence)
      sequence = unit.context.name(defaultSequenceName(path.table.name.str(), path.sub.str()));
    undo.steps.push_back(make<DropSerialOp>(path));
    undo.steps.push_back(make<SetSerialOp>(path, sequence));
  } else if (c.generation == Generation::IdentityAlways ||
             c.generation == Generation::IdentityByDefault) {
    undo.steps.push_back(make<DropIdentityOp>(path));
    undo.steps.push_back(make<AddIdentityOp>(path, c));
  }
}

/// Whether the source wants each value once, in which case one default for all rows would not do.
bool Reverser::wasUnique(const SubRef &path) const {
  const Table *t = unit.from ? unit.from->table(path.table) : nullptr;
  if (!t)
    return false;
  return std::ranges::any_of(t->constraints,
                             [&](const Constraint &k) {
                               return ownsIndex(k) && usesColumn(k, path.sub, path.table.name);
                             }) ||
         std::ranges::any_of(t->indexes, [&](const Index &i) {
           return i.unique && usesColumn(i, path.sub, path.table.name);
         });
}

/// Whether the source has a key or an exclusion of the column alone that refuses one value for all
/// rows: NULL when \p null.
bool Reverser::refusesOneForAll(const SubRef &path, bool null) const {
  const Table *t = unit.from ? unit.from->table(path.table) : nullptr;
  if (!t)
    return false;
  auto isIt = [&](Name column) { return column == path.sub; };
  return std::ranges::any_of(t->constraints,
                             [&](const Constraint &k) {
                               if (k.kind == ConstraintKind::Exclusion)
                                 return !null && k.extra && !k.extra->where &&
                                        std::ranges::all_of(k.extra->elems, isIt,
                                                            &IndexElem::column);
                               return ownsIndex(k) && (!null || k.nullsNotDistinct) &&
                                      std::ranges::all_of(k.columns, isIt);
                             }) ||
         std::ranges::any_of(t->indexes, [&](const Index &i) {
           return i.unique && (!null || i.nullsNotDistinct) && !i.where &&
                  std::ranges::all_of(i.elems, isIt, &IndexElem::column);
         });
}

/// A default that calls nothing is one value for all rows that it fills.
static bool isOneValue(Expr value) {
  return value && std::ranges::none_of(lexSqlTokens(value.str()),
                                       [](const SqlToken &t) { return t.isSymbol("("); });
}

/// Whether the source requires the column, which may have stepped aside for another by now.
bool Reverser::wasRequired(const SubRef &path) const {
  const Table *t = origins.table(path.table);
  return t && std::ranges::any_of(t->columns, [&](const Column &c) {
           return (c.name == path.sub || formerColumn(unit.context, c.name) == path.sub) &&
                  !c.nullable && !c.defaultExpr && !c.generated();
         });
}

Undo Reverser::operator()(DropColumnOp step) {
  Undo undo{{}, ReverseClass::Lossy, "the column comes back without its values"};
  SubRef path = step.column();
  const Table *t = table(path.table);
  const Column *c = column(path);
  if (!c)
    return undo;
  if (wasRequired(path) || needsValue(before, c->type))
    undo.reason =
        "the column comes back without its values; where it is required again, the way back "
        "stops until every row has one";
  if (c->generated())
    undo = {}; // its values are made of other columns
  Column def = *c;
  bool alike = !c->nullable && isOneValue(c->defaultExpr) && refusesOneForAll(path, false);
  bool required = !c->mayOmit() || (alike && !c->generated());
  def.nullable |= required; // rows that are there have no value yet
  auto archive = std::ranges::find(notes.restores, path, [](const auto &r) { return r.first; });
  bool restores = archive != notes.restores.end();
  if (restores && def.generation == Generation::IdentityAlways)
    def.generation = Generation::IdentityByDefault; // else the server takes no values
  auto refill = std::ranges::find(notes.refilled, path, &ReversalNotes::Refill::column);
  bool refills = refill != notes.refilled.end();
  bool laterDefault = def.nullable && def.defaultExpr && (wasUnique(path) || refills);
  if (laterDefault)
    def.defaultExpr = Expr();
  if (restores) // tells it from an archive of an earlier drop, while this one has not been made
    undo.steps.push_back(make<SetCommentOp>(
        Target{KindId::Table, PartKind::None, RestoreColumnOp(archive->second).from(), {}},
        unit.context.name(ArchiveComesBack)));
  bool ofType = def.nullable && !def.defaultExpr && !c->generated() && needsValue(before, c->type);
  if (ofType) // of the type's base, as rows that are there have no value yet
    def.type = baseOf(before, c->type);
  undo.steps.push_back(make<AddColumnOp>(path, def));
  if (laterDefault)
    undo.steps.push_back(make<SetDefaultOp>(path, c->defaultExpr));
  if (restores) {
    undo.steps.push_back(archive->second);
    numberOn(undo, path, *c);
    undo.reason = RestoreColumnOp(archive->second).key().empty()
                      ? "rows written or changed after the values were archived have none"
                      : "rows written after the values were archived have none";
  } else if (refills) {
    undo.how = refill->lost.empty() ? ReverseClass::Lossless : ReverseClass::Lossy;
    undo.reason = refill->lost;
  } else if (!c->generated() && refusesOneForAll(path, true))
    return {{},
            ReverseClass::Irreversible,
            "it would come back without its values, and a key of it takes NULL only once"};
  if (ofType)
    undo.steps.push_back(make<SetTypeOp>(path, c->type, Expr()));
  if (required)
    requireAgain(undo, path);
  for (const Index &i : t->indexes)
    if (usesColumn(i, path.sub, t->name.name))
      restore(undo, path.table, i);
  for (const Constraint &k : t->constraints)
    if (usesColumn(k, path.sub, t->name.name))
      restore(undo, path.table, k);
  restoreOwned(undo, t->name, path.sub);
  return undo;
}

Undo Reverser::operator()(RenameColumnOp step) {
  return undoRename(
      make<RenameColumnOp>(SubRef{step.column().table, step.to()}, step.column().sub));
}

/// Whether every value of the one type has one in the other on the way back.
bool Reverser::castsAll(const std::string &value, Type from, Type to) const {
  const Enum *given = before.enumType(enumIn(from)), *taken = before.enumType(enumIn(to));
  bool alike = from.is(TypeKind::Array) == to.is(TypeKind::Array);
  if (given && taken && alike && std::ranges::all_of(given->labels, [&](const EnumLabel &l) {
        return std::ranges::count(taken->labels, l.label, &EnumLabel::label) != 0;
      }))
    return true;
  const Enum *labels = to.is(TypeKind::Enum) ? before.enumType(to.enumName()) : nullptr;
  auto cast =
      safeCast(*origins.dialect(), unit.plan.version, value, from, to, labels, Loss::Rounds);
  return cast && cast->total;
}

/// The author said how values get to the new type, and nobody how they come back.
Undo Reverser::undoWithoutCast(SetTypeOp step, const Column &c) const {
  const Column *source = unit.from ? origins.column(step.column()) : &c;
  Expr given = c.nullable ? unit.context.expr("NULL") : source ? source->defaultExpr : Expr();
  if (!given)
    return {{}, ReverseClass::Irreversible, "no cast leads back to the former type"};
  return {{make<SetTypeOp>(step.column(), c.type, given)},
          ReverseClass::Lossy,
          c.nullable ? "no cast leads back to the former type: the column comes back empty"
          : refusesOneForAll(step.column(), false) && isOneValue(given)
              ? "no cast leads back to the former type: every row gets the default, which its key "
                "refuses until each has its own"
              : "no cast leads back to the former type: every row gets the default"};
}

Undo Reverser::operator()(SetTypeOp step) {
  const Column *c = column(step.column());
  const Dialect *dialect = origins.dialect();
  if (!c || !dialect)
    return {};
  std::string value = sql::quote(step.column().sub);
  std::string back = castExpr(*dialect, value, {before, step.type()}, {before, c->type});
  if (back.empty())
    return undoWithoutCast(step, *c);
  Undo undo = undoRename(
      make<SetTypeOp>(step.column(), c->type, back == value ? Expr() : unit.context.expr(back)));
  const Column *target = origins.targetColumn(step.column());
  bool own = target && target->backfill() && step.cast() &&
             mentionsColumn(target->backfill(), target->name, step.column().table.name);
  if (own || !schemac::keepsValues(*dialect, {before, c->type}, {before, step.type()})) {
    undo.how = ReverseClass::Lossy;
    undo.reason = !own                                    ? ConvertedBack
                  : castsAll(value, step.type(), c->type) ? CastBack
                                                          : StopsWhereNotHeld;
  }
  return undo;
}

Undo Reverser::operator()(SetNotNullOp step) {
  const Column *c = column(step.column());
  Undo undo;
  if (!c)
    return undo;
  for (QName t : familyOf(before, origins.norm(step.column().table)))
    if (const Column *own = before.table(t)->column(c->name); own && own->nullable)
      undo.steps.push_back(make<DropNotNullOp>(SubRef{t, c->name}));
  return undo;
}

Undo Reverser::operator()(DropNotNullOp step) {
  const Column *c = column(step.column());
  Undo undo;
  if (c && !c->nullable)
    requireAgain(undo, step.column());
  return undo;
}

Undo Reverser::operator()(SetDefaultOp step) {
  const Column *c = column(step.column());
  return undoRename(c && c->defaultExpr ? make<SetDefaultOp>(step.column(), c->defaultExpr)
                                        : make<DropDefaultOp>(step.column()));
}

Undo Reverser::operator()(DropDefaultOp step) {
  const Column *c = column(step.column());
  Undo undo;
  if (c && c->defaultExpr)
    undo.steps.push_back(make<SetDefaultOp>(step.column(), c->defaultExpr));
  return undo;
}

Undo Reverser::operator()(SetSerialOp step) {
  Undo undo = undoRename(make<DropSerialOp>(step.column()));
  if (const Column *c = column(step.column()); c && c->defaultExpr)
    undo.steps.push_back(make<SetDefaultOp>(step.column(), c->defaultExpr));
  return undo;
}

Undo Reverser::operator()(DropSerialOp step) {
  const Column *c = column(step.column());
  if (!c)
    return {};
  Name sequence = c->sequence();
  if (!sequence)
    sequence = unit.context.name(
        defaultSequenceName(step.column().table.name.str(), step.column().sub.str()));
  return undoRename(make<SetSerialOp>(step.column(), sequence));
}

Undo Reverser::operator()(MoveSerialOp step) {
  SubRef taker{step.has_table() ? step.table() : step.column().table, step.to()};
  Undo undo = undoRename(step.has_table()
                             ? make<MoveSerialOp>(taker, step.column().sub, step.column().table)
                             : make<MoveSerialOp>(taker, step.column().sub));
  const Column *giver = column(step.column());
  if (const Column *c = column(taker); c && c->defaultExpr)
    undo.steps.push_back(make<SetDefaultOp>(taker, c->defaultExpr));
  else if (step.has_table() && giver && giver->generation == Generation::Serial)
    undo.steps.push_back(make<DropDefaultOp>(taker)); // it goes on drawing
  return undo;
}

} // namespace schemac
