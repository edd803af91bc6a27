//===- RetryLoop.h - Blocks that try again until a lock is free -*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace schemac::sql {

/// Reads the body of a block that repeats statements until none of them fails:
///
///     FOR attempt IN 1..10 LOOP
///       BEGIN
///         SET LOCAL lock_timeout = '2s';
///         ALTER TABLE orders ADD COLUMN note text;
///         RETURN;
///       EXCEPTION WHEN lock_not_available THEN
///         PERFORM pg_sleep(attempt);
///       END;
///     END LOOP;
///     RAISE EXCEPTION 'orders is never free';
///
/// What the inner block did is undone when it fails. So where the loop can only be left behind its
/// last statement or by an error, a block that ends well has run each of them once.
class RetryLoop {
public:
  /// Tokens, [first, second).
  using Part = std::pair<size_t, size_t>;

  explicit RetryLoop(std::string_view body) : text(body), t(lexSqlTokens(body)) {}
  /// The statements that have run once, settings among them; nothing where that cannot be told.
  std::optional<std::vector<Part>> statements();

private:
  /// How the inner block is left when nothing has failed.
  enum class Leaves : uint8_t { Nowhere, Loop, Block };

  bool is(size_t token, std::string_view word) const {
    return token < t.size() && (t[token].isWord(word) || t[token].isSymbol(word));
  }
  bool at(std::string_view word) const { return is(i, word); }
  /// Steps over the word when it is there.
  bool take(std::string_view word);
  bool takeLabel();
  size_t endOfStatement() const;
  void skipStatement() { i = endOfStatement() + 1; }
  /// Between two tokens, without blanks.
  std::string packed(size_t first, size_t last) const;

  bool declarations();
  bool head();
  bool setting();
  bool aside();
  bool assignment();
  bool innerBlock();
  bool innerStatement();
  bool handler();
  bool givesUp();
  bool behindInner();
  bool behindLoop();
  bool asksWhetherDone();
  bool isError() const;
  bool isMessage() const;

  std::string_view text;
  std::vector<SqlToken> t;
  size_t i = 0;

  std::set<std::string> variables, falseAtFirst, lowAtFirst;
  /// FOR counter IN 1..bound, or WHILE counter < bound; empty: another loop.
  std::string counter, bound;
  bool countsItself = true; ///< FOR
  bool ends = false;        ///< the loop may come to its end though every attempt has failed
  std::string asked;        ///< WHILE NOT asked
  std::string done;         ///< the variable that is true behind the last statement
  Leaves leaves = Leaves::Nowhere;
  bool gaveUp = false;  ///< the handler at hand ends with an error at the last attempt
  bool repeats = false; ///< the loop goes on behind the last statement
  std::vector<Part> once;
  bool acts = false; ///< `once` has more than settings
};

} // namespace schemac::sql
