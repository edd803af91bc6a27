//===- ErrorStrategy.h - Going on after a syntax error ----------*- C++ -*-===//
//
// An error costs the item in which it is, an attribute or a block's first lines, and no more: what
// fails gives up to the rule of its item, which skips to the end of its line, over whatever was
// opened on it and is closed later.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Lexer.h"

namespace schemac::hcl {

class ErrorStrategy final : public antlr4::ANTLRErrorStrategy {
public:
  ErrorStrategy(TokenBuffer &tokens, TextBase base, DiagEngine &diags)
      : tokens(tokens), base(base), diags(diags) {}

  void reset(antlr4::Parser *) override { recovering = false; }
  antlr4::Token *recoverInline(antlr4::Parser *parser) override;
  void recover(antlr4::Parser *parser, std::exception_ptr e) override;
  void sync(antlr4::Parser *parser) override;
  bool inErrorRecoveryMode(antlr4::Parser *) override { return recovering; }
  void reportMatch(antlr4::Parser *) override { recovering = false; }
  void reportError(antlr4::Parser *parser, const antlr4::RecognitionException &e) override;
  /// Reports the current token, which begins no item, and skips its line.
  void skipStray();

private:
  void skipItem(size_t first);
  bool unclosed(const antlr4::ParserRuleContext *context);
  bool nestedInLine(const antlr4::ParserRuleContext *context);
  bool missingEquals(const antlr4::ParserRuleContext *context);
  bool isReported(const Token &bad) const;
  std::string expected(antlr4::Parser *parser) const;

  TokenBuffer &tokens;
  TextBase base;
  DiagEngine &diags;
  bool recovering = false;
};

} // namespace schemac::hcl
