//===- CheckCommand.cpp - schemac check -----------------------------------===//
#include "Baseline.h"
#include "CheckRun.h"
#include "CommandStart.h"
#include "CommonOptions.h"
#include "Config.h"
#include "FoldUnread.h"
#include "UntilExit.h"
#include "schemac/Driver/Budget.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Support/Amounts.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

static constexpr OptionSpec Specs[] = {
    {"base", "REV", "report only what was added since REV, a revision or a STATE"},
    {"dialect", "NAME[:VERSION]", "postgres:16 (default: the sources', newest version)"},
    options::Stats,
    options::LockBudget,
    {"release-budget", "TIME", "how long a table may make them wait in all files of a release"},
    options::SmallTable,
    options::Traffic,
    {"fail-on", "LEVEL", "error (default), warning or none: from when on the exit code is 1"},
    {"fix", "[=unsafe]", "apply fix-its that change no meaning; =unsafe: all"},
    {"baseline", "FILE", "do not report what FILE has"},
    {"update-baseline", "", "write what is found to the baseline"},
    {"config", "FILE", "the configuration (default: the nearest schemac.yaml above)"},
    {"no-config", "", "read none"},
    {"allow-plugin", "FILE[=SHA256]", "load the library of rules FILE, which the configuration has",
     true},
    options::Var,
    options::VarFile,
    {"W", "…", "-WRULE, -Wno-RULE, -Werror=RULE, -Werror; RULE may be a group"},
    {"format", "FORM", "text (default), json, sarif, github, gitlab or junit"},
    options::Color,
    options::Help,
};

/// What is wrong with the command line; empty when nothing is.
static std::string checkOptions(const CommandLine &line) {
  if (!line.isOneOf("format", {"text", "json", "sarif", "github", "gitlab", "junit"}))
    return "--format is text, json, sarif, github, gitlab or junit";
  if (!line.isOneOf("fail-on", {"error", "warning", "none"}))
    return "--fail-on is error, warning or none";
  if (!line.isOneOf("fix", {"", "unsafe"}))
    return "--fix is given alone or as --fix=unsafe";
  if (!line.isOneOf("color", {"auto", "always", "never"}))
    return "--color is auto, always or never";
  if (std::optional<std::string> time = line.value("release-budget");
      time && *time != "any" && !parseDuration(*time))
    return fmt::format("'{}' is no duration: 500ms, 1s, 2min, 1h or any", *time);
  LockBudget budget;
  return readBudget(line, budget);
}

