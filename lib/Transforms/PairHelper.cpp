//===- PairHelper.cpp - What keeps two tables in step ---------------------===//
#include "Transforms/PairHelper.h"
#include "Transforms/Sql.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/Signatures.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

/// Both tables can be written by whoever writes one of them; what the names in a function mean is
/// not for the session to say.
static Expr pinnedPath(const PlanUnit &unit, const Origins &origins) {
  std::vector<std::string> path;
  auto add = [&](std::string_view ns) {
    std::string text = sql::literal(ns);
    if (std::ranges::find(path, text) == path.end())
      path.push_back(text);
  };
  add("pg_catalog");
  add(origins.dialect()->defaultNamespace());
  for (const Extension &x : unit.from->extensions())
    if (x.schema)
      add(x.schema.str());
  add("pg_temp");
  return unit.context.expr(fmt::format("{}", fmt::join(path, ", ")));
}

TriggerAction actionAfter(bool TriggerAction::*event, Expr when) {
  TriggerAction a;
  a.timing = TriggerTiming::After;
  a.*event = true, a.when = when;
  return a;
}

PairHelper makePairHelper(PlanUnit &unit, const Origins &origins, Name name, Name ns, QName table,
                          TriggerAction action, std::string_view body) {
  Context &context = unit.context;
  Function f;
  f.called = name;
  f.returnsTrigger = true, f.securityDefiner = true;
  f.language = context.name("plpgsql");
  f.settings = {{context.name("search_path"), pinnedPath(unit, origins)},
                {context.name("row_security"), context.expr("'off'")}};
  f.body = context.expr(body);
  f.name = {ns, context.name(functionSignature(f))};
  Trigger t;
  t.kind = TriggerKind::User;
  t.name = context.name(fitName("zzz_" + name.string()));
  action.forEachRow = !action.onTruncate;
  action.function = f.bare();
  t.action = std::make_shared<const TriggerAction>(std::move(action));
  return {table, std::move(t), std::move(f)};
}

void keepInStep(Recipe &r, PhaseKind phase, const PairHelper &h) {
  r.add<CreateFunctionOp>(phase, "what keeps both tables in step", h.function, false);
  r.add<RevokeOp>(phase, "it writes as its owner: nobody else makes triggers of it",
                  std::vector<Name>{r.name("EXECUTE")},
                  Target{KindId::Function, PartKind::None, h.function.name, {}}, r.name("public"),
                  false);
  r.add<CreateTriggerOp>(phase, "keeps both tables in step from here on",
                         SubRef{h.table, h.trigger.name}, h.trigger);
}

} // namespace schemac
