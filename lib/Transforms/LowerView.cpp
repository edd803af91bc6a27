//===- LowerView.cpp - Views that show something else ---------------------===//
//
// Before:  drop_view @v remade, create_view @v … remade
// After:   switch { drop_view @v remade, create_view @v … remade }, in one transaction
//
// Nothing tells whether code of the source could read the new view, or code of the target the old
// one, so the deployed code must read both. A materialized view is built beside the old one and
// takes over its name: filling it may take long, and readers of the old one go on meanwhile. Not
// where it reads a view that is made anew itself, and with which it goes.
//
//===----------------------------------------------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Queries.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

/// The names of the indexes change hands with that of the view.
static void exchange(Recipe &r, const View &now) {
  Context &context = r.unit.context;
  QName other{now.name.ns, standIn(context, now.name.name)},
      gone{now.name.ns, former(context, now.name.name)};
  View built = now;
  built.name = other;
  for (Index &i : built.indexes)
    i.name = standIn(context, i.name);
  r.add<CreateViewOp>(PhaseKind::Migrate, "filled beside the old one, which readers go on reading",
                      built);
  r.add<RenameViewOp>(PhaseKind::Switch, "the old view steps aside", now.name, gone.name);
  r.add<RenameViewOp>(PhaseKind::Switch, "the new view takes the name", other, now.name.name);
  r.add<DropViewOp>(PhaseKind::Contract, "the new view has taken its place", gone);
  for (const Index &i : now.indexes)
    r.add<RenameIndexOp>(PhaseKind::Contract, "takes the name of the one it replaces",
                         SubRef{now.name, standIn(context, i.name)}, i.name);
}

/// Whether \p query reads, through others or at once, a view that is dropped to be made anew. Then
/// it goes and comes with that one: beside it, nothing could stay as it is.
static bool restsOnRemade(const Schema &state, Expr query, const std::vector<Op> &creates) {
  for (const View &v : state.views()) {
    if (!v.query || v.query == query || !mayMention(query, v.name))
      continue;
    auto makes = [&](const Op &op) { return CreateViewOp(op).view().name == v.name; };
    if (std::ranges::any_of(creates, makes) || restsOnRemade(state, v.query, creates))
      return true;
  }
  return false;
}

void runLowerView(PlanUnit &unit) {
  std::vector<Op> drops =
      takeSteps<DropViewOp>(unit, [](DropViewOp step) { return step.remade(); });
  std::vector<Op> creates =
      takeSteps<CreateViewOp>(unit, [](CreateViewOp step) { return step.remade(); });
  for (const Op &op : creates) {
    const View &now = CreateViewOp(op).view();
    const View *old = unit.from ? unit.from->views().find(now.name) : nullptr;
    Recipe r(unit, op);
    r.deploy(fmt::format("reads the view {} as it was and as it will be", sql::quote(now.name)));
    if (old && old->materialized && now.materialized && !now.noData &&
        !restsOnRemade(*unit.from, old->query, creates)) {
      exchange(r, now);
      continue;
    }
    for (const Op &drop : drops)
      if (drop.change == op.change)
        r.keep(PhaseKind::Switch, drop, "in one transaction with what takes its place");
    r.keep(PhaseKind::Switch, op, "shows what the target declares");
  }
}

} // namespace schemac
