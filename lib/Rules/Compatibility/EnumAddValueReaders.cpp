//===- EnumAddValueReaders.cpp - enum-add-value-readers ------------------------------------===//
//
// Generated clients refuse a value they were not generated with. New code must not write it until
// all readers are new.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

/// Whether a table that is in use has a column of the type.
static bool isRead(const RuleContext &rule, QName name) {
  return std::ranges::any_of(rule.state.index().enumUsers(name),
                             [&](QName table) { return !rule.isNew(table); });
}

void checkEnumAddValueReaders(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddEnumValueOp>(op);
  const Enum *old = add ? rule.state.enumType(add->name()) : nullptr;
  if (!old || rule.isNewEnum(add->name()) || !isRead(rule, add->name()))
    return;
  rule.diags
      .report(op.range, diag::warn_enum_add_value_readers, add->value().string(), add->name().str())
      .note("write it only when everything that reads it is deployed");
}

} // namespace schemac
