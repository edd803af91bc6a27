//===- FastParser.h - A parser over a token buffer --------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Antlr/TokenBuffer.h"

namespace schemac::antlr {

/// What a generated parser does for each token and rule, without what only listeners and parse
/// trees need. A grammar names it as its superClass; the parser must be given a TokenBuffer, and no
/// listener.
class FastParser : public antlr4::Parser {
public:
  explicit FastParser(antlr4::TokenStream *input)
      : Parser(input), tokens(static_cast<TokenBuffer &>(*input)) {
    setBuildParseTree(false);
  }

  antlr4::Token *match(size_t type) override {
    antlr4::Token *t = tokens.LT(1);
    if (t->getType() != type || type == antlr4::Token::EOF)
      return Parser::match(type);
    _errHandler->reportMatch(this);
    tokens.consume();
    return t;
  }

  /// Hides the runtime's, which looks for the type of the parent by dynamic_cast.
  void exitRule() {
    _ctx->stop = tokens.LT(_matchedEOF ? 1 : -1);
    setState(_ctx->invokingState);
    _ctx = static_cast<antlr4::ParserRuleContext *>(_ctx->parent);
  }

private:
  TokenBuffer &tokens;
};

} // namespace schemac::antlr
