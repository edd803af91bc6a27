//===- UseEnum.h - New columns of an enum that changes its name -*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"

#include <map>

namespace schemac {

/// Lets the steps in `change` that make columns of the enum \p wanted make them of \p now instead,
/// which gets the name \p wanted after the gate. \p known is the name under which
/// the code asks for the type until then. The gate tolerates these columns. \p known: the name
/// that casts of today may use.
void useEnum(PlanUnit &unit, const Origins &origins, QName wanted, QName now, QName known);

/// From the name in the source to that in the target, of the enums that steps of `change` rename or
/// move.
std::map<QName, QName> enumNames(const PlanUnit &unit, const Origins &origins);

} // namespace schemac