static std::string counted(int64_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

/// What was looked at, what was not, and what was found: the last line.
static void printSummary(const Session &session, const Baseline &baseline, llvm::raw_ostream &os) {
  const Coverage &c = *session.coverage;
  std::vector<std::string> what;
  if (c.schemas)
    what.push_back(counted(c.schemas, "schema", "schemas"));
  if (c.statements)
    what.push_back(counted(c.statements, "statement", "statements"));
  os << "checked " << (what.empty() ? "nothing" : fmt::format("{}", fmt::join(what, ", ")));
  if (c.history)
    os << fmt::format(" ({} of them replayed only{}{})", c.history,
                      session.neighbours.empty() ? "" : ", as the history in ",
                      fmt::join(session.neighbours, " and "));
  if (c.opaque)
    os << fmt::format("; {} not analysed, nothing is said of what {} may do", c.opaque,
                      c.opaque == 1 ? "it" : "they");
  if (c.tainted)
    os << fmt::format("; {} judged without knowing what {} changed", c.tainted,
                      c.opaque == 1 ? "that one" : "those");
  if (c.unjudged)
    os << fmt::format("; nothing is said of what the rules of {} forbid",
                      counted(c.unjudged, "plugin", "plugins"));
  os << fmt::format(": {}, {}", counted(session.printedErrors, "error", "errors"),
                    counted(session.printedWarnings, "warning", "warnings"));
  if (c.suppressed)
    os << fmt::format(", {} allowed by comments", c.suppressed);
  if (baseline.accepted())
    os << fmt::format(", {} in the baseline", baseline.accepted());
  os << "\n";
  std::vector<std::string> fixed = baseline.fixed(session.released);
  if (fixed.empty())
    return;
  constexpr size_t most = 10;
  os << fmt::format("{} of the baseline no longer {}: --update-baseline takes {} out\n",
                    counted(int64_t(fixed.size()), "finding", "findings"),
                    fixed.size() == 1 ? "occurs" : "occur", fixed.size() == 1 ? "it" : "them");
  for (size_t i = 0; i < std::min(fixed.size(), most); ++i)
    os << "  " << fixed[i] << "\n";
  if (fixed.size() > most)
    os << fmt::format("  and {} more\n", fixed.size() - most);
}

/// What --fix did.
struct Fixed {
  size_t files = 0;                ///< written
  std::vector<std::string> report; ///< lines about files that became phases, or did not
};

static std::vector<std::vector<TextEdit>>
editsOf(const Session &session, const std::vector<Diagnostic> &found, bool unsafeToo) {
  std::vector<std::vector<TextEdit>> byFile(session.sources.numBuffers());
  for (const Diagnostic &d : found)
    for (const FixIt &f : d.fixes) {
      bool wanted = f.kind == FixKind::Safe || (unsafeToo && f.kind == FixKind::Unsafe);
      if (!wanted || f.edits.empty())
        continue;
      for (const TextEdit &e : f.edits)
        if (FileId file = session.sources.fileOf(e.range.begin); file.isValid())
          byFile[file.index].push_back(e);
      break; // fixes of one finding are alternatives
    }
  return byFile;
}

/// Writes new files first: a history that has them twice over is better than one that lacks them.
/// Where one cannot be written, those are taken away again.
static bool writeAll(Session &session, const std::map<std::string, std::string> &files) {
  namespace fs = llvm::sys::fs;
  std::vector<const std::pair<const std::string, std::string> *> order;
  for (const auto &file : files)
    order.push_back(&file);
  auto old = std::stable_partition(order.begin(), order.end(),
                                   [](auto *file) { return !fs::exists(file->first); });
  for (auto it = order.begin(); it != order.end(); ++it) {
    const auto &[path, text] = **it;
    std::string error, folder = llvm::sys::path::parent_path(path).str();
    if (std::error_code ec = folder.empty() ? std::error_code() : fs::create_directories(folder))
      error = ec.message();
    if (error.empty() && writeFile(path, text, error))
      continue;
    session.diags.report({}, diag::err_cannot_write, path, error);
    for (auto made = order.begin(); made != std::min(it, old); ++made)
      (void)fs::remove((*made)->first); // what went wrong first is reported
    return false;
  }
  return true;
}

/// Applies the fix-its of what was found to the files, and writes what becomes of files that are
/// rewritten into phases. Nothing when a file could not be written.
static std::optional<Fixed> applyFixes(Session &session, const CheckRun &run,
                                       const std::vector<Diagnostic> &found, bool unsafeToo) {
  std::vector<std::vector<TextEdit>> byFile = editsOf(session, found, unsafeToo);
  PhaseFixer phases(session, found);
  if (unsafeToo)
    for (const CheckedHistory &history : run.histories())
      phases.run(history, byFile);
  auto isReleased = [&](const std::string &path) {
    return std::ranges::any_of(run.histories(),
                               [&](const auto &h) { return h.released.count(path) != 0; });
  };
  for (unsigned i = 0; i < byFile.size(); ++i) {
    std::string path(session.sources.name(FileId{i}));
    if (!byFile[i].empty() && !isReleased(path) && !phases.rewritten.count(i) &&
        llvm::sys::fs::exists(path))
      phases.files[path] = applyEdits(session.sources, FileId{i}, std::move(byFile[i]));
  }
  if (!writeAll(session, phases.files))
    return std::nullopt;
  return Fixed{phases.files.size(), std::move(phases.report)};
}

static bool readBaseline(Session &session, Baseline &baseline) {
  std::optional<std::string> path = session.line.value("baseline");
  if (!path || session.line.has("update-baseline"))
    return true;
  std::string error;
  std::optional<std::string> text = readFile(*path, error);
  if (text && baseline.parse(*text, *path, error))
    return true;
  if (!text)
    error += "; --update-baseline writes it";
  session.diags.report({}, diag::err_baseline, *path, error);
  return false;
}

/// What the command line names; when it names nothing, all sources of the configuration.
static std::vector<std::string> pathsToCheck(const Session &session) {
  const std::vector<std::string> &given = session.line.positional;
  if (!session.config)
    return given;
  std::vector<std::string> paths;
  for (const auto &[name, list] : session.config->sources)
    if (given.empty())
      paths.insert(paths.end(), list.begin(), list.end());
  for (const std::string &path : given) {
    auto source = session.config->sources.find(path);
    if (source == session.config->sources.end() || llvm::sys::fs::exists(path))
      paths.push_back(path);
    else
      paths.insert(paths.end(), source->second.begin(), source->second.end());
  }
  return paths;
}

static bool failed(const Session &session) {
  std::string level = session.line.value("fail-on").value_or("error");
  return (session.printedErrors && level != "none") ||
         (session.printedWarnings && level == "warning");
}

int runCheck(std::span<const char *const> arguments) {
  CommandLine line;
  static constexpr Usage Said{"check", "PATH… [--base REV] [options]", "",
                              "schemac check prisma/schema.prisma --base origin/main"};
  if (std::optional<int> exit = startCommand(line, arguments, Specs, Said))
    return *exit;
  if (std::string wrong = checkOptions(line); !wrong.empty())
    return usageError("check", wrong);

  Session &session = untilExit(std::make_unique<Session>(line));
  line = session.line; // with the configuration's options
  session.textToOutput = true;
  readBudget(line, session.ruleOptions.budget);
  if (line.has("update-baseline") && !line.has("baseline") && !session.badConfig)
    return usageError("check", "--update-baseline needs --baseline FILE, or one in schemac.yaml");
  std::vector<std::string> paths = pathsToCheck(session);
  if (paths.empty() && !session.badConfig)
    return usageError("check", "name a file or folder to check, or sources in schemac.yaml");
  Baseline baseline(session.sources);
  CheckRun &run = untilExit(std::make_unique<CheckRun>(session));
  bool ready = !session.badConfig && readBaseline(session, baseline);
  int exit = ready ? run.run(paths) : ExitUsage;
  bool pluginsFailed = session.pluginsFailed();

  std::vector<Diagnostic> found;
  session.fold = [&](auto &all) { foldUnread(session.sources, all); };
  session.keep = [&](const Diagnostic &d) {
    if (line.has("baseline") && !baseline.isNew(d))
      return false;
    if (line.has("fix"))
      found.push_back(d);
    return !line.has("update-baseline") || !mayBeLowered(*d.info);
  };
  session.printDiagnostics(llvm::outs());
  if (exit == ExitOk && line.has("update-baseline")) {
    std::string error;
    Baseline old(session.sources); // one that cannot be read is written anew
    if (std::optional<std::string> text = readFile(*line.value("baseline"), error))
      if (old.parse(*text, *line.value("baseline"), error))
        baseline.keepOthers(old, session.released);
    if (!writeFile(*line.value("baseline"), baseline.render(), error)) {
      session.diags.report({}, diag::err_cannot_write, *line.value("baseline"), error);
      exit = ExitUsage;
    }
  }
  std::optional<Fixed> fixed;
  if (exit == ExitOk && line.has("fix")) {
    fixed = applyFixes(session, run, found, line.value("fix") == "unsafe");
    exit = fixed ? ExitOk : ExitUsage;
  }
  if (session.diags.hasErrors() && exit == ExitUsage)
    session.diags.flush(*createTextConsumer(session.sources, llvm::errs(), {}));
  if (session.format() == "text" && exit == ExitOk) {
    printSummary(session, baseline, llvm::outs());
    for (const std::string &text : fixed ? fixed->report : std::vector<std::string>())
      llvm::outs() << text << "\n";
    if (fixed)
      llvm::outs() << "fixed " << counted(int64_t(fixed->files), "file", "files") << "\n";
  }
  if (exit == ExitOk && pluginsFailed)
    return ExitUsage;
  if (exit == ExitOk && run.lacksFiles())
    return ExitUnreadable;
  return exit == ExitOk && failed(session) ? ExitFindings : exit;
}

} // namespace schemac
