//===- CheckMigrations.cpp - SQL files and histories to findings ----------===//
//
// A file of a history is judged by the state that the files before it leave. A
// file by itself is judged as if everything that it mentions had been there, in
// use and of unknown size.
//
//===----------------------------------------------------------------------===//
#include "CheckRun.h"
#include "Config.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Git.h"
#include "schemac/Frontend/History/History.h"
#include "schemac/Rules/Diags.h"
#include "schemac/Rules/Migration.h"
#include "schemac/Rules/Rules.h"
#include "schemac/Support/Amounts.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <algorithm>

namespace schemac {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static MigrationStatement::Kind kindOf(sql::StatementKind kind) {
  using From = sql::StatementKind;
  switch (kind) {
  case From::Change:
    return MigrationStatement::Change;
  case From::Data:
    return MigrationStatement::Data;
  case From::Begin:
    return MigrationStatement::Begin;
  case From::Commit:
    return MigrationStatement::Commit;
  case From::Rollback:
    return MigrationStatement::Rollback;
  case From::Setting:
    return MigrationStatement::Setting;
  case From::Utility:
    return MigrationStatement::Utility;
  case From::Opaque:
  case From::Invalid:
    return MigrationStatement::Opaque;
  case From::Ignored:
  case From::Meta:
    return MigrationStatement::Other;
  }
  return MigrationStatement::Other;
}

/// A statement, or the parts of it where it is divided. The parts of a DO block are one
/// transaction.
static void addStatement(Migration &m, const sql::Statement &s, unsigned block, unsigned &blocks) {
  if (s.parts.empty()) {
    m.statements.push_back(
        {kindOf(s.kind), s.range, s.first, s.count, s.setting, s.value, s.local, block, s.unseen});
    return;
  }
  if (!block)
    block = ++blocks;
  for (const sql::Statement &part : s.parts)
    addStatement(m, part, block, blocks);
}

/// The script in the words of the rules; it points into \p script.
static Migration migrationOf(const sql::Script &script, SourceRange range) {
  Migration m;
  m.range = range;
  m.start = &script.start;
  m.end = &script.end;
  if (!script.plan.phases.empty())
    m.steps = script.plan.phases.front().steps;
  unsigned blocks = 0;
  for (const sql::Statement &s : script.statements)
    addStatement(m, s, 0, blocks);
  return m;
}

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

int CheckRun::version() {
  if (chosenVersion == 0) {
    LoadedState from, to;
    chosenVersion = session.chooseDialect(from, to) ? to.schema.version : -1;
    if (chosenVersion > 0 && to.schema.dialect.str() != "postgres") {
      session.diags.report({}, diag::err_dialect_mismatch, "SQL of migrations", "postgres",
                           "--dialect", to.schema.dialect.str());
      chosenVersion = -1;
    }
  }
  return chosenVersion;
}

/// Dialect, version and sizes, which no migration says.
void CheckRun::prepare(sql::Script &script) const {
  for (Schema *state : {&script.start, &script.end}) {
    state->dialect = session.context.name("postgres");
    state->version = chosenVersion;
    for (const auto &[name, size] : sizes)
      if (Table *t = state->edit<Table>(name)) {
        t->rows = size.first;
        t->bytes = size.second;
      }
  }
  for (sql::Script &branch : script.branches)
    prepare(branch);
}

/// Reads the statistics for the tables that \p state has.
bool CheckRun::loadSizes(const Schema &state) {
  if (!session.line.has("stats"))
    return true;
  Schema sized = state;
  if (!session.applyStatistics(*session.line.value("stats"), sized))
    return false;
  for (const Table &t : sized.tables())
    if (t.rows >= 0 || t.bytes >= 0)
      sizes[t.name] = {t.rows, t.bytes};
  return true;
}

bool CheckRun::isTransaction(bool wrapped) const {
  return session.config ? session.config->wrapped.value_or(wrapped) : wrapped;
}

/// How long a table may make others wait in a release: as the configuration says, or as long as it
/// may in one transaction.
std::optional<double> CheckRun::releaseLimit() const {
  if (std::optional<std::string> text = session.line.value("release-budget"))
    return parseDuration(*text);
  return session.ruleOptions.budget.limitMs(LockMode::AccessExclusive);
}

std::vector<IndexChange> CheckRun::checkScript(const sql::Script &script, SourceRange range,
                                               bool wrapped) {
  Migration m = migrationOf(script, range);
  m.wrapped = isTransaction(wrapped);
  m.release = release;
  m.taint = taint;
  if (!advisor)
    advisor.emplace(session.context, session.ruleOptions.budget);
  RuleOptions options = session.ruleOptions;
  // Several rules may ask about one step.
  options.advise = [this, last = static_cast<const Op *>(nullptr),
                    advice = std::string()](const Op &op, const Schema &before) mutable {
    if (last != &op)
      last = &op, advice = advisor->adviceFor(op, before);
    return advice;
  };
  std::vector<IndexChange> changes =
      runMigrationRules(m, session.context, session.diags, options, &*session.coverage);
  for (const sql::Script &branch : script.branches)
    checkScript(branch, range, wrapped || branch.inTransaction);
  return changes;
}

// --- files by themselves

int CheckRun::checkSqlFile(const std::string &file, FileId read) {
  std::string error;
  std::optional<std::string> text = read.isValid() ? std::string() : readFile(file, error);
  if (!text) {
    session.diags.report({}, diag::err_cannot_read, file, error);
    return ExitUnreadable;
  }
  session.beginAnalysis();
  // Comments of a text that is read twice would be looked at twice.
  FileId id = read.isValid() ? read : session.sources.addBuffer(file, std::move(*text));
  sql::Options options;
  options.assumeMissing = true;
  options.version = version();
  if (options.version < 0)
    return ExitUsage;
  scripts.push_back(std::make_unique<sql::Script>(
      sql::read(session.sources, id, session.context, session.diags, Schema(), options)));
  sql::Script &script = *scripts.back();
  if (!loadSizes(script.start))
    return ExitUsage;
  prepare(script);
  release.indexes.clear();
  release.end = nullptr;
  checkScript(script, session.sources.whole(id), false);
  return ExitOk;
}

/// The folder of the history that a file is part of.
static std::string historyOf(const std::string &file) {
  if (std::string project = sqitchProject(file); !project.empty())
    return project;
  llvm::StringRef folder = path::parent_path(file);
  llvm::StringRef named = path::filename(file);
  if (named == "migration.sql" || named == "up.sql" || named == "down.sql") // a folder for each
    folder = path::parent_path(folder);
  return folder.empty() ? "." : folder.str();
}

/// Files that stand in one folder are judged in their order, by what comes
/// before them.
int CheckRun::checkSqlFiles(const std::vector<std::string> &files) {
  std::map<std::string, std::vector<std::string>> folders;
  for (const std::string &file : files)
    folders[historyOf(file)].push_back(file);
  int exit = ExitOk;
  for (const auto &[folder, list] : folders)
    if (int code = checkHistory(folder, list); code && !exit)
      exit = code;
  return exit;
}

// --- histories

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
  if (m.script.plan.phases.empty())
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
  if (!list.empty() && !loadSizes(list.front()->script.start))
    return ExitUsage;
  for (history::Migration *m : list)
    prepare(m->script);
  if (wanted && !list.empty())
    release.end = &list.back()->script.end;
  for (history::Migration &m : history.migrations) {
    judged.insert(std::string(session.sources.name(m.file)));
    if (std::ranges::find(list, &m) == list.end()) {
      session.coverage->statements += int64_t(m.script.statements.size());
      session.coverage->history += int64_t(m.script.statements.size());
      followTaint(m);
      continue;
    }
    if (!wanted)
      release = {};
    bool wrapped = isTransaction(isWrapped(m, tool));
    if (wanted)
      locks.add(m.script, wrapped, release.created, session.sources, session.context);
    checkMigration(m, tool);
    followTaint(m);
    checked.back().judged.push_back({&m, wrapped});
  }
  locks.report(releaseLimit(), session.ruleOptions.budget, session.diags);
  return ExitOk;
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
  if (std::string unreadable; findUnreadable(folder, unreadable, error)) {
    session.diags.report({}, diag::err_cannot_read, unreadable, error);
    return ExitUnreadable;
  }
  std::vector<history::File> files;
  std::vector<std::string> named = historyFiles(folder);
  for (const std::string &path : settingsAbove(folder, named))
    if (std::optional<std::string> text = readFile(path, error)) {
      FileId id{session.sources.numBuffers()};
      bool isReleased = based && gitShow(baseCommit, path, error) == text;
      files.push_back({"../" + path, session.sources.addBuffer(path, std::move(*text))});
      if (isReleased || !only.empty()) {
        session.markHistory(id);
        session.released.insert(id.index);
      }
    }
  const size_t settings = files.size();
  for (const std::string &below : named) {
    std::string name = folder == "." ? below : folder + "/" + below;
    std::optional<std::string> text = readFile(name, error);
    if (!text) {
      session.diags.report({}, diag::err_cannot_read, name, error);
      return ExitUnreadable;
    }
    FileId id{session.sources.numBuffers()};
    files.push_back({below, session.sources.addBuffer(name, std::move(*text))});
    if (!all && !isIn(wanted, name)) {
      session.markHistory(id);
      session.released.insert(id.index);
    }
  }
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
  if (options.version < 0)
    return ExitUsage;
  if (!tool && only.empty()) {
    session.diags.report({}, diag::err_state_empty_folder, folder);
    return ExitUnreadable;
  }
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
