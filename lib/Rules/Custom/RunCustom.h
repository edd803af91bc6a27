//===- RunCustom.h - Custom rules on states and steps -----------*- C++ -*-===//
#pragma once

#include "Rules/StateRule.h"

namespace schemac {

/// Every custom rule about tables and their parts.
void runCustomRules(StateContext &rule);
/// Every custom rule about steps, on one.
void runCustomRules(const RuleOptions &options, const CustomScope &scope, DiagEngine &diags);

} // namespace schemac
