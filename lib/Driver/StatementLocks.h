//===- StatementLocks.h - What each statement of a history locks -*- C++ -*-===//
#pragma once

#include "schemac/Frontend/History/History.h"

namespace schemac {

/// Every statement of a history with the locks that it takes, the tables that it writes anew, and
/// whether it may run in a transaction, as JSON: what a server can be held against.
std::string statementLocks(const SourceManager &sources, const history::History &history,
                           Context &context, int version);

} // namespace schemac
