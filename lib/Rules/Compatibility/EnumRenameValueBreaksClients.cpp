//===- EnumRenameValueBreaksClients.cpp - enum-rename-value-breaks-clients -----------------===//
//
// Code that writes the old value is refused, code that reads the new one does not know it.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkEnumRenameValueBreaksClients(RuleContext &rule, const Op &op) {
  auto rename = dynOp<RenameEnumValueOp>(op);
  const Enum *old = rename ? rule.state.enumType(rename->name()) : nullptr;
  if (!old || rule.isNewEnum(rename->name()))
    return;
  auto d = rule.diags.report(op.range, diag::warn_enum_rename_value_breaks_clients,
                             rename->value().string(), rename->name().str(), rename->to().string());
  for (const EnumLabel &l : old->labels)
    if (l.label == rename->value())
      d.label(l.range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
