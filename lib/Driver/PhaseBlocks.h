//===- PhaseBlocks.h - The safe form of a statement as SQL ------*- C++ -*-===//
#pragma once

#include "Advice.h"
#include "schemac/Emit/Layout.h"

namespace schemac {

/// A statement of SQL, without its semicolon.
struct PhaseSql {
  std::string sql;
  bool transactional = true; ///< false: never in a transaction block
};

/// What of the safe form of a statement runs as one: a transaction, or a statement outside of any.
struct PhaseBlock {
  std::vector<PhaseSql> up;
  std::vector<PhaseSql> down; ///< takes it back, in the order to run
  std::vector<std::string> titles;
  std::vector<std::string> lost; ///< what no way back restores
  std::string gate;              ///< what must be deployed before it; empty: nothing
  PhaseKind phase = PhaseKind::Expand;
  bool quick = true; ///< takes strong locks for a moment, and must not wait long for them

  /// Whether a transaction may hold it beside other statements.
  bool isTransactional() const;
};

/// The blocks of \p all, which one statement is. Empty when they are the statement as it is, or
/// there is no safe form; then \p reason says why if there is something to say.
std::vector<PhaseBlock> phaseBlocks(std::span<const Op> all, const Schema &before, Context &context,
                                    const LockBudget &budget, std::string &reason);

} // namespace schemac
