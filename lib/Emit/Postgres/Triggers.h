//===- Triggers.h - Helper triggers and their functions ---------*- C++ -*-===//
#pragma once

#include "Emission.h"

namespace schemac::emitpg {

/// The quoted function behind a trigger, in the namespace of its table: the trigger's name without
/// `zzz_`. Only the trigger's name decides, since tables and columns may be renamed while it lives.
std::string triggerFunction(const Spelling &s, QName table, Name trigger);

/// The statement that makes a trigger of the author, or puts it in the place of \p old.
void addDeclaredTrigger(Emission &e, QName table, const Trigger &trigger,
                        const Trigger *old = nullptr);

/// The statements that make function and trigger. \p state: the table, when it is known.
void addTrigger(Emission &e, QName table, const Trigger &trigger, const Table *state);

} // namespace schemac::emitpg
