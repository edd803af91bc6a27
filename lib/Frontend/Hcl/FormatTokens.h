//===- FormatTokens.h - What a formatter of HCL sees ------------*- C++ -*-===//
#pragma once

#include <string_view>
#include <vector>

namespace schemac::hcl {

/// Tokens without a meaning: strings and heredocs are one each, with all that is in them.
struct FormatToken {
  enum Kind : unsigned char { Word, Number, Quoted, Heredoc, Comment, Newline, Symbol };
  Kind kind = Symbol;
  std::string_view text;

  bool is(std::string_view symbol) const { return kind == Symbol && text == symbol; }
  /// 1 for one that opens, -1 for one that closes.
  int bracket() const {
    if (kind != Symbol || text.size() != 1)
      return 0;
    return std::string_view("([{").find(text[0]) != std::string_view::npos   ? 1
           : std::string_view(")]}").find(text[0]) != std::string_view::npos ? -1
                                                                             : 0;
  }
};

/// The tokens of a text without syntax errors.
std::vector<FormatToken> formatTokens(std::string_view text);

/// Bytes of the interpolation or directive that \p text, in a string or heredoc, begins with.
size_t sequenceLength(std::string_view text);

} // namespace schemac::hcl
