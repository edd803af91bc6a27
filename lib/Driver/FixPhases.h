//===- FixPhases.h - Migration files rewritten into phases ------*- C++ -*-===//
//
// Where the safe form of a statement is a sequence, its file keeps what may share its transaction,
// and new files beside it have the rest. The history that comes of it is read before anything is
// written: it must lead to the same schema.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "PhaseFiles.h"
#include "schemac/Driver/Session.h"
#include <map>
#include <set>

namespace schemac {

/// A history as `check` has read it.
struct CheckedHistory {
  struct Judged {
    const history::Migration *migration;
    bool transaction; ///< the runner puts all of it into one
  };
  std::string folder;
  std::vector<history::File> files;
  history::History *history = nullptr;
  sql::Options options;
  std::vector<Judged> judged;
  std::set<std::string> released; ///< names of files that a revision has which was released
};

class PhaseFixer {
public:
  PhaseFixer(Session &session, const std::vector<Diagnostic> &found)
      : session(session), found(found) {}

  /// Rewrites the files of \p checked that were found to do something for which there is a safe
  /// sequence. \p others: edits of other fixes, by the index of their file, which are taken along.
  void run(const CheckedHistory &checked, std::vector<std::vector<TextEdit>> &others);

  std::map<std::string, std::string> files; ///< to write: path and text
  std::set<uint32_t> rewritten;             ///< files that are among them, by index
  std::vector<std::string> report;          ///< lines for people

private:
  Session &session;
  const std::vector<Diagnostic> &found;
};

} // namespace schemac
