//===- TriggerBody.h - What a helper trigger does ---------------*- C++ -*-===//
#pragma once

#include "Emission.h"

namespace schemac::emitpg {

/// The PL/pgSQL block of the trigger's function.
std::string triggerBody(const Spelling &s, QName table, const Trigger &trigger, const Table *state);

/// Whether two values differ, nulls being equal; types without an equality are compared as text.
std::string distinct(std::string_view a, std::string_view b, const Column *column);

} // namespace schemac::emitpg
