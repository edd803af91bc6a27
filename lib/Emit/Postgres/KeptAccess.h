//===- KeptAccess.h - What is dropped to be made again keeps its access -*- C++ -*-===//
#pragma once

#include "Emission.h"

namespace schemac::emitpg {

/// Statements that write down the owner, the privileges and the comments of a view or function.
/// What the plan knows of it, \p known, steps of their own give again, as far as it stays.
std::string keepViewAccess(const Spelling &s, QName view, const Entity *known);
/// The same of a table, for one that is called \p as and gets all of its privileges.
std::string keepTableAccess(const Spelling &s, QName table, QName as, const Entity *known);
/// Those of a function are for one that is spelt \p as.
std::string keepFunctionAccess(const Spelling &s, const std::string &function,
                               std::string_view word, const std::string &as,
                               const Entity *known = nullptr);
/// The statement that writes down what a planner takes a function for, which replacing it resets.
std::string keepFunctionCosts(const Spelling &s, const std::string &function);
/// The statement that gives them to what was made under the same spelling in this transaction.
std::string restoreAccess(const Spelling &s, const std::string &object);

} // namespace schemac::emitpg
