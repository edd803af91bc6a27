//===- PlacePolicies.h - Which side of the gate row security goes -*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"

namespace schemac {

struct PolicyPlace {
  PhaseKind phase;
  std::string_view why;
};
/// Nothing for steps that are not on row security.
std::optional<PolicyPlace> placeOfPolicy(PlanUnit &unit, const Origins &origins, const Op &op);

} // namespace schemac
