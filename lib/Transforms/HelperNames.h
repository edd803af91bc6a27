//===- HelperNames.h - Names of what a plan makes and removes ---*- C++ -*-===//
//
// All helpers carry "schemac" in their names, so that a person who finds one knows whose it is.
// They are cut to what the database allows, with a hash of the whole name, so that they stay
// distinct.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Context.h"
#include "schemac/IR/FitName.h"

namespace schemac {

/// Sorts after every other trigger of the table: triggers fire in the order of their names, and
/// ours must see what the others did.
Name triggerName(Context &context, QName table, Name column);
/// What keeps the columns of two tables in step, without the `zzz_` of a trigger: \p what it does.
Name pairHelper(Context &context, QName from, QName into, std::string_view what);
/// The column that has the new type while the old one still serves; and the old one after the
/// switch.
Name shadowColumn(Context &context, Name column);
Name formerColumn(Context &context, Name column);
/// The check that proves NOT NULL.
Name fenceName(Context &context, QName table, Name column);
/// An index or constraint that stands in for \p name until the switch; and the replaced one after
/// it.
Name standIn(Context &context, Name name);
Name former(Context &context, Name name);
/// An index over columns that have their new names, but still their old types.
Name bridgeName(Context &context, Name name);
/// An index from which a reverse makes a dropped key again.
Name keyAgain(Context &context, Name name);
/// An enum on its way out or in.
QName standInEnum(Context &context, QName name);
QName formerEnum(Context &context, QName name);
QName archiveOf(Context &context, QName table, Name column);

} // namespace schemac
