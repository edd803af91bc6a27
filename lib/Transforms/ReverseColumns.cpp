//===- ReverseColumns.cpp - Taking back steps on columns and data ---------===//
#include "Transforms/NotNull.h"
#include "Transforms/Reverser.h"
#include "Transforms/Sql.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

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

Undo Reverser::operator()(DropColumnOp step) {
  Undo undo{{}, ReverseClass::Lossy, "the column comes back without its values"};
  SubRef path = step.column();
  const Table *t = table(path.table);
  const Column *c = column(path);
  if (!c)
    return undo;
  Column def = *c;
  bool required = !c->mayOmit();
  def.nullable |= required; // rows that are there have no value yet
  undo.steps.push_back(make<AddColumnOp>(path, def));
  auto archive = std::ranges::find(notes.restores, path, [](const auto &r) { return r.first; });
  if (archive != notes.restores.end()) {
    undo.steps.push_back(archive->second);
    undo.reason = RestoreColumnOp(archive->second).key().empty()
                      ? "rows written or changed after the values were archived have none"
                      : "rows written after the values were archived have none";
  } else if (notes.refilled.count(path)) {
    undo.how = ReverseClass::Lossless;
  }
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

Undo Reverser::operator()(SetTypeOp step) {
  const Column *c = column(step.column());
  const Dialect *dialect = origins.dialect();
  if (!c || !dialect)
    return {};
  std::string value = sql::quote(step.column().sub);
  std::string back = castExpr(*dialect, value, {before, step.type()}, {before, c->type});
  Undo undo = undoRename(make<SetTypeOp>(
      step.column(), c->type, back.empty() || back == value ? Expr() : unit.context.expr(back)));
  if (fit(*dialect, {before, c->type}, {before, step.type()}) == Fit::Different) {
    undo.how = ReverseClass::Lossy;
    undo.reason = "values are converted back; what only the former type can tell is lost";
  }
  return undo;
}

Undo Reverser::operator()(SetNotNullOp step) {
  const Column *c = column(step.column());
  Undo undo;
  if (c && c->nullable)
    undo.steps.push_back(make<DropNotNullOp>(step.column()));
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
  SubRef taker{step.column().table, step.to()};
  Undo undo = undoRename(make<MoveSerialOp>(taker, step.column().sub));
  if (const Column *c = column(taker); c && c->defaultExpr)
    undo.steps.push_back(make<SetDefaultOp>(taker, c->defaultExpr));
  return undo;
}

//===--- triggers ---------------------------------------------------------===//

Undo Reverser::operator()(CreateTriggerOp step) {
  return undoRename(make<DropTriggerOp>(step.path()));
}

/// After a trigger is dropped the column that it filled falls behind, so its reverse catches up.
Undo Reverser::operator()(DropTriggerOp step) {
  const Table *t = table(step.path().table);
  const Trigger *trigger = t ? t->trigger(step.path().sub) : nullptr;
  if (!trigger)
    return {};
  Undo undo = undoRename(make<CreateTriggerOp>(step.path(), *trigger));
  if (trigger->kind != TriggerKind::Sync)
    return undo;
  bool back = bool(trigger->backward);
  Name follower = back ? trigger->oldColumn : trigger->newColumn;
  Expr value = back ? trigger->backward : trigger->forward;
  SubRef path{step.path().table, follower};
  notes.refilled.insert(path);
  const Column *filled = t->column(follower);
  std::string spelling =
      origins.dialect() ? origins.dialect()->typeName(filled->type) : filled->type.str();
  std::string differs = sql::differs(follower, filled->type, spelling, value.str());
  undo.steps.push_back(make<BackfillOp>(path, value, unit.context.expr(differs), walkKey(t),
                                        unit.options.batchRows));
  return undo;
}

//===--- data -------------------------------------------------------------===//

Undo Reverser::operator()(BackfillOp step) {
  if (!unit.from || !origins.column(step.column()) ||
      origins.column(step.column())->name != step.column().sub)
    return {}; // the plan made the column: its values go with it
  return {{}, ReverseClass::Lossy, "rows keep the value; which of them had none is not recorded"};
}

Undo Reverser::operator()(ArchiveColumnOp step) {
  notes.restores.push_back(
      {step.column(), make<RestoreColumnOp>(step.column(), step.into(), step.key())});
  return {};
}
Undo Reverser::operator()(RestoreColumnOp) {
  return {{}, ReverseClass::Lossy, "the restored values replace what was there"};
}
Undo Reverser::operator()(GuardOp) { return {}; }
Undo Reverser::operator()(VerifyOp) { return {}; }
Undo Reverser::operator()(OpaqueOp) {
  return {{}, ReverseClass::Irreversible, "what the statement does is not understood"};
}

} // namespace schemac
