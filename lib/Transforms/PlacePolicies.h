//===- PlacePolicies.h - Which side of the gate row security goes -*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"

namespace schemac {

struct PolicyPlace {
  PhaseKind phase;
  std::string_view why;
};
/// Whether a policy of another table may read the column of \p table.
bool readsColumn(const Policy &policy, QName table, Name column);
/// Nothing for steps that are not on row security.
std::optional<PolicyPlace> placeOfPolicy(PlanUnit &unit, const Origins &origins, const Op &op);

/// Nobody is bound by the policies of the table, whatever they say.
bool policiesAreAsleep(const Origins &origins, QName table);

} // namespace schemac
