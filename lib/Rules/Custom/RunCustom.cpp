//===- RunCustom.cpp - Custom rules on states and steps -------------------===//
#include "Rules/Custom/RunCustom.h"

namespace schemac {

static void ask(const CustomRule &rule, const CustomScope &scope, SourceRange range,
                DiagEngine &diags) {
  if (rule.holds(scope))
    diags.begin(range, rule.info, rule.messageFor(scope));
}

static void askTable(const CustomRule &custom, CustomScope scope, DiagEngine &diags) {
  const Table &t = *scope.table;
  switch (custom.subject) {
  case Subject::Table:
    return ask(custom, scope, t.range, diags);
  case Subject::Column:
    for (const Column &c : t.columns) {
      scope.column = &c;
      ask(custom, scope, c.range, diags);
    }
    return;
  case Subject::Index:
    for (const Index &i : t.indexes) {
      scope.index = &i;
      ask(custom, scope, i.range, diags);
    }
    return;
  case Subject::Constraint:
    for (const Constraint &c : t.constraints) {
      scope.constraint = &c;
      ask(custom, scope, c.range, diags);
    }
    return;
  case Subject::Step:
    return;
  }
}

void runCustomRules(StateContext &rule) {
  for (const auto &custom : rule.options.custom)
    for (const Table *t : rule.tables()) {
      CustomScope scope{rule.dialect, rule.state};
      scope.table = t;
      askTable(*custom, scope, rule.diags);
    }
}

void runCustomRules(const RuleOptions &options, const CustomScope &scope, DiagEngine &diags) {
  for (const auto &custom : options.custom)
    if (custom->subject == Subject::Step)
      ask(*custom, scope, scope.op->range, diags);
}

} // namespace schemac
