//===- Diff.h - Two states to the change between them -----------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Plan.h"

namespace schemac {

/// What the command line adds to what the target says about renames and drops.
struct DiffOptions {
  struct Rename {
    std::string from, to; ///< "User.phone" and "User.phone_number", or two tables, by their database names
  };
  std::vector<Rename> renames;
  std::vector<Rename> notRenames;         ///< pairs that look alike and are not renames
  std::vector<std::string> confirmedDrops; ///< "User.phone", "User", "all"; "User.phone,archive"
  std::vector<std::pair<std::string, std::string>> backfills; ///< "User.phone" = SQL
};

/// The change from \p from to \p to: one phase `change` with plain steps, ordered by dependency, each
/// at the declaration that causes it and numbered (Op::change). What would lose data without the
/// author's word, or is likely a rename, is an error and makes the plan incomplete.
/// Declared intents (renamed_from, backfill, drops) of \p to are taken into account.
Plan diffSchemas(const Schema &from, const Schema &to, Context &context, DiagEngine &diags,
                 const DiffOptions &options = {});

} // namespace schemac
