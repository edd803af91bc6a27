//===- ChangesRowsOnly.h - Blocks that leave the schema alone ---*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <span>

namespace schemac::sql {

/// Tells of the body of a DO block or a function that it cannot change the schema, however its
/// loops and conditions turn out: each of its statements is one on rows, or one of plpgsql that
/// does nothing by itself. Functions that it calls are not looked at.
class ChangesRowsOnly {
public:
  explicit ChangesRowsOnly(std::string_view body) : t(lexSqlTokens(body)) {}
  /// Of one in plpgsql. With \p grantsToo it may change privileges as well.
  bool holds(bool grantsToo = false);
  /// Of one in SQL: statements one after the other.
  bool holdsAsSql() const;

private:
  bool is(size_t i, std::string_view word) const { return i < t.size() && t[i].isWord(word); }
  bool isSymbol(size_t i, std::string_view s) const { return i < t.size() && t[i].isSymbol(s); }
  bool in(size_t i, std::span<const std::string_view> words) const;
  /// The first \p word from \p i on that is in no parentheses and in no CASE; the end when there is
  /// none.
  size_t outside(size_t i, std::string_view word) const;
  size_t endOfStatement(size_t i) const;
  /// Behind what may stand before a statement: labels, BEGIN, IF ... THEN, FOR ... LOOP.
  size_t behindOpenings(size_t i) const;
  bool isHarmless(size_t first, size_t last, bool grantsToo) const;
  bool executesTuning(size_t execute) const;
  bool executesGrant(size_t execute) const;

  std::vector<SqlToken> t;
};

/// Whether the statement that begins at \p i makes or changes a role, or says who is in which:
/// roles are those of the server, and no part of a schema.
bool isAboutRoles(const std::vector<SqlToken> &t, size_t i);
/// The same, or it only says who may do what, or whose something is.
bool isAboutPrivileges(const std::vector<SqlToken> &t, size_t i);

} // namespace schemac::sql
