//===- CheckHistory.cpp - Folders of migrations to findings ---------------===//
//
// A file of a history is judged by the state that the files before it leave.
//
//===----------------------------------------------------------------------===//
#include "CheckRun.h"
#include "Config.h"
#include "Encodings.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Git.h"
#include "schemac/Rules/Diags.h"
#include <algorithm>

namespace schemac {

/// Tools that send a file as one query: more than one statement is one
/// transaction, unless the file says BEGIN itself.
static bool isImplicit(history::Tool tool) {
  return tool == history::Tool::Prisma || tool == history::Tool::GolangMigrate;
}

static bool isWrapped(const history::Migration &m, history::Tool tool) {
  if (!isImplicit(tool))
    return m.transaction;
  bool begins = std::any_of(m.script.statements.begin(), m.script.statements.end(),
                            [](auto &s) { return s.kind == sql::StatementKind::Begin; });
  return m.script.statements.size() > 1 && !begins;
}

static std::string tidy(std::string name) {
  while (name.size() > 1 && name.back() == '/')
    name.pop_back();
  return name.rfind("./", 0) == 0 && name.size() > 2 ? name.substr(2) : name;
}

bool CheckRun::changedFiles(const std::string &folder, std::set<std::string> &out) {
  std::string error, base = *session.line.value("base");
  std::optional<std::string> commit = gitMergeBase(base, folder, error);
  auto changed = commit ? gitChanged(*commit, folder, error) : std::nullopt;
  if (!changed) {
    session.diags.report({}, diag::err_git, base, error);
    return false;
  }
  baseCommit = *commit;
  folderInBase = folder;
  out.insert(changed->begin(), changed->end());
  if (gitFiles(baseCommit, folder, ".sql", error))
    return true;
  if (std::optional<GitMove> move = gitMovedFrom(baseCommit, folder)) {
    folderInBase = move->from;
    for (const std::string &file : move->same)
      out.erase(file);
  }
  return true;
}

/// "migrations/001.sql" and "./migrations/001.sql" are one file.
static bool isIn(const std::set<std::string> &set, const std::string &name) {
  return set.count(name) || set.count(tidy(name));
}

void CheckRun::checkMigration(const history::Migration &m, history::Tool tool) {
  if (session.config && session.config->downRequired && !m.down.isValid() && !m.takesBack &&
      !m.repeatable)
    session.diags.report(SourceRange(m.up.begin), diag::warn_migration_no_down, m.name);
  std::vector<IndexChange> changes = checkScript(m.script, m.up, isWrapped(m, tool));
  release.indexes.insert(release.indexes.end(), changes.begin(), changes.end());
  // What a released file made is in use, also where somebody changes the file. Changesets are told
  // apart before.
  bool isReleased = tool != history::Tool::Liquibase &&
                    checked.back().released.contains(std::string(session.sources.name(m.file)));
  if (m.script.plan.phases.empty() || isReleased)
    return;
  for (const Op &op : m.script.plan.phases.front().steps)
    if (auto create = dynOp<CreateTableOp>(op))
      release.created.insert(create->table().name);
}

/// What the files behind \p m cannot be sure of.
void CheckRun::followTaint(const history::Migration &m) {
  for (const Phase &phase : m.script.plan.phases)
    for (const Op &op : phase.steps)
      taint.add(op);
}

/// Each file by itself.
void CheckRun::judgeEach(std::span<history::Migration *const> all, history::Tool tool) {
  for (size_t i = 0; i < all.size(); ++i) {
    release = {};
    release.next = i + 1 < all.size() ? &all[i + 1]->script.end : nullptr;
    checkMigration(*all[i], tool);
    followTaint(*all[i]);
  }
}

/// \p wanted: the files that are one release; null: each file of \p history is one by itself.
int CheckRun::judge(history::History &history, history::Tool tool,
                    const std::set<std::string> *wanted, std::set<std::string> &judged) {
  release = {};
  taint = {};
  ReleaseLocks locks;
  std::vector<history::Migration *> list;
  for (history::Migration &m : history.migrations)
    if (!wanted ||
        (isIn(*wanted, std::string(session.sources.name(m.file))) && !asReleased.contains(&m)))
      list.push_back(&m);
  if (!session.readStatistics())
    return ExitUsage;
  if (!history.migrations.empty()) {
    Schema last = history.migrations.back().script.end; // it is known, also where nothing is judged
    session.applyStatistics(last);
  }
  for (history::Migration *m : list)
    prepare(m->script);
  for (const history::Migration &m : history.migrations)
    judged.insert(std::string(session.sources.name(m.file)));
  for (const history::Migration *m : list)
    checked.back().judged.push_back({m, isTransaction(isWrapped(*m, tool))});
  if (!wanted) {
    judgeEach(list, tool);
    return ExitOk;
  }
  if (!list.empty())
    release.end = &list.back()->script.end;
  auto next = list.begin();
  for (const history::Migration &m : history.migrations) {
    if (next == list.end() || *next != &m) {
      session.coverage->statements += int64_t(m.script.statements.size());
      session.coverage->history += int64_t(m.script.statements.size());
      followTaint(m);
      continue;
    }
    ++next;
    locks.add(m.script, isTransaction(isWrapped(m, tool)), release.created, session.sources,
              session.context);
    checkMigration(m, tool);
    followTaint(m);
  }
  locks.report(releaseLimit(), session.ruleOptions.budget, session.diags);
  return ExitOk;
}

/// \p isJudged: nobody edits it otherwise, so nothing is said of it.
FileId CheckRun::addText(const std::string &path, std::string text, bool isJudged) {
  FileId id = session.sources.addBuffer(path, std::move(text));
  if (!isJudged) {
    session.markHistory(id);
    session.released.insert(id.index);
  }
  return id;
}

/// What steers the tool of a history.
std::vector<history::File> CheckRun::readSettings(
    const std::string &folder, const std::vector<std::string> &named,
    const std::function<bool(const std::string &, const std::string &)> &judged) {
  std::vector<history::File> files;
  std::string error;
  for (const std::string &path : settingsAbove(folder, named))
    if (std::optional<std::string> text = readFile(path, error)) {
      bool isJudged = judged(path, *text);
      files.push_back({"../" + path, addText(path, std::move(*text), isJudged)});
    }
  return files;
}

/// One that cannot be read is told of; the rest is judged by what is known without it.
void CheckRun::readMigrations(const std::string &folder, const std::vector<std::string> &named,
                              std::vector<history::File> &files,
                              const std::function<bool(const std::string &)> &judged) {
  std::vector<std::string> paths = named;
  for (std::string &path : paths)
    path = folder == "." ? path : folder + "/" + path;
  std::vector<FileText> texts = readFiles(paths);
  for (size_t i = 0; i < named.size(); ++i) {
    auto &[text, error] = texts[i];
    bool isThere = text && (error = notText(paths[i], *text)).empty();
    bool isJudged = judged(paths[i]);
    FileId id = addText(paths[i], isThere ? std::move(*text) : "", isJudged);
    files.push_back({named[i], id, !isThere});
    if (isThere)
      continue;
    session.diags.report(SourceRange(session.sources.begin(id)), diag::err_cannot_read, paths[i],
                         error);
    unreadable |= isJudged;
  }
}

int CheckRun::checkHistory(const std::string &given, const std::vector<std::string> &only) {
  std::string folder = tidy(given), error;
  std::set<std::string> wanted;
  for (const std::string &file : only)
    wanted.insert(tidy(file));
  bool based = session.line.has("base") && (only.empty() || baseIsRevision());
  bool all = only.empty() && !based;
  if (based) {
    std::set<std::string> changed;
    if (!changedFiles(folder, changed))
      return ExitUsage;
    if (only.empty())
      wanted = std::move(changed);
    else
      std::erase_if(wanted, [&](const std::string &name) { return !changed.count(name); });
  }
  session.beginAnalysis();
  if (std::string closed; findUnreadable(folder, closed, error)) {
    session.diags.report({}, diag::err_cannot_read, closed, error);
    return ExitUnreadable;
  }
  std::vector<std::string> named = historyFiles(folder);
  std::vector<history::File> files =
      readSettings(folder, named, [&](const std::string &path, const std::string &text) {
        return only.empty() && !(based && gitShow(baseCommit, path, error) == text);
      });
  const size_t settings = files.size();
  readMigrations(folder, named, files,
                 [&](const std::string &path) { return all || isIn(wanted, path); });
  std::optional<history::Tool> tool = history::recognize(session.sources, files);
  // Files without the history that they belong to: what they mention was there.
  bool alone = !only.empty() &&
               std::all_of(files.begin() + ptrdiff_t(settings), files.end(), [&](auto &file) {
                 return isIn(wanted, std::string(session.sources.name(file.id)));
               });
  if (!alone && !only.empty())
    session.neighbours.push_back(folder);
  sql::Options options;
  options.version = version();
  options.assumeMissing = alone;
  options.rowsToo = true;
  if (options.version < 0)
    return ExitUsage;
  if (!tool && only.empty()) {
    session.diags.report({}, diag::err_state_empty_folder, folder);
    return ExitUnreadable;
  }
  if (tool == history::Tool::Prisma && only.empty())
    session.reportFoldersWithoutMigration(folder, named);
  std::set<std::string> judged;
  if (tool) {
    read.push_back(std::make_unique<history::History>(history::replayFromAnywhere(
        session.sources, files, *tool, session.context, session.diags, options)));
    options.assumeMissing |= read.back()->beginsLate;
    checked.push_back({folder, files, read.back().get(), options, {}, releasedFiles(folder)});
    if (based)
      compareWithReleased(*read.back(), folder, wanted, only.empty());
    // Who names every file there is, as `m/*.sql` does, names the folder.
    bool eachAlone = all || (alone && !based);
    if (int code = judge(*read.back(), *tool, eachAlone ? nullptr : &wanted, judged))
      return code;
  }
  // What is no part of the history after all: a way back, a script beside it.
  for (const std::string &file : only)
    if (isIn(wanted, file) && !isIn(judged, file)) {
      auto it = std::ranges::find_if(
          files, [&](const history::File &f) { return session.sources.name(f.id) == tidy(file); });
      if (int code = checkSqlFile(file, it == files.end() ? FileId() : it->id))
        return code;
    }
  return ExitOk;
}

} // namespace schemac
