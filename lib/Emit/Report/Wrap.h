//===- Wrap.h - Text in columns of a terminal -------------------*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac::report {

/// Columns that a terminal uses for \p text.
unsigned columnWidth(std::string_view text);
/// Filled up with blanks to \p width columns; at least one blank at the end.
std::string padded(std::string text, unsigned width);
/// Without blanks at the end.
std::string trimmed(std::string text);
/// Lines of at most \p width columns, broken at blanks; a word that is longer stands alone.
std::vector<std::string> wrapText(std::string_view text, unsigned width);
/// `lead` and the items with `separator` between them, broken first at separators, then at blanks;
/// lines after the first begin with `indent`. Ends with a newline.
std::string wrapParts(const std::vector<std::string> &items, std::string_view separator,
                      std::string_view lead, std::string_view indent, unsigned width);

} // namespace schemac::report
