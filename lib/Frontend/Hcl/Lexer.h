//===- Lexer.h - Text to tokens ---------------------------------*- C++ -*-===//
//
// What a character means depends on where it stands, so the lexer keeps a stack of what is open. It
// reports what is no token and makes a token of it that fits, so that the parser has nothing to
// add.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "HclParser.h"
#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Antlr/TokenBuffer.h"
#include "schemac/Frontend/Hcl/Ast.h"

namespace schemac::hcl {

using antlr::asToken;
using antlr::HclParser;
using antlr::span;
using antlr::TextBase;
using antlr::Token;
using antlr::TokenBuffer;

/// How deep brackets, blocks and templates, and trees of expressions, may be.
inline constexpr unsigned MaxNesting = 200, MaxDepth = 400;

/// The one behind the plain value that begins at \p t: a word, a number, a string, a path of words,
/// a call with these, or a list. Null when none begins there. Behind \p t comes an Eof at last.
const Token *plainEnd(const Token *t);

class Lexer {
public:
  Lexer(std::string_view text, TextBase base, std::vector<Token> &tokens,
        std::vector<Comment> &comments, DiagEngine &diags);

  /// Replaces the tokens by those of the next line with all that is opened in it, and one for the
  /// end. False behind the last one, and when it is nested too deep, which is reported.
  bool line();
  /// The tokens of values that need no parse tree, in their order; in the line there is a PLAIN in
  /// place of each. Behind each value is an Eof.
  const std::vector<Token> &plainValues() const { return folded; }

private:
  enum class Open : uint8_t {
    Block,
    Object,
    ForBrace,
    Paren,
    Bracket,
    ForBracket,
    Interpolation,
    Directive,
    Quote,
    Heredoc
  };
  struct Frame {
    Open kind;
    const char *begin;
    unsigned questions = 0;    ///< conditionals that began in it
    uint32_t value = 0;        ///< Block: index of the token that the line's value begins with
    unsigned forNames = 0;     ///< 1: between `for` and `in`
    std::string_view marker{}; ///< Heredoc
    bool lineStart = true;     ///< Heredoc: a line begins here
  };

  void finish();
  void next();
  void word();
  void numberToken();
  void punctuation();
  void openBrace();
  void closeBrace();
  void open(Open kind, uint32_t type, const char *to);
  void openBracket();
  void close(Open a, Open b, uint32_t type);
  void newline(const char *to);
  void fold();
  void comma();
  void comment(const char *to);
  bool skipComment();
  void quote();
  void heredocOpen();
  void templateText();
  void heredocText();
  bool heredocEnd();
  void templateOpen();
  void literal(const char *from);
  void unclosed(std::string_view what, const char *from, const char *to);
  void unknown();
  void checkEncoding() const;
  void emit(uint32_t type, const char *to);
  void pop();
  const char *peekPast(const char *p);
  const char *lineEnd(const char *p) const;
  bool wordIs(const char *p, std::string_view word) const;
  bool endsOperand() const;
  bool isTop(Open k) const { return !stack.empty() && stack.back().kind == k; }
  bool inLines() const { return stack.empty() || isTop(Open::Block); }
  Frame &top() { return stack.empty() ? outermost : stack.back(); }

  const char *at, *end;
  TextBase base;
  std::vector<Token> &tokens;
  std::vector<Token> folded;
  std::vector<Comment> &comments;
  DiagEngine &diags;
  std::vector<Frame> stack;
  Frame outermost{Open::Block, nullptr};
  unsigned questions = 0; ///< of all frames
  bool tooDeep = false;
  const char *peekedFrom = nullptr, *peekedTo = nullptr; ///< no token is between
};

} // namespace schemac::hcl
