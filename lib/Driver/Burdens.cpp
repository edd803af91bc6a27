//===- Burdens.cpp - What a plan would lose or be refused for -------------===//
//
// Rules, triggers and defaults of views are no part of a schema, so that no step says what becomes
// of them. Where a plan would drop one, or a server would refuse a step for one, there is no plan.
//
//===----------------------------------------------------------------------===//
#include "PlanRun.h"
#include "schemac/Driver/Diags.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

/// Made anew in one transaction, a view that shows the same has everything again that hung on it.
static bool isUnchanged(const Schema &from, const View &after) {
  const View *before = from.views().find(after.name);
  return before && before->query == after.query && before->columnNames == after.columnNames;
}

/// A view that shows something else, or is gone for a while, loses what hangs on it and schemac
/// does not hold: nobody would make that again.
bool PlanRun::keepsViewBurdens() {
  bool good = true;
  for (const Phase &phase : unit->plan.phases)
    for (const Op &op : phase.steps) {
      auto drop = dynOp<DropViewOp>(op);
      const View *after = drop ? to.schema.views().find(drop->view()) : nullptr;
      if (!after || (drop->remade() && isUnchanged(from.schema, *after)))
        continue;
      std::string prefix = drop->view().str() + ".";
      for (std::string_view kind :
           {"rule", "trigger INSTEAD OF", "trigger of a view or foreign table",
            "default of a column of a view"})
        if (auto it = from.unheld.find(std::string(kind)); it != from.unheld.end())
          for (const std::string &name : it->second)
            if (name.starts_with(prefix)) {
              session.diags.report(op.range, diag::err_view_burden, drop->view().str(), kind,
                                   name.substr(prefix.size()));
              good = false;
            }
    }
  return good;
}

/// What \p op takes from a relation that a server does not give while a rule names it.
static std::pair<ColumnUse, std::string_view> takenBy(const Op &op) {
  if (auto d = dynOp<DropColumnOp>(op))
    return {{d->column().table, d->column().sub.string()}, "drops it"};
  if (auto t = dynOp<SetTypeOp>(op))
    return {{t->column().table, t->column().sub.string()}, "changes its type"};
  if (auto c = dynOp<SetCollationOp>(op))
    return {{c->column().table, c->column().sub.string()}, "changes its collation"};
  if (auto t = dynOp<DropTableOp>(op))
    return {{t->table(), ""}, "drops it"};
  if (auto v = dynOp<DropViewOp>(op))
    return {{v->view(), ""}, "drops it"};
  return {};
}

static std::string sqlName(QName n) {
  return (n.ns ? sqlIdentifier(n.ns.str()) + "." : "") + sqlIdentifier(n.name.str());
}

static std::string shownUse(const ColumnUse &use) {
  return use.relation.str() + (use.column.empty() ? "" : "." + use.column);
}

namespace {
/// A rule goes with the relation that it is on, and stands in the way of what else it names. What
/// is renamed it follows, so that it names an exchanged column by the name it has for the moment.
struct RuleWatch {
  explicit RuleWatch(const RewriteRule &r) : rule(&r), now(r.uses) {
    now.push_back({r.relation, {}});
  }

  /// What of `rule` a server refuses \p taken for; null: nothing.
  const ColumnUse *refuses(const ColumnUse &taken) {
    if (taken == now.back())
      now.assign(1, {});
    // What names a column of a relation is in the way of all of it.
    auto it = std::ranges::find_if(now, [&](const ColumnUse &use) {
      return use == taken || (taken.column.empty() && use.relation == taken.relation);
    });
    return taken.relation && it != now.end() ? &rule->uses[size_t(it - now.begin())] : nullptr;
  }

  const RewriteRule *rule;
  std::vector<ColumnUse> now; ///< `rule.uses` as they are called now, and its relation
};
} // namespace

bool PlanRun::letsRulesBe() {
  std::vector<RuleWatch> rules(from.rules.begin(), from.rules.end());
  size_t before = rules.size();
  for (const Phase &phase : unit->plan.phases)
    for (const Op &op : phase.steps) {
      auto [taken, how] = takenBy(op);
      std::erase_if(rules, [&, taken = taken, how = how](RuleWatch &r) {
        const ColumnUse *use = r.refuses(taken);
        if (use)
          session.diags
              .report(op.range, diag::err_rule_in_the_way, r.rule->name, r.rule->relation.str(),
                      shownUse(*use), how)
              .note(fmt::format("run DROP RULE {} ON {} before the plan and make the rule again "
                                "after it: rules are no part of a schema, so no step does that",
                                sqlIdentifier(r.rule->name), sqlName(r.rule->relation)));
        return use;
      });
      for (RuleWatch &r : rules)
        followUses(r.now, op);
    }
  return rules.size() == before;
}

bool PlanRun::keepsBurdens() {
  bool views = keepsViewBurdens();
  return letsRulesBe() && views;
}

} // namespace schemac
