//===- ReverseReasons.h - What a way back loses -----------------*- C++ -*-===//
#pragma once

#include <string_view>

namespace schemac {

inline constexpr std::string_view ConvertedBack =
    "values are converted back; what only the former type can tell is lost";
inline constexpr std::string_view StopsWhereNotHeld =
    "the expression that converts has no opposite: the way back stops until every row has a value "
    "that the former type holds";

} // namespace schemac
