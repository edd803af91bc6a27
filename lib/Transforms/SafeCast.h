//===- SafeCast.h - Casts that never raise an error -------------*- C++ -*-===//
//
// A trigger that casts runs inside the writes of an application, so it must not fail. A safe cast
// gives NULL for values that the new type does not hold; a guard lists them before the switch.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include <optional>
#include <utility>

namespace schemac {

/// The least and the greatest number of an integer type.
std::pair<std::string_view, std::string_view> integerRange(TypeKind kind);

struct SafeCast {
  std::string sql;
  bool total = true;      ///< every value of the old type has one in the new type
  std::string given = {}; ///< what an author says instead, where that decides: its NULL is meant
};

/// What a cast may do to a value that the new type does not hold exactly.
enum class Loss : uint8_t {
  None,  ///< it gives NULL
  Rounds ///< it gives the nearest that there is, as long as the server gives one
};

/// A cast of the column-like SQL \p value; nothing when the server knows none, or cannot tell which
/// values it would refuse. \p labels: those of the enum when \p to is one.
std::optional<SafeCast> safeCast(const Dialect &dialect, int version, const std::string &value,
                                 Type from, Type to, const Enum *labels, Loss loss = Loss::None);

/// From one version of an enum to another, of the type \p target: labels that both have, and
/// renamed ones (old, new). Works on arrays as well. \p elsewhere: SQL for values without a label,
/// of an array for one that holds such a label; may be empty.
SafeCast enumCast(const Dialect &dialect, const std::string &value, Type target,
                  const std::vector<Name> &from, const std::vector<Name> &to,
                  const std::vector<std::pair<Name, Name>> &renamed, std::string_view elsewhere);

/// What an author says of a column of an enum, or of arrays of one, as a value of \p type: a CASE
/// or a function gives a text, which no server takes for a label by itself. Of other types the
/// value itself.
std::string enumValue(const Dialect &dialect, Type type, std::string_view value);

} // namespace schemac
