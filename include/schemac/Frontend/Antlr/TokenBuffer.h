//===- TokenBuffer.h - Tokens that are all known, as a stream ---*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Antlr/Token.h"
#include <vector>

namespace schemac::antlr {

/// A token stream over a vector that ends with an Eof token. All tokens are known before the parser
/// asks, so marks need no bookkeeping.
class TokenBuffer final : public antlr4::TokenStream {
public:
  /// Never without the Eof token.
  std::vector<Token> tokens{Token(Token::Eof, "", 0, 0)};

  const Token &at(size_t i) const { return tokens[i]; }
  const Token &current() const { return tokens[next]; }

  void consume() override {
    if (next + 1 < tokens.size())
      ++next;
  }
  size_t LA(ssize_t k) override { return LT(k)->getType(); }
  antlr4::Token *LT(ssize_t k) override {
    if (k < 0)
      return next >= size_t(-k) ? &tokens[next - size_t(-k)] : nullptr;
    return &tokens[std::min(next + size_t(k) - 1, tokens.size() - 1)];
  }
  antlr4::Token *get(size_t i) const override { return const_cast<Token *>(&tokens[i]); }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return next; }
  void seek(size_t i) override { next = std::min(i, tokens.size() - 1); }
  size_t size() override { return tokens.size(); }
  std::string getSourceName() const override { return "schema"; }
  antlr4::TokenSource *getTokenSource() const override { return nullptr; }
  std::string getText(const antlr4::misc::Interval &i) override {
    return std::string(span(tokens[size_t(i.a)].str(), tokens[size_t(i.b)].str()));
  }
  std::string getText() override {
    return std::string(span(tokens.front().str(), tokens.back().str()));
  }
  std::string getText(antlr4::RuleContext *ctx) override {
    return getText(ctx->getSourceInterval());
  }
  std::string getText(antlr4::Token *a, antlr4::Token *b) override {
    return std::string(span(asToken(a).str(), asToken(b).str()));
  }

private:
  size_t next = 0;
};

} // namespace schemac::antlr
