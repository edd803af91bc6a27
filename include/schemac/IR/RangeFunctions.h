//===- RangeFunctions.h - What comes with a range type ----------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// The multirange that comes with \p range when it is called \p type: as the author says, or as
/// PostgreSQL chooses.
std::string multirangeName(const RangeType &range, Name type);

/// A function that makes values of a range or its multirange, and what it is called when the type
/// has the name \p to: from, to.
std::vector<std::pair<QName, QName>> rangeFunctions(Context &context, const RangeType &range,
                                                    QName to);

} // namespace schemac
