//===- LabelledColumns.h - Labels of columns as enums -----------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac::prisma_form {

/// MySQL has no enums but columns with labels. As `prisma db pull` does, each becomes an enum that
/// is called after the table and the column.
Schema withEnums(const Schema &schema, Context &context);

} // namespace schemac::prisma_form
