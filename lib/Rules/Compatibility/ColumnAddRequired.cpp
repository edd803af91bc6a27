//===- ColumnAddRequired.cpp - column-add-required-no-default -------------------------===//
//
// NOT NULL without a default is refused at the first row, be it the column that says so or its
// domain, which may bring a default as well. Nothing is said of tables that are known to be empty.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>

namespace schemac {

/// The domains that a type goes through to its base.
static std::vector<const Domain *> domainsOf(const Schema &state, Type type) {
  std::vector<const Domain *> out;
  constexpr size_t Most = 32; // a state that is not sound may have a circle
  while (type.is(TypeKind::Domain) && out.size() < Most) {
    const Domain *domain = state.find<Domain>(type.named());
    if (!domain)
      break;
    out.push_back(domain);
    type = domain->base;
  }
  return out;
}

/// NULL as a default is none.
static bool isNull(Expr value) {
  std::vector<SqlToken> t = lexSqlTokens(value.str());
  return !t.empty() && t[0].isWord("null") && (t.size() == 1 || t[1].isSymbol("::"));
}

static bool lacksValue(const Column &c, const Schema &state) {
  if (c.generation != Generation::None)
    return false;
  std::vector<const Domain *> domains = domainsOf(state, c.type);
  Expr value = c.defaultExpr;
  for (size_t i = 0; !value && i < domains.size(); ++i)
    value = domains[i]->defaultExpr;
  bool required = (!c.nullable && !c.notNullNotValid) ||
                  std::ranges::any_of(domains, [](const Domain *d) { return d->notNull; });
  return required && (!value || isNull(value));
}

bool isRefusedByRows(const Op &op, const std::vector<QName> &held, const Schema &state) {
  auto add = dynOp<AddColumnOp>(op);
  return add && !held.empty() && lacksValue(add->def(), state);
}

void checkColumnAddRequired(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps) {
      if (!step.refusedByRows)
        continue;
      auto add = dynOp<AddColumnOp>(*step.op);
      auto d = rule.diags.report(step.op->range, diag::err_column_add_required_no_default,
                                 add->column().str(), add->column().table.str());
      if (!step.advice.empty())
        d.note(fmt::format("without making anybody wait: {}", step.advice));
    }
}

} // namespace schemac
