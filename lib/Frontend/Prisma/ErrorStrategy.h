//===- ErrorStrategy.h - Going on after a syntax error ----------*- C++ -*-===//
//
// The language is one of lines, so an error costs its line and no more: a rule that fails gives up
// to the rule of its line, which skips to the next one. A line that begins with what no rule begins
// with is skipped before any rule sees it. When an error is inside brackets that are closed on a
// later line, the lines up to there go with it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "SyntaxErrors.h"

namespace schemac::prisma {

class ErrorStrategy final : public antlr4::ANTLRErrorStrategy {
public:
  ErrorStrategy(TokenBuffer &tokens, SyntaxErrors &errors) : tokens(tokens), errors(errors) {}

  void reset(antlr4::Parser *) override { recovering = false; }
  antlr4::Token *recoverInline(antlr4::Parser *parser) override;
  void recover(antlr4::Parser *parser, std::exception_ptr e) override;
  void sync(antlr4::Parser *parser) override;
  bool inErrorRecoveryMode(antlr4::Parser *) override { return recovering; }
  void reportMatch(antlr4::Parser *) override { recovering = false; }
  void reportError(antlr4::Parser *parser, const antlr4::RecognitionException &e) override;

private:
  void skipLine();
  size_t bracketEnd() const;

  TokenBuffer &tokens;
  SyntaxErrors &errors;
  bool recovering = false;
};

} // namespace schemac::prisma
