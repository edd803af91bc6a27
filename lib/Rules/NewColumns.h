//===- NewColumns.h - Keys of columns that come with them -------*- C++ -*-===//
#pragma once

#include "Rules/Rule.h"

namespace schemac {

/// Whether the statement that adds the key has added all of its columns, and nothing fills them:
/// no row is looked at.
bool isOfNewColumns(const RuleContext &rule, const AddForeignKeyOp &add);

} // namespace schemac
