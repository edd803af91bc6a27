//===- CheckRun.cpp - Schemas and migrations to findings ------------------===//
#include "CheckRun.h"
#include "OneState.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Git.h"
#include "schemac/Rules/Rules.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <array>

namespace schemac {

int CheckRun::run(const std::vector<std::string> &paths) {
  session.coverage.emplace();
  int exit = ExitOk;
  auto note = [&](int code) { exit = exit ? exit : code; };
  std::vector<std::string> sqlFiles;
  for (const std::string &path : paths)
    if (llvm::StringRef(path).ends_with(".sql") && !llvm::sys::fs::is_directory(path))
      sqlFiles.push_back(path);
    else
      note(checkPath(path));
  if (!sqlFiles.empty())
    note(checkSqlFiles(sqlFiles));
  if (!session.declaresVariables())
    note(ExitUnreadable);
  if (exit == ExitOk && (session.coverage->schemas || session.coverage->statements))
    session.reportTraffic(), session.reportStatistics();
  if (exit == ExitOk)
    session.endAnalysis();
  return exit;
}

int CheckRun::checkPath(const std::string &path) {
  bool isFolder = llvm::sys::fs::is_directory(path);
  bool hasSchema = !isFolder || !expandSources({path}).empty();
  int exit = ExitOk;
  if (hasSchema) {
    std::string base = baseOf(path);
    if (failed)
      return ExitUsage;
    exit = base.empty() ? checkSchema(path) : checkSchemaChange(base, path);
  }
  if (isFolder && (!hasSchema || hasSqlBelow(path)))
    if (int code = checkHistory(path, {}); code && !exit)
      exit = code;
  return exit;
}

int CheckRun::checkSchema(const std::string &path) {
  auto &nothing = *states.emplace_back(std::make_unique<LoadedState>());
  auto &state = *states.emplace_back(std::make_unique<LoadedState>());
  session.beginAnalysis();
  if (!session.load("empty", nothing) || !session.load(path, state) ||
      !session.lower(nothing, state))
    return ExitUnreadable;
  if (!session.chooseDialect(nothing, state))
    return ExitUsage;
  if (!session.proveSql(state))
    return ExitUnreadable;
  if (!session.readStatistics())
    return ExitUsage;
  session.applyStatistics(state.schema);
  session.applyTraffic(state.schema);
  session.reportOutside(state);
  dialectTakes(session, state.schema);
  ++session.coverage->schemas;
  runStateRules(nullptr, state.schema, session.ruleOptions, session.diags);
  return ExitOk;
}

int CheckRun::checkSchemaChange(const std::string &base, const std::string &path) {
  runs.push_back(std::make_unique<PlanRun>(session, base, path));
  int exit = runs.back()->compile();
  ++session.coverage->schemas;
  // What the change cannot be done without is reported, and a finding like others.
  return exit == ExitFindings || exit == ExitNoProof ? ExitOk : exit;
}

/// Whether a --base is a state, and no revision.
static bool isState(const std::string &base) {
  return base == "empty" || base.rfind("git:", 0) == 0 || llvm::sys::fs::exists(base);
}

bool CheckRun::baseIsRevision() const { return !isState(*session.line.value("base")); }

std::string CheckRun::baseOf(const std::string &path) {
  std::optional<std::string> base = session.line.value("base");
  if (!base)
    return {};
  if (isState(*base))
    return *base;
  std::string error;
  std::optional<std::string> commit = gitMergeBase(*base, path, error);
  if (!commit) {
    session.diags.report({}, diag::err_git, *base, error);
    failed = true;
    return {};
  }
  // A schema that the base does not have is new: everything in it is the branch's.
  bool isThere =
      std::ranges::any_of(std::array{".prisma", ".hcl", ".yaml", ".yml"}, [&](const char *s) {
        return gitFiles(*commit, path, s, error).has_value();
      });
  if (isThere)
    return "git:" + *commit + ":" + path;
  std::optional<GitMove> move = gitMovedFrom(*commit, path);
  return move ? "git:" + *commit + ":" + move->from : "empty";
}

} // namespace schemac
