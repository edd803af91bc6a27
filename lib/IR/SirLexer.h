//===- SirLexer.h - Tokens of .sir ------------------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"

namespace schemac::sir {

/// What a file may begin with: of the encoding, and no character.
inline constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

enum class Tok : uint8_t {
  End,
  Word,
  Name,
  String,
  Sql,
  Number,
  Strange, ///< bytes that begin no token; the lexer has reported them
  LBrace,
  RBrace,
  LParen,
  RParen,
  Less,
  Greater,
  Comma,
  Colon,
  Dot,
  Equal
};

struct Token {
  Tok kind = Tok::End;
  bool atLineStart = false;
  SourceRange range;
  std::string_view raw; ///< as written
  std::string text;     ///< of Name, String, Sql: without quotes and escapes
};

/// What a token is called in messages.
std::string describe(const Token &t);

class Lexer {
public:
  Lexer(const SourceManager &sources, FileId file, DiagEngine &diags);
  Token next();

private:
  bool skipBlanks(); ///< true when a line began
  Token make(Tok kind, size_t begin);
  Token quoted(Tok kind, size_t begin, size_t quote);
  void escape(std::string &out);
  SourceRange rangeOf(size_t begin, size_t end) const;

  std::string_view text;
  Loc base;
  DiagEngine &diags;
  size_t pos = 0;
};

} // namespace schemac::sir
