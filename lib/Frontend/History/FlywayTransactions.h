//===- FlywayTransactions.h - What Flyway runs in a transaction -*- C++ -*-===//
#pragma once

#include "schemac/Frontend/History/History.h"

namespace schemac::history {

/// Sets whether Flyway runs a file, which is read, in a transaction, and reports a file that it
/// does not run at all. \p mixed: as it is set.
void decideTransaction(const SourceManager &sources, Migration &m, bool mixed, DiagEngine &diags);

} // namespace schemac::history
