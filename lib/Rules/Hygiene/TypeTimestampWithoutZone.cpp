//===- TypeTimestampWithoutZone.cpp - type-timestamp-without-zone ---------------------===//
//
// A timestamp without a zone means another moment in every session's time zone.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTypeTimestampWithoutZone(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (c.type.is(TypeKind::Timestamp))
      rule.diags.report(c.range, diag::warn_type_timestamp_without_zone, columnName(t, c.name));
  });
}

} // namespace schemac
