//===- Describe.h - Steps and amounts in a person's words -------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Support/Amounts.h"

namespace schemac {

/// One line without a verb's subject: `add column "User"."phone" varchar(20)`. \p rows: of the
/// table, -1 when not known.
std::string describeStep(const Op &op, const Dialect &dialect, int64_t rows);

/// "postgres 16"
std::string describeTarget(const Dialect &dialect, int version);
/// Quoted as in SQL, the default namespace left out: "User"
std::string describeName(QName name, const Dialect &dialect);
/// "EXPAND" is for headings; this is what stands beside it: "before deploying".
std::string_view phaseMeaning(PhaseKind kind);

} // namespace schemac
