//===- FlywayEvents.cpp - Files that are run beside migrations ------------===//
#include "FlywayEvents.h"

namespace schemac::history {

namespace {

struct FlywayEvent {
  std::string_view name;
  FlywayMoment moment;
};

/// Those that `migrate` brings about; on a database without tables there is nothing to validate,
/// and yet it does.
constexpr FlywayEvent FlywayEvents[] = {
    {"createSchema", FlywayMoment::First},
    {"beforeCreateSchema", FlywayMoment::First},
    {"beforeConnect", FlywayMoment::Never},
    {"afterConnect", FlywayMoment::First},
    {"beforeValidate", FlywayMoment::First},
    {"afterValidate", FlywayMoment::First},
    {"beforeMigrate", FlywayMoment::First},
    {"beforeRepeatables", FlywayMoment::BeforeRepeatable},
    {"afterVersioned", FlywayMoment::BeforeRepeatable},
    {"beforeEachMigrate", FlywayMoment::Around},
    {"beforeEachMigrateStatement", FlywayMoment::Around},
    {"afterEachMigrateStatement", FlywayMoment::Around},
    {"afterEachMigrate", FlywayMoment::Around},
    {"afterMigrateApplied", FlywayMoment::Last},
    {"afterMigrate", FlywayMoment::Last},
};

/// Those of other commands, and of failures.
constexpr std::string_view OtherFlywayEvents[] = {
    "afterEachMigrateStatementError",
    "afterEachMigrateError",
    "afterMigrateError",
    "afterVersionedError",
    "afterRepeatablesError",
    "afterValidateError",
    "beforeClean",
    "afterClean",
    "afterCleanError",
    "beforeInfo",
    "afterInfo",
    "afterInfoError",
    "beforeBaseline",
    "afterBaseline",
    "afterBaselineError",
    "beforeRepair",
    "afterRepair",
    "afterRepairError",
    "beforeUndo",
    "beforeEachUndo",
    "beforeEachUndoStatement",
    "afterEachUndoStatement",
    "afterEachUndoStatementError",
    "afterEachUndo",
    "afterEachUndoError",
    "afterUndo",
    "afterUndoError",
    "afterMigrateOperationFinish",
    "afterBaselineOperationFinish",
    "afterCleanOperationFinish",
    "afterInfoOperationFinish",
    "afterRepairOperationFinish",
    "afterUndoOperationFinish",
    "afterValidateOperationFinish",
};

} // namespace

std::optional<FlywayMoment> flywayMoment(std::string_view name, std::string_view separator) {
  std::string_view event = name.substr(0, separator.empty() ? name.npos : name.find(separator));
  for (const FlywayEvent &e : FlywayEvents)
    if (e.name == event)
      return e.moment;
  for (std::string_view other : OtherFlywayEvents)
    if (other == event)
      return FlywayMoment::Never;
  return std::nullopt;
}

} // namespace schemac::history
