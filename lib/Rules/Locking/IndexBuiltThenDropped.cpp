//===- IndexBuiltThenDropped.cpp - index-built-then-dropped ---------------------------===//
//
// The build costs as much as one that stays.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <unordered_map>

namespace schemac {

void checkIndexBuiltThenDropped(MigrationContext &rule) {
  std::unordered_map<std::string, const IndexChange *> built;
  auto keyOf = [](const IndexChange &c) { return SubRef{c.table, c.index.name}.str(); };
  auto follow = [&](const IndexChange &change) {
    if (!change.drop) {
      built[keyOf(change)] = &change;
      return static_cast<const IndexChange *>(nullptr);
    }
    auto it = built.find(keyOf(change));
    const IndexChange *build = it == built.end() ? nullptr : it->second;
    built.erase(keyOf(change));
    return build;
  };
  for (const IndexChange &change : rule.migration.release.indexes)
    follow(change); // said at the file that did it
  std::vector<IndexChange> own = rule.indexChanges();
  for (const IndexChange &change : own)
    if (const IndexChange *build = follow(change)) {
      bool here = own.data() <= build && build < own.data() + own.size();
      rule.diags
          .report(build->range, diag::warn_index_built_then_dropped, change.index.name.str(),
                  here ? "file" : "release")
          .note("it is dropped here", change.range);
    }
}

} // namespace schemac
