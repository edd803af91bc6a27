//===- TypeChar.cpp - type-char -------------------------------------------------------===//
//
// char(n) stores the blanks, compares without them, and is no faster than text.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTypeChar(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (c.type.is(TypeKind::Char))
      rule.diags.report(c.range, diag::warn_type_char, columnName(t, c.name));
  });
}

} // namespace schemac
