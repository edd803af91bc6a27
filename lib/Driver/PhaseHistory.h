//===- PhaseHistory.h - A history with changes that are not written -*- C++ -*-===//
#pragma once

#include "FixPhases.h"

namespace schemac {

/// Edits of files, and new files beside them.
struct PendingFiles {
  std::map<uint32_t, std::vector<TextEdit>> edits; ///< by the index of the file
  std::vector<TextFile> added;                     ///< paths below the folder of the history

  void replace(FileId file, SourceRange range, std::string text);
  /// Inserts behind what was inserted there before.
  void insert(FileId file, Loc at, const std::string &text);
};

/// Reads a history as it would be.
class PhaseHistory {
public:
  PhaseHistory(Session &session, const CheckedHistory &checked);

  /// The text of a file with the edits.
  std::string textOf(FileId file, const PendingFiles &pending) const;
  /// Reads the history with \p pending; a reason when it is not as good as the one that is there.
  /// \p changed: names of migrations whose way back must lead to where they began.
  std::string refuse(const PendingFiles &pending, const std::set<std::string> &changed);
  /// Goes on from what was not refused last.
  void accept() { now = std::move(proposed); }
  /// The migrations of the history that was accepted last, in order.
  const std::vector<history::Migration> &migrations() const { return now.migrations; }
  /// Reads a text from a state; nothing when something in it is not understood.
  std::optional<Schema> follow(std::string text, const Schema &from);

private:
  struct Reading {
    std::unique_ptr<SourceManager> sources;
    history::History history;
    std::vector<std::string> problems; ///< errors, and what was not understood
  };
  Reading read(const PendingFiles &pending) const;
  std::string refuseWaysBack(Reading &reading, const std::set<std::string> &changed);

  Session &session;
  const CheckedHistory &checked;
  std::vector<std::unique_ptr<SourceManager>> kept; ///< places in schemas point into them
  history::History now, proposed;
  Schema end;
  size_t problems = 0;
};

} // namespace schemac
