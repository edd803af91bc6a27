//===- PlanCommand.cpp - schemac plan -------------------------------------===//
#include "CommandStart.h"
#include "CommonOptions.h"
#include "PassNames.h"
#include "PlanRun.h"
#include "UntilExit.h"
#include "schemac/Driver/Budget.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/core.h>

namespace schemac {

static constexpr OptionSpec Specs[] = {
    {"from", "STATE", "the schema that is there: file, folder, git:REV:PATH, empty"},
    {"to", "STATE", "the schema that is wanted"},
    {"out", "DIR", "write the plan's files there"},
    {"force", "", "overwrite what is in DIR"},
    {"name", "NAME", "name of the plan (default: from DIR, or 'plan')"},
    {"dialect", "NAME[:VERSION]", "postgres:16 (default: the sources', newest version)"},
    options::Stats,
    options::LockBudget,
    options::SmallTable,
    options::Traffic,
    {"rename", "OLD=NEW", "declare a rename: User.phone=phone_number", true},
    {"not-renamed", "OLD=NEW", "declare that two alike things are not a rename", true},
    {"move", "OLD=NEW", "a column went to another table: User.bio=Profile.bio", true},
    {"confirm-drop", "NAME", "a drop is meant: User.phone, User, all; with ,archive", true},
    {"backfill", "COLUMN=SQL", "value for rows that have none: User.phone=\"''\"", true},
    {"emit", "STAGE", "print instead: schema-ir, plan-ir or sql"},
    {"stop-after", "STAGE", "stop after parse, diff or lower"},
    {"print-after", "PASS", "print the plan after a pass, or after all", true},
    {"config", "FILE", "the configuration (default: the nearest schemac.yaml above)"},
    {"no-config", "", "read none"},
    {"allow-plugin", "FILE[=SHA256]", "load the library of rules FILE, which the configuration has",
     true},
    options::Var,
    options::VarFile,
    options::Warnings,
    {"format", "FORM", "text (default), json, sarif, sql or sir"},
    options::Color,
    options::Help,
};

/// What is wrong with the command line; empty when nothing is.
static std::string checkOptions(const CommandLine &line) {
  if (!line.has("from") || !line.has("to"))
    return "--from and --to are needed";
  if (!line.positional.empty())
    return fmt::format("unexpected argument '{}'", line.positional.front());
  if (!line.isOneOf("format", {"text", "json", "sarif", "sql", "sir"}))
    return "--format is text, json, sarif, sql or sir";
  if (!line.isOneOf("emit", {"schema-ir", "plan-ir", "sql"}))
    return "--emit is schema-ir, plan-ir or sql";
  if (!line.isOneOf("stop-after", {"parse", "diff", "lower"}))
    return "--stop-after is parse, diff or lower";
  if (!line.isOneOf("color", {"auto", "always", "never"}))
    return "--color is auto, always or never";
  for (std::string_view option : {"rename", "not-renamed", "move", "backfill"})
    for (const std::string &pair : line.all(option))
      if (size_t equals = pair.find('='); equals == std::string::npos || equals == 0 ||
                                          pair.find_first_not_of(" \t", equals + 1) == pair.npos)
        return fmt::format("--{} '{}' is not of the form {}", option, pair,
                           option == "backfill" ? "COLUMN=SQL" : "OLD=NEW");
  if (std::string wrong = checkPrintAfter(line); !wrong.empty())
    return wrong;
  LockBudget budget;
  return readBudget(line, budget);
}

/// "1_expand/up.sql", "PLAN.md": files of a plan, by their names below its folder.
static bool isOfPlan(llvm::StringRef path) {
  auto [folder, file] = path.split('/');
  if (file.empty())
    return folder == "plan.sir" || folder == "plan.json" || folder == "PLAN.md";
  llvm::StringRef number = folder.take_while([](char c) { return c >= '0' && c <= '9'; });
  bool phase = !number.empty() && folder.drop_front(number.size()).starts_with("_");
  return phase && !file.contains('/') && file.ends_with(".sql") &&
         (file.starts_with("up") || file.starts_with("down"));
}

/// What in \p folder is no file of a plan, so that --force may not replace it; empty when nothing
/// is.
static std::string otherFile(const std::string &folder) {
  namespace fs = llvm::sys::fs;
  if (!fs::is_directory(folder))
    return llvm::sys::path::filename(folder).str();
  std::error_code ec;
  for (fs::recursive_directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec))
    if (it->type() != fs::file_type::directory_file) {
      llvm::StringRef path = llvm::StringRef(it->path()).drop_front(folder.size());
      path = path.ltrim('/');
      if (!isOfPlan(path))
        return path.str();
    }
  return ec ? ec.message() : "";
}

