//===- Rules.h - Hazards of a change, and of a state ------------*- C++ -*-===//
#pragma once

#include "schemac/Pass/Pass.h"
#include "schemac/Rules/RuleOptions.h"
#include <functional>

namespace schemac {

struct Migration;
struct IndexChange;
struct Coverage;

/// Runs every rule over \p unit.direct, whose steps are applied to `from` one by one, and reports
/// hazards at the declarations that cause them, with notes on what the finished plan made of each;
/// then the rules about states on what `to` has and `from` has not.
void runRules(const PlanUnit &unit, const RuleOptions &options = {});

/// Where a finding about something that is declared in an older source is reported: at what changed
/// it now.
using PlaceOfChange = std::function<SourceRange(const Diagnostic &finding)>;

/// The rules about states, on \p now. What they say of \p before (null: nothing was there) is not
/// said again, nor what no longer holds in \p settled (null: that is \p now).
void runStateRules(const Schema *before, const Schema &now, const RuleOptions &options,
                   DiagEngine &diags, const PlaceOfChange &place = nullptr,
                   const Schema *settled = nullptr);

/// Every rule over a migration written by hand: its steps, its statements and transactions, and the
/// state it leaves behind. Returns what it did to indexes, for the files behind it.
std::vector<IndexChange> runMigrationRules(const Migration &migration, Context &context,
                                           DiagEngine &diags, const RuleOptions &options,
                                           Coverage *coverage = nullptr);

} // namespace schemac
