//===- FlywayEvents.h - Files that are run beside migrations ----*- C++ -*-===//
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace schemac::history {

/// When `flyway migrate` runs a file that is named after an event.
enum class FlywayMoment : uint8_t { First, BeforeRepeatable, Around, Last, Never };

/// Of `beforeMigrate.sql`, `afterMigrate__grants.sql`, by the name without `.sql`; nothing: it is
/// named after no event.
std::optional<FlywayMoment> flywayMoment(std::string_view name, std::string_view separator);

} // namespace schemac::history
