//===- EnumRemoveValueInUse.cpp - enum-remove-value-in-use ---------------------------------===//
//
// The diff states a removal as a type that stands aside while a new one is made: a rename and a
// creation of one change.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {

static const Op *creationIn(const std::vector<const Op *> &change) {
  for (const Op *part : change)
    if (part->kind == OpKind::CreateEnum)
      return part;
  return nullptr;
}

void checkEnumRemoveValueInUse(RuleContext &rule, const Op &op) {
  auto aside = dynOp<RenameEnumOp>(op);
  const Op *creation = aside ? creationIn(rule.changeOf(op)) : nullptr;
  const Enum *old = creation ? rule.state.enumType(aside->name()) : nullptr;
  if (!old)
    return;
  std::string removed;
  const auto &kept = CreateEnumOp(*creation).labels();
  for (const EnumLabel &l : old->labels)
    if (std::find(kept.begin(), kept.end(), l.label) == kept.end())
      removed += fmt::format("{}'{}'", removed.empty() ? "" : ", ", l.label.str());
  auto d = rule.diags.report(op.range, diag::warn_enum_remove_value_in_use, removed,
                             aside->name().str());
  d.label(old->range, "had it here");
  rule.explain(d, op);
}

} // namespace schemac
