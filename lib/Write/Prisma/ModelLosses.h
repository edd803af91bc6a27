//===- ModelLosses.h - What a model cannot say of a table -------*- C++ -*-===//
#pragma once

#include "Write/Losses.h"
#include "Write/Prisma/Keys.h"

namespace schemac::prisma_form {

/// Whether the table has the options that Prisma gives one, and no others.
bool hasUsualOptions(const Table &table, const Target &target);

/// Reports what Prisma has no words for in columns, checks, options and what hangs on the table;
/// not what is lost of keys and relations.
void tableLosses(const Table &table, const FieldTypes &types, const Target &target, Losses &losses);

} // namespace schemac::prisma_form
