//===- EnumAddValueTx.cpp - enum-add-value-tx -----------------------------------------===//
//
// A new value is not usable before the commit, unless the type itself is new.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>

namespace schemac {

/// Whether the statement has the label as a text, and something of the type beside it: the type
/// itself, or a column of it.
static bool uses(const StatementFacts &s, const Schema &state, QName type, std::string_view label) {
  std::string quoted = "'" + std::string(label) + "'";
  auto isLabel = [&](const SqlToken &t) {
    return t.kind == SqlToken::Kind::String && t.text == quoted;
  };
  if (s.startsWith({"alter", "type"}) || s.startsWith({"create", "function"}) ||
      std::none_of(s.tokens.begin(), s.tokens.end(), isLabel))
    return false;
  auto isNamed = [&](Name n) {
    return std::any_of(s.tokens.begin(), s.tokens.end(),
                       [&](const SqlToken &t) { return t.isName() && t.name() == n.str(); });
  };
  if (isNamed(type.name))
    return true;
  for (const Table &t : state.tables())
    for (const Column &c : t.columns)
      if (c.type.is(TypeKind::Enum) && c.type.enumName() == type && isNamed(t.name.name) &&
          isNamed(c.name))
        return true;
  return false;
}

void checkEnumAddValueTx(MigrationContext &rule) {
  for (size_t i = 0; i < rule.statements.size(); ++i)
    for (const MigrationStep &step : rule.statements[i].steps) {
      auto add = dynOp<AddEnumValueOp>(*step.op);
      if (!add || !rule.migration.start->enumType(add->name()))
        continue;
      for (size_t j = i + 1; j < rule.statements.size(); ++j) {
        const StatementFacts &later = rule.statements[j];
        if (MigrationContext::sameTransaction(rule.statements[i], later) &&
            uses(later, *rule.migration.end, add->name(), add->value().str()))
          rule.diags
              .report(later.range(), diag::err_enum_add_value_tx, add->value().str(),
                      add->name().str())
              .note("it is added here", rule.statements[i].range());
      }
    }
}

} // namespace schemac
