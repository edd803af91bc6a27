//===- SirKeywords.h - Words of the enumerations in .sir --------*- C++ -*-===//
#pragma once

#include "schemac/IR/Plan.h"

namespace schemac::sir {

/// The words of an enumeration, in the order of its values.
inline constexpr std::string_view FkActionWords[] = {"no_action", "restrict", "cascade", "set_null",
                                                     "set_default"};
inline constexpr std::string_view ConstraintWords[] = {"primary_key", "unique", "check",
                                                       "foreign_key", "exclude"};
inline constexpr std::string_view PartitionWords[] = {"", "range", "list", "hash"};
inline constexpr std::string_view PartsMethodWords[] = {
    "range", "range_columns", "list", "list_columns", "hash", "linear_hash", "key", "linear_key"};
inline constexpr std::string_view TimingWords[] = {"before", "after"};
inline constexpr std::string_view EnabledWords[] = {"", "disabled", "enabled_replica",
                                                    "enabled_always"};
inline constexpr std::string_view ArgModeWords[] = {"", "out", "inout", "variadic"};
inline constexpr std::string_view VolatileWords[] = {"", "stable", "immutable"};
inline constexpr std::string_view ParallelWords[] = {"", "parallel_restricted", "parallel_safe"};
inline constexpr std::string_view DataAccessWords[] = {"", "no_sql", "reads_sql_data",
                                                       "modifies_sql_data"};
inline constexpr std::string_view NullsWords[] = {"", "nulls_first", "nulls_last"};

template <class E, size_t N>
constexpr std::string_view word(const std::string_view (&words)[N], E value) {
  return words[static_cast<size_t>(value)];
}

} // namespace schemac::sir
