//===- MySql.h - A schema of MySQL in the words of Atlas --------*- C++ -*-===//
#pragma once

#include "schemac/Write/Write.h"

namespace schemac::hcl_form {

/// The words are those of Words/Hcl/MySql.def.
std::string writeMySql(Writing &writing);

} // namespace schemac::hcl_form
