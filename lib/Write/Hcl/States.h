//===- States.h - A schema of MySQL or SQLite in HCL ------------*- C++ -*-===//
#pragma once

#include "schemac/Write/Write.h"

namespace schemac::hcl_form {

/// The words are those of Words/Hcl/MySql.def and Sqlite.def.
std::string writeState(Writing &writing);

} // namespace schemac::hcl_form
