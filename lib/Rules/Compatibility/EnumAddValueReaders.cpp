//===- EnumAddValueReaders.cpp - enum-add-value-readers ------------------------------------===//
//
// Generated clients refuse a value they were not generated with. New code must not write it until
// all readers are new.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkEnumAddValueReaders(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddEnumValueOp>(op);
  const Enum *old = add ? rule.state.enumType(add->name()) : nullptr;
  if (!old)
    return;
  rule.diags
      .report(op.range, diag::warn_enum_add_value_readers, add->value().string(), add->name().str())
      .note("write it only when everything that reads it is deployed");
}

} // namespace schemac
