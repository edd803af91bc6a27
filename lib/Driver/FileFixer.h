//===- FileFixer.h - A migration file rewritten into phases -----*- C++ -*-===//
#pragma once

#include "FixPhases.h"
#include "PhaseHistory.h"
#include <algorithm>

namespace schemac {

/// A statement, the blocks of its safe form, and how many of them stay where it stands.
struct Rewrite {
  const sql::Statement *statement = nullptr;
  std::vector<PhaseBlock> safe;
  std::vector<PhaseBlock> blocks; ///< the same, beside the other statements of the file
  size_t stay = 0;
};

inline bool contains(SourceRange whole, SourceRange part) {
  return whole.begin <= part.begin && part.end <= whole.end;
}

/// "CREATE INDEX a ON b (c)", on one line and not too long.
std::string headline(std::string_view sql);

/// Rewrites one file.
class FileFixer {
public:
  FileFixer(Session &session, const std::vector<Diagnostic> &found, const CheckedHistory &checked,
            const CheckedHistory::Judged &judged, PhaseHistory &state)
      : session(session), found(found), checked(checked), m(*judged.migration),
        tool(checked.history->tool), transaction(judged.transaction), state(state) {}

  /// False when nothing of the file has a safe sequence.
  bool choose();
  /// Why the file cannot be rewritten; empty when \p pending has what it becomes. Where not all of
  /// its statements can be, those that can are.
  std::string rewrite(PendingFiles &pending);

  std::vector<std::string> before, after; ///< new files, and those that wait for a deployment
  std::vector<std::string> left;          ///< statements that stay as they are, and why
  std::string gate;
  bool rewritesAny() const { return !rewrites.empty(); }
  bool replaces(SourceRange range) const {
    return std::ranges::any_of(
        rewrites, [&](const Rewrite &r) { return contains(r.statement->range, range); });
  }

private:
  bool isFound(const sql::Statement &s) const;
  void stays(const sql::Statement &s, const std::string &reason);
  std::string needsRowsAtOnce() const;
  std::string unfit() const;
  std::string rewriteAll(PendingFiles &pending);
  void dropNeedlessGates();
  void decideWhatStays();
  std::string nameThem();
  std::string place(PendingFiles &pending);
  std::string withoutTimeouts(const sql::Statement &statement, std::string text) const;
  void replaceStatement(const Rewrite &r, bool &timed, PendingFiles &pending);
  std::string moved(const Rewrite &r, SourceRange range) const;
  std::string asComment(const std::string &text, SourceRange rest) const;
  void takeBack(PendingFiles &pending);
  SourceRange withSemicolon(SourceRange range, SourceRange whole) const;

  Session &session;
  const std::vector<Diagnostic> &found;
  const CheckedHistory &checked;
  const history::Migration &m;
  history::Tool tool;
  bool transaction;
  PhaseHistory &state;
  std::vector<Rewrite> rewrites;
  std::vector<PhaseFile> early, late;
  std::string path; ///< of the file, below the folder
};

} // namespace schemac
