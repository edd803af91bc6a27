//===- CheckRun.h - Schemas and migrations to findings ----------*- C++ -*-===//
#pragma once

#include "Advice.h"
#include "FixPhases.h"
#include "PlanRun.h"
#include "ReleaseLocks.h"
#include "schemac/Frontend/History/History.h"
#include "schemac/Rules/Migration.h"
#include <map>
#include <set>
#include <unordered_set>

namespace schemac {

class CheckRun {
public:
  explicit CheckRun(Session &session) : session(session) {}

  /// Looks at everything that \p paths name. The exit code of what went wrong on the way; findings
  /// do not count.
  int run(const std::vector<std::string> &paths);
  /// The histories that were read, for those who change them.
  const std::vector<CheckedHistory> &histories() const { return checked; }
  /// Whether a file that was to be judged could not be read; the others were.
  bool lacksFiles() const { return unreadable; }

private:
  int checkPath(const std::string &path);

  // schemas
  int checkSchema(const std::string &path);
  int checkSchemaChange(const std::string &base, const std::string &path);
  /// The STATE that \p path is compared with; empty when it is not compared. Sets `failed` when
  /// there is no such revision.
  std::string baseOf(const std::string &path);

  // migrations (CheckMigrations.cpp)
  /// \p file by itself; \p read: where its text was read to.
  int checkSqlFile(const std::string &file, FileId read);
  int checkSqlFiles(const std::vector<std::string> &files);
  /// What it does to indexes.
  std::vector<IndexChange> checkScript(const sql::Script &script, SourceRange range, bool wrapped);
  bool isTransaction(bool wrapped) const;
  std::optional<ReleaseLocks::Limit> releaseLimit() const;
  void prepare(sql::Script &script) const;
  int version();
  // CheckHistory.cpp
  /// \p only: the files to judge; none: all, or with --base those that the branch adds or changes.
  int checkHistory(const std::string &folder, const std::vector<std::string> &only);
  FileId addText(const std::string &path, std::string text, bool isJudged);
  std::vector<history::File>
  readSettings(const std::string &folder, const std::vector<std::string> &named,
               const std::function<bool(const std::string &path, const std::string &text)> &judged);
  void readMigrations(const std::string &folder, const std::vector<std::string> &named,
                      std::vector<history::File> &files,
                      const std::function<bool(const std::string &path)> &judged);
  void checkMigration(const history::Migration &migration, history::Tool tool);
  int judge(history::History &history, history::Tool tool, const std::set<std::string> *wanted,
            std::set<std::string> &judged);
  void judgeEach(std::span<history::Migration *const> all, history::Tool tool);
  void followTaint(const history::Migration &migration);
  bool changedFiles(const std::string &folder, std::set<std::string> &out);
  // CheckReleased.cpp
  /// Files that the base has must be as they were there, and before all new ones.
  /// \p wanted: those that are not as they were; unless \p whole, nothing is said of others.
  void compareWithReleased(const history::History &history, const std::string &folder,
                           const std::set<std::string> &wanted, bool whole);
  void reportDeleted(const history::History &history, const std::string &folder,
                     const std::set<std::string> &released);
  /// The history as it is in the base revision, read quietly into \p sources.
  history::History releasedHistory(const history::History &now, const std::string &folder,
                                   SourceManager &sources);
  /// The same for changes that are in the order of a plan: files take other names when they are
  /// reworked.
  void comparePlanned(const history::History &history, const std::string &folder);
  /// The same for changesets, of which a file has several: each is run once, by its name.
  void compareChangesets(const history::History &history, const std::string &folder, bool whole);
  /// Those that the base revision has; none without one.
  std::set<std::string> releasedFiles(const std::string &folder) const;
  bool baseIsRevision() const;

  Session &session;
  std::string baseCommit;                          ///< of --base, for migrations
  std::string folderInBase;                        ///< where it had them
  std::set<const history::Migration *> asReleased; ///< in files that are not
  bool failed = false;
  bool unreadable = false;
  std::optional<Advisor> advisor; ///< made when a migration is judged
  int chosenVersion = 0;
  Release release; ///< as the files before left it
  Taint taint;

  // Findings point into these.
  std::vector<std::unique_ptr<PlanRun>> runs;
  std::vector<std::unique_ptr<LoadedState>> states;
  std::vector<std::unique_ptr<sql::Script>> scripts;
  std::vector<std::unique_ptr<history::History>> read;
  std::vector<CheckedHistory> checked;
};

} // namespace schemac
