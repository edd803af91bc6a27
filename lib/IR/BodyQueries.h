//===- BodyQueries.h - Statements about rows as queries ---------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"
#include <optional>
#include <string>
#include <vector>

namespace schemac {

/// Queries that mean together what a statement of a body reads and writes: one for the rows, one
/// for each of what it does on conflict and of what it returns. Nothing where it is not plain.
/// \p schema has the tables, in whose order an INSERT names columns when it names none.
std::optional<std::vector<std::string>> bodyQueries(const std::string &statement,
                                                    const Schema &schema);

} // namespace schemac
