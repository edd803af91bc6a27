//===- MySqlRespelling.h - Words of MySQL in the grammar of trees -*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::sqltree {

/// For each of \p tokens the text that stands for it in the grammar of trees; null where the token
/// stands for itself. Operators, intervals and aggregates that PostgreSQL has not become some that
/// it could have.
std::vector<std::optional<std::string>> respelledTokens(const std::vector<SqlToken> &tokens);

/// What respelledTokens() makes of INTERVAL 1 DAY: interval_of('day', 1).
inline constexpr std::string_view IntervalCall = "interval_of";
/// Of !x and ~x.
inline constexpr std::string_view DenialCall = "not_of", FlippedCall = "bits_not_of";
/// Of CAST(x AS CHAR CHARSET latin1): a collation that begins so.
inline constexpr std::string_view CharsetPrefix = "charset of ";

} // namespace schemac::sqltree
