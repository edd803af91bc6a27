//===- FastParser.h - A parser without listeners ----------------*- C++ -*-===//
#pragma once

#include "antlr4-runtime.h"

namespace schemac::antlr {

/// What a generated parser does for each token and rule, without what only listeners and parse
/// trees need: a grammar names it as its superClass.
class FastParser : public antlr4::Parser {
public:
  explicit FastParser(antlr4::TokenStream *input) : Parser(input) { setBuildParseTree(false); }

  antlr4::Token *match(size_t type) override {
    antlr4::Token *t = _input->LT(1);
    if (t->getType() != type || type == antlr4::Token::EOF)
      return Parser::match(type);
    _errHandler->reportMatch(this);
    _input->consume();
    return t;
  }

  /// Hides the runtime's, which looks for the type of the parent by dynamic_cast.
  void exitRule() {
    _ctx->stop = _input->LT(_matchedEOF ? 1 : -1);
    setState(_ctx->invokingState);
    _ctx = static_cast<antlr4::ParserRuleContext *>(_ctx->parent);
  }
};

} // namespace schemac::antlr
