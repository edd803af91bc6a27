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
inline constexpr std::string_view NullsWords[] = {"", "nulls_first", "nulls_last"};

template <class E, size_t N>
constexpr std::string_view word(const std::string_view (&words)[N], E value) {
  return words[static_cast<size_t>(value)];
}

} // namespace schemac::sir
