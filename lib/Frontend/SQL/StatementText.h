//===- StatementText.h - The statement at hand, as written ------*- C++ -*-===//
//
// The text of a statement and its tokens, and where the parts of it stand. A token is named by its
// number among them; offsets are those of the parser, in bytes from where the statement begins.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/SqlTokens.h"
#include <string>
#include <vector>

namespace schemac::sql {

/// Tokens of the statement, [first, last).
struct Span {
  size_t first = 0, last = 0;
  bool empty() const { return first >= last; }
};

class StatementText {
protected:
  SourceRange whole() const { return record->range; }
  SourceRange rangeOf(Span span) const;
  /// The token at a node's location, with the parts of a qualified name.
  SourceRange nameAt(int32_t location) const;
  SourceRange tokenRange(size_t token) const { return rangeOf({token, token + 1}); }
  size_t tokenAt(int64_t offset) const;                  ///< the first that begins there or later
  size_t closing(size_t open) const;                     ///< the token of the ) that belongs to (
  size_t find(size_t from, std::string_view word) const; ///< the next word or symbol
  size_t findOutside(size_t from, std::string_view word) const; ///< not in parentheses
  bool isWord(size_t token, std::string_view word) const;
  /// From \p first to a comma or parenthesis outside of others, or the next of \p stops (offsets).
  Span clause(size_t first, const std::vector<int32_t> &stops = {}) const;
  /// The parts between the parentheses at \p open, divided by commas.
  std::vector<Span> parts(size_t open) const;
  /// What is in the parentheses behind \p from; \p open receives the token of the ( when given.
  Span inParentheses(size_t from, size_t *open = nullptr) const;
  std::string textOf(Span span) const;

  std::string text;
  Loc base; ///< where it begins
  std::vector<SqlToken> tokens;
  Statement *record = nullptr; ///< what is written down of it
  /// Where a text that a block puts together stands; its own places are none of the sources.
  SourceRange builtAt;
};

} // namespace schemac::sql
