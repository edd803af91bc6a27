//===- FailingRows.h - Rows that an expression fails on ---------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"

namespace schemac {

/// The rows of a table that an expression cannot be worked out for.
struct FailingRows {
  std::string condition; ///< empty: none that are known
  std::vector<Name> columns;
};

/// Of \p sql over the columns of \p table: rows with a zero that is divided by, a number that the
/// type it is cast to does not hold, and a text that is no value of the type (before version 16,
/// where the server cannot be asked, by its form). Only what is certain: of an expression that may
/// leave a part of itself alone, as CASE and AND do, or that holds anything else than operators of
/// numbers, casts and a few functions, nothing is said. The condition itself does not fail on such
/// rows.
FailingRows failingRows(const Dialect &dialect, Context &context, int version, const Schema &state,
                        const Table &table, std::string_view sql);

} // namespace schemac
