//===- Division.h - Tables that become partitioned, and back ----*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"

namespace schemac {

/// A guard against what no schema says of privileges, and so nobody would give to \p heir, which
/// takes the place of \p table.
void askForPrivileges(Recipe &r, PhaseKind phase, QName table, QName heir);

/// Why what hangs on the table goes from the one to the other.
std::string_view reasonHandedOver(const Op &op);

/// The change whose rows are copied into a new table. \p steps: in the order to run while nobody
/// writes; \p access: what gives privileges and comments to the tables of it.
void refillTable(PlanUnit &unit, std::vector<Op> steps, std::vector<Op> access);

} // namespace schemac
