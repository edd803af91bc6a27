//===- SqlConstants.h - Values that are written in several ways -*- C++ -*-===//
#pragma once

#include "SqlTree.h"

namespace schemac::sqltree {

/// \p n without the casts around it.
const Node &withoutCasts(const Node &n);
/// A literal, also in casts, or an array of them.
bool isLiteral(const Node &n);
/// Whether two literals (without their casts) are one value of the type \p type, which may be
/// empty.
bool sameConstant(const Node &a, const Node &b, std::string_view type);
/// The same for texts of literals.
bool sameText(const std::string &a, const std::string &b, std::string_view type);
/// The same for texts of ranges, "tsrange" and the like.
bool sameRangeText(std::string_view a, std::string_view b, std::string_view type);
/// The same for texts of arrays; \p element is the type of their values.
bool sameArrayText(const std::string &a, const std::string &b, std::string_view element);

} // namespace schemac::sqltree
