//===- StorageFaults.h - How rows are kept, as PostgreSQL allows it -*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Why PostgreSQL refuses \p list in WITH (...) of \p of: "table" or the name of an index method.
/// Empty: it takes them, as far as is known.
std::string parametersFault(std::string_view of, const Parameters &list);

/// Why a column cannot have the STORAGE or COMPRESSION that it says.
std::string storageFault(const Column &column);

} // namespace schemac
