//===- Token.h - A token as a piece of source text --------------*- C++ -*-===//
//
// What the parser that ANTLR generates wants of a token, in 32 bytes and without an allocation: a
// view of the source text. Lines and columns are the SourceManager's business.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "antlr4-runtime.h"
#include "schemac/Support/Source.h"
#include <string_view>

namespace schemac::antlr {

class Token final : public antlr4::Token {
public:
  Token(uint32_t type, const char *begin, uint32_t length, uint32_t index)
      : begin(begin), length(length), type(type), index(index) {}

  std::string_view str() const { return {begin, length}; }
  /// A type of the parser's; antlr4's end of file as Eof.
  static constexpr uint32_t Eof = UINT32_MAX;
  bool is(uint32_t t) const { return type == t; }

  std::string getText() const override { return std::string(str()); }
  size_t getType() const override { return type == Eof ? antlr4::Token::EOF : type; }
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() const override { return 0; }
  size_t getChannel() const override { return DEFAULT_CHANNEL; }
  size_t getTokenIndex() const override { return index; }
  size_t getStartIndex() const override { return 0; }
  size_t getStopIndex() const override { return 0; }
  antlr4::TokenSource *getTokenSource() const override { return nullptr; }
  antlr4::CharStream *getInputStream() const override { return nullptr; }
  std::string toString() const override { return getText(); }

private:
  const char *begin;
  uint32_t length, type, index;
};

inline const Token &asToken(const antlr4::Token *t) { return *static_cast<const Token *>(t); }
/// From the first byte of \p a to the last of \p b.
inline std::string_view span(std::string_view a, std::string_view b) {
  return {a.data(), size_t(b.data() + b.size() - a.data())};
}

/// Locations of the text that is being parsed.
struct TextBase {
  const char *text;
  Loc loc;
  SourceRange range(std::string_view piece) const {
    Loc begin = loc + uint32_t(piece.data() - text);
    return {begin, begin + uint32_t(piece.size())};
  }
};

} // namespace schemac::antlr
