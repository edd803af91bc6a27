//===- Diff.h - Two states to the change between them -----------*- C++ -*-===//
//
// The plan of a diff has one phase `change` with plain steps. Steps that together are one change of
// the source share Op::change:
//
// * another definition of an index, key, check or foreign key: drop_… and create_… or add_…
// * another name alone: rename_index, rename_constraint
// * a table moved and renamed: rename_table, move_table
// * a value of an enum removed: rename_enum E to E_schemac_old, create_enum E, the conversion of
//   every column (as below), drop_enum E_schemac_old; renamed and added values come before it
// * a table created: create_table, while each of its foreign keys is a change of its own
// * a required column with a backfill expression: one add_column, the expression in its definition
// * a type that the server cannot cast to: set_type with the backfill expression as its cast
// * a type to which the default cannot be cast: drop_default, set_type, set_default
//
// Steps come in an order that a server accepts: renames, then what is created, then what is
// altered, then what is dropped, foreign keys around all of it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/MappedName.h"
#include "schemac/IR/Plan.h"
#include "schemac/IR/SourceStyle.h"

namespace schemac {

/// What the command line adds to what the target says about renames and drops. Names are those of
/// the database: "User", "auth.User", "User.phone", "Role.legacy" (a value of an enum).
struct DiffOptions {
  struct Rename {
    std::string from, to; ///< "User.phone" and "User.phone_number" (or "phone_number")
  };
  std::vector<Rename> renames;
  std::vector<Rename> moves; ///< columns that went to another table: "User.bio" and "Profile.bio"
  std::vector<Rename> notRenames;          ///< pairs that look alike and are not renames
  std::vector<std::string> confirmedDrops; ///< "User.phone", "User", "all"; "User.phone,archive"
  std::vector<std::pair<std::string, std::string>> backfills; ///< "User.phone" = SQL
  std::vector<MappedName> mapped; ///< renames that the source itself tells
  /// What is taken from everybody of functions and types, which have it from the start: RevokeOps,
  /// by the names of the target and of the source. No state holds that, nor what the schema
  /// `public` grants, which the lists tell, too (isOfPublic()).
  std::vector<Op> closed, wasClosed;
  bool tellsClosed = false;       ///< whether the target's form could say it
  bool toldWhatWasClosed = false; ///< the same of the source: else what is there is left as it is
  const SourceStyle *style =
      nullptr; ///< of the target's language; null: no fix-its, options are named instead
};

/// Writes the renames (also those that names of the source tell, unless somebody says otherwise),
/// moves, confirmed drops and backfills of \p options into \p to as intents, where the
/// passes find them too, and takes over the order that values of enums have in the database.
/// Reports what names nothing. Call it once, before diffSchemas.
void declareIntents(Schema &to, const Schema &from, const DiffOptions &options, Context &context,
                    DiagEngine &diags);

/// The change from \p from to \p to: one phase `change` with plain steps, ordered by dependency,
/// each at the declaration that causes it and numbered (Op::change). What would lose data without
/// the author's word, or is likely a rename, is an error and makes the plan incomplete. Intents of
/// \p to (renamed_from, backfill, drops) are taken into account; of \p options only notRenames,
/// closed and style.
Plan diffSchemas(const Schema &from, const Schema &to, Context &context, DiagEngine &diags,
                 const DiffOptions &options = {});

} // namespace schemac
