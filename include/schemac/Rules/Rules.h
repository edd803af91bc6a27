//===- Rules.h - Hazards of a change, and of a state ------------*- C++ -*-===//
#pragma once

#include "schemac/Pass/Pass.h"
#include "schemac/Rules/RuleOptions.h"

namespace schemac {

struct Migration;
struct Coverage;

/// Runs every rule over \p unit.direct, whose steps are applied to `from` one by one, and reports
/// hazards at the declarations that cause them, with notes on what the finished plan made of each;
/// then the rules about states on what `to` has and `from` has not.
void runRules(const PlanUnit &unit, const RuleOptions &options = {});

/// The rules about states, on \p now. What they say of \p before (null: nothing was there) is not
/// said again.
void runStateRules(const Schema *before, const Schema &now, const RuleOptions &options,
                   DiagEngine &diags);

/// Every rule over a migration written by hand: its steps, its statements and transactions, and the
/// state it leaves behind.
void runMigrationRules(const Migration &migration, Context &context, DiagEngine &diags,
                       const RuleOptions &options, Coverage *coverage = nullptr);

} // namespace schemac
