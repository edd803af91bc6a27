//===- Moments.h - Words for a moment, in quotes ----------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"

namespace schemac {

/// The word that \p value is, when it is a literal that PostgreSQL evaluates as soon as it reads it
/// as a value of the date or time \p type: 'now', 'now()', 'today', 'tomorrow' or 'yesterday'
/// (PostgreSQL's manual, 8.5.1.4). A default keeps the moment at which it was set. Empty for
/// anything else, such as 'now'::text::timestamptz, which is evaluated for each row.
std::string_view frozenMoment(Expr value, Type type);

/// The same of the text of a literal, whatever it is read as.
std::string_view momentWord(std::string_view text);

} // namespace schemac
