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
#include "schemac/Frontend/History/History.h"
#include "schemac/Rules/Diags.h"
#include "schemac/Rules/Migration.h"
#include "schemac/Rules/Rules.h"
#include "schemac/Support/Amounts.h"
#include "llvm/Support/Path.h"
#include <algorithm>

namespace schemac {

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
    m.statements.push_back({kindOf(s.kind),
                            s.range,
                            s.first,
                            s.count,
                            s.setting,
                            s.value,
                            s.local,
                            block,
                            s.unseen,
                            {},
                            s.built});
    for (const sql::Supposed &one : s.supposed)
      m.statements.back().supposed.push_back({one.range, one.steps, one.taken, one.looped});
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

/// Dialect, version, sizes and traffic, which no migration says.
void CheckRun::prepare(sql::Script &script) const {
  bool saysTraffic = session.line.has("traffic") || session.line.has("stats") ||
                     (session.config && !session.config->traffic.empty());
  for (Schema *state : {&script.start, &script.end}) {
    state->dialect = session.context.name("postgres");
    state->version = chosenVersion;
    session.applyStatistics(*state);
    if (saysTraffic)
      session.applyTraffic(*state);
  }
  for (sql::Script &branch : script.branches)
    prepare(branch);
}

bool CheckRun::isTransaction(bool wrapped) const {
  return session.config ? session.config->wrapped.value_or(wrapped) : wrapped;
}

/// How long a table may make others wait in a release: as the configuration says, or as long as it
/// may in one transaction.
std::optional<ReleaseLocks::Limit> CheckRun::releaseLimit() const {
  if (std::optional<std::string> text = session.line.value("release-budget"))
    return ReleaseLocks::Limit{parseDuration(*text)};
  return std::nullopt;
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
  if (!session.readStatistics())
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

} // namespace schemac
