//===- Letters.h - Case, and what a reader takes for a character -*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac::hcl {

/// By Unicode's mappings of one letter to one: "ß" stays as it is.
std::string upperText(std::string_view text);
std::string lowerText(std::string_view text);
/// The first letter of every word; words end at what is neither letter, digit nor underscore.
std::string titleText(std::string_view text);

/// What a reader takes for one character, a letter with its accents or a flag: the extended
/// grapheme clusters of UAX #29.
std::vector<std::string_view> graphemes(std::string_view text);

} // namespace schemac::hcl