/// Writes the files of a plan. Everything goes to a folder beside \p folder first, so that a
/// failure leaves nothing half-written.
static bool writePlan(Session &session, const std::string &folder, bool force,
                      const std::vector<PlanFile> &files) {
  namespace fs = llvm::sys::fs;
  auto fail = [&](const std::string &path, std::string reason) {
    session.diags.report({}, diag::err_cannot_write, path, reason);
    return false;
  };
  if (fs::exists(folder) && !force) {
    session.diags.report({}, diag::err_out_exists, folder);
    return false;
  }
  if (fs::exists(folder))
    if (std::string other = otherFile(folder); !other.empty())
      return fail(folder, fmt::format("'{}' is no file of a plan, and would be lost", other));
  std::string staging = folder + ".schemac-" + std::to_string(llvm::sys::Process::getProcessId());
  bool ok = true;
  for (const PlanFile &file : files) {
    llvm::SmallString<128> path(staging);
    llvm::sys::path::append(path, file.path);
    std::string error;
    if (std::error_code ec = fs::create_directories(llvm::sys::path::parent_path(path)))
      ok = fail(folder, ec.message());
    else if (!writeFile(std::string(path), file.text, error))
      ok = fail(folder + "/" + file.path, error);
    if (!ok)
      break;
  }
  // Without --force a folder that came meanwhile stays: the rename fails on it. With it, the old
  // one steps aside, and comes back when the new one cannot take its place.
  std::string aside = staging + ".old";
  bool moved = false;
  if (ok && force && fs::exists(folder)) {
    std::error_code ec = fs::rename(folder, aside);
    ok = !ec || fail(folder, ec.message());
    moved = !ec;
  }
  if (ok)
    if (std::error_code ec = fs::rename(staging, folder))
      ok = fail(folder, ec.message());
  if (!ok)
    (void)fs::remove_directories(staging);
  if (moved && ok)
    (void)fs::remove_directories(aside);
  else if (moved)
    if (std::error_code ec = fs::rename(aside, folder))
      fail(folder, fmt::format("{}; what it was is in '{}'", ec.message(), aside));
  return ok;
}

/// "written: migrations/0042_add_phone (3 × up/down, PLAN.md, plan.json, plan.sir)"
static std::string writtenLine(const std::string &folder, const std::vector<PlanFile> &files) {
  size_t phases = 0;
  for (const PlanFile &f : files)
    phases += f.path.size() > 6 && f.path.compare(f.path.size() - 6, 6, "up.sql") == 0;
  return fmt::format("written: {} ({} × up/down, PLAN.md, plan.json, plan.sir)\n", folder, phases);
}

static void printPlan(const Session &session, const PlanRun &run, llvm::raw_ostream &os) {
  std::string form = session.line.value("emit").value_or(session.format());
  if (form == "plan-ir" || form == "sir" || !run.document.plan) {
    Module module;
    module.plans.push_back(run.unit->plan);
    printSir(module, os);
  } else if (form == "sql") {
    os << renderSql(run.document);
  } else if (form == "text") {
    os << renderText(run.document, 100);
  }
}

/// The diagnostics document of --format json with the plan as a member.
static void printJson(Session &session, const PlanRun &run, llvm::raw_ostream &os) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  session.printDiagnostics(stream);
  auto document = llvm::json::parse(text);
  if (document && run.document.plan)
    if (auto plan = llvm::json::parse(renderJson(run.document)))
      (*document->getAsObject())["plan"] = std::move(*plan);
  if (document)
    os << llvm::formatv("{0:2}\n", *document);
}

int runPlan(std::span<const char *const> arguments) {
  CommandLine line;
  static constexpr Usage Said{
      "plan", "--from STATE --to STATE [--out DIR] [options]", "",
      "schemac plan --from git:main:prisma/schema.prisma --to prisma/schema.prisma "
      "--out plans/42"};
  if (std::optional<int> exit = startCommand(line, arguments, Specs, Said))
    return *exit;
  if (std::string wrong = checkOptions(line); !wrong.empty())
    return usageError("plan", wrong);

  Session &session = untilExit(std::make_unique<Session>(line));
  PlanRun &run =
      untilExit(std::make_unique<PlanRun>(session, *line.value("from"), *line.value("to")));
  int exit = session.badConfig ? int(ExitUsage) : run.compile();
  if (session.pluginsFailed() && exit == ExitOk)
    exit = ExitUsage;

  std::string written;
  if (exit == ExitOk && !session.diags.hasErrors() && run.document.plan && line.has("out")) {
    std::string folder = *line.value("out");
    while (folder.size() > 1 && folder.back() == '/')
      folder.pop_back();
    std::vector<PlanFile> files = renderFiles(run.document);
    if (writePlan(session, folder, line.has("force"), files))
      written = writtenLine(folder, files);
    else
      exit = ExitUsage;
  }
  if (session.format() == "json") {
    printJson(session, run, llvm::outs());
  } else {
    session.printDiagnostics(llvm::outs());
    if (run.hasOutput(exit))
      run.printSchemas ? run.printSchemaIr(llvm::outs()) : printPlan(session, run, llvm::outs());
    llvm::outs() << written;
  }
  if (exit == ExitOk && session.diags.hasErrors())
    exit = ExitFindings;
  return exit;
}

} // namespace schemac
