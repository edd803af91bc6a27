//===- SyntaxErrors.h - What to say about a syntax error --------*- C++ -*-===//
#pragma once

#include "Token.h"
#include "schemac/Diag/Diag.h"

namespace schemac::prisma {

/// Turns "this token cannot be here" into what the author most likely did.
class SyntaxErrors {
public:
  SyntaxErrors(const TokenBuffer &tokens, TextBase base, DiagEngine &diags, bool closed)
      : tokens(tokens), base(base), diags(diags), closed(closed) {}

  /// \p rule and \p first: the innermost rule and its first token; \p expected: token types.
  void unexpected(size_t rule, const Token &first, const antlr4::misc::IntervalSet &expected);
  /// A '}' behind something on its line was reported: that the block is not closed follows from it.
  bool sawCloseInLine() const { return closeInLine; }
  unsigned count() const { return errors; }

private:
  bool oldForms(size_t rule, const Token &bad);
  bool literals(const Token &bad);
  bool ownLine(size_t rule, const Token &bad);
  bool missingType(size_t rule, const Token &first, const Token &bad);
  bool header(size_t rule, const Token &first, const Token &bad);
  const Token *before(const Token &t) const;
  void replace(std::string_view old, std::string_view with);

  const TokenBuffer &tokens;
  TextBase base;
  DiagEngine &diags;
  unsigned errors = 0;
  bool closed; ///< the block has an end; if not, that is reported and nothing about its end is
  bool closeInLine = false;
};

} // namespace schemac::prisma
