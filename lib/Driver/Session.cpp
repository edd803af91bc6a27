//===- Session.cpp - What every command shares ----------------------------===//
#include "schemac/Driver/Session.h"
#include "Config.h"
#include "Globs.h"
#include "Plugins.h"
#include "Statistics.h"
#include "ValuePlaces.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Frontend/Hcl/Module.h"
#include "schemac/IR/Traits.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <fmt/core.h>

namespace schemac {

bool isGroup(std::string_view group, std::vector<std::string_view> &known) {
  for (const DiagInfo *info : allDiagnostics()) {
    if (group == info->rule || group == ruleFamily(info->rule) || group == codeName(*info) ||
        group == ruleCategory(*info))
      return true;
    for (std::string_view name :
         {std::string_view(info->rule), std::string_view(ruleFamily(info->rule)),
          std::string_view(ruleCategory(*info))})
      known.push_back(name);
  }
  return group == "all";
}

bool staysError(std::string_view group) {
  bool any = false;
  for (const DiagInfo *info : allDiagnostics()) {
    bool meant = group == "all" || group == info->rule || group == ruleFamily(info->rule) ||
                 group == codeName(*info) || group == ruleCategory(*info);
    if (meant && mayBeLowered(*info))
      return false;
    any |= meant;
  }
  return any;
}

Session::~Session() = default;

Session::Session(const CommandLine &given) : line(given) {
  loadConfig();
  loadPlugins();
  applyWarnings();
}

/// A setting of the configuration; the command line's come later and win.
static void applyLevel(DiagEngine &diags, const Config &config, const RuleLevel &level) {
  using Control = DiagEngine::Control;
  DiagEngine::Scope where;
  if (!level.paths.empty())
    where = [&config, paths = level.paths](std::string_view file) {
      std::string name = config.relative(file);
      return std::any_of(paths.begin(), paths.end(),
                         [&](const std::string &glob) { return matchesGlob(glob, name); });
    };
  if (level.level == RuleLevel::Off)
    return diags.control(level.group, Control::Disable, where);
  diags.control(level.group, Control::Enable, where);
  if (level.level == RuleLevel::Error)
    return diags.control(level.group, Control::AsError, where);
  // What is a warning anyway may still be raised by -Werror.
  for (const DiagInfo *info : allDiagnostics())
    if (info->level == Severity::Error &&
        (level.group == info->rule || level.group == ruleFamily(info->rule) ||
         level.group == codeName(*info) || level.group == ruleCategory(*info)))
      return diags.control(level.group, Control::NotAsError, where);
}

void Session::loadConfig() {
  if (line.has("no-config"))
    return;
  std::string path = line.value("config").value_or(findConfig()), error;
  if (path.empty())
    return;
  std::optional<std::string> text = readFile(path, error);
  if (!text) {
    diags.report({}, diag::err_cannot_read, path, error);
    badConfig = true;
    return;
  }
  auto read = std::make_unique<Config>();
  read->folder = llvm::sys::path::parent_path(path).str();
  FileId file = sources.addBuffer(path, std::move(*text));
  badConfig = !readConfig(sources, file, diags, *read);
  for (const auto &[name, value] : read->options)
    line.setDefault(name, value);
  ruleOptions = read->rules;
  config = std::move(read);
  for (bool forSome : {false, true}) // wherever they stand in the file
    for (const RuleLevel &level : config->levels)
      if (!level.paths.empty() == forSome)
        applyLevel(diags, *config, level);
  markHistory(FileId{0}); // comments in it suppress nothing
}

void Session::loadPlugins() {
  if (!line.takes("allow-plugin") || badConfig)
    return;
  plugins = std::make_unique<Plugins>();
  plugins->load(config.get(), line, diags, ruleOptions);
}

bool Session::pluginsFailed() {
  if (!plugins)
    return false;
  plugins->reportProblems(diags);
  if (coverage)
    coverage->unjudged = plugins->unjudged();
  return plugins->failed();
}

/// Whether a rule of the team's own is called so: of the configuration, or of a plugin, of which
/// those that are not loaded may have any.
static bool isCustom(const Session &session, std::string_view group) {
  auto isIt = [&](auto &rule) { return rule->name == group; };
  if (std::any_of(session.ruleOptions.custom.begin(), session.ruleOptions.custom.end(), isIt))
    return true;
  return session.plugins && group.starts_with("custom-") &&
         (session.plugins->rule(group) || session.plugins->unjudged());
}

void Session::applyWarnings() {
  for (const std::string &w : line.warnings()) {
    std::string_view group = w;
    auto strip = [&](std::string_view prefix) {
      if (group.substr(0, prefix.size()) != prefix)
        return false;
      group.remove_prefix(prefix.size());
      return true;
    };
    if (group == "error") {
      diags.setWarningsAsErrors(true);
      continue;
    }
    using Control = DiagEngine::Control;
    Control how = strip("no-error=") ? Control::NotAsError
                  : strip("error=")  ? Control::AsError
                  : strip("no-")     ? Control::Disable
                                     : Control::Enable;
    std::vector<std::string_view> known;
    if (isCustom(*this, group) || isGroup(group, known)) {
      diags.control(group, how);
      if ((how == Control::Disable || how == Control::NotAsError) && staysError(group))
        diags.report({}, diag::warn_rule_stays, group);
    } else {
      auto near = nearest(group, known);
      diags.report({}, diag::warn_unknown_group, w,
                   near ? fmt::format("; did you mean '{}'?", *near) : "");
    }
  }
}

/// "postgres:16" to its parts; version 0 when none is stated.
static bool splitDialect(std::string_view text, std::string_view &name, int &version) {
  size_t colon = text.find(':');
  name = text.substr(0, colon);
  version = 0;
  if (colon == std::string_view::npos)
    return true;
  version = parseVersion(text.substr(colon + 1));
  return version > 0;
}

std::string dialectFault(std::string_view text) {
  std::string_view name;
  int version = 0;
  bool ok = splitDialect(text, name, version);
  const Dialect *dialect = findDialect(name);
  if (!ok && dialect)
    return fmt::format("'{}' is no version of {}: {}:{}", text.substr(name.size() + 1),
                       dialect->display(), name, versionText(dialect->newestVersion()));
  if (!dialect) {
    std::vector<std::string_view> known;
    for (const Dialect *d : allDialects())
      known.push_back(d->name());
    auto near = nearest(name, known);
    return near ? fmt::format("unknown dialect '{}'; did you mean '{}'?", name, *near)
                : fmt::format("unknown dialect '{}'; there are {}", name, fmt::join(known, ", "));
  }
  if (version && dialect->oldestVersion() >= Minors && version < Minors)
    version *= Minors;
  if (version && (version < dialect->oldestVersion() || version > dialect->newestVersion()))
    return fmt::format("{} {} is not supported; the versions are {} to {}", dialect->display(),
                       versionText(version), versionText(dialect->oldestVersion()),
                       versionText(dialect->newestVersion()));
  return {};
}

/// What is written for MySQL may be planned for MariaDB.
static bool sameFamily(std::string_view a, std::string_view b) {
  const Dialect *x = findDialect(a), *y = findDialect(b);
  return a == b || (x && y && x->family() == y->family());
}

bool Session::chooseDialect(LoadedState &from, LoadedState &to) {
  Name stated = to.schema.dialect ? to.schema.dialect : from.schema.dialect;
  std::string_view name = stated ? stated.str() : "postgres";
  // Where a plan will run says what it may use.
  int version = from.isDatabase     ? from.schema.version
                : to.schema.version ? to.schema.version
                                    : from.schema.version;
  if (from.schema.dialect && to.schema.dialect &&
      !sameFamily(from.schema.dialect.str(), to.schema.dialect.str())) {
    diags.report({}, diag::err_dialect_mismatch, "the schema planned from",
                 from.schema.dialect.str(), "the target", to.schema.dialect.str());
    return false;
  }
  std::optional<std::string> option = line.value("dialect");
  if (option) {
    std::string_view wanted;
    if (!splitDialect(*option, wanted, version) || !findDialect(wanted)) {
      diags.report({}, diag::err_dialect_unknown, *option);
      return false;
    }
    if (stated && !sameFamily(wanted, name)) {
      diags.report({}, diag::err_dialect_mismatch, "the schema", name, "--dialect", wanted)
          .note("no command moves a schema to another database: its types, defaults and SQL would "
                "have to be said anew");
      return false;
    }
    name = wanted;
  }
  const Dialect *dialect = findDialect(name);
  if (!dialect) {
    diags.report({}, diag::err_dialect_unsupported, name);
    return false;
  }
  if (version == 0)
    version = dialect->newestVersion();
  if (dialect->oldestVersion() >= Minors && version < Minors)
    version *= Minors; // "mysql:8" is 8.0
  if (version < dialect->oldestVersion() || version > dialect->newestVersion()) {
    diags.report({}, diag::err_dialect_version, dialect->display(), versionText(version),
                 versionText(dialect->oldestVersion()), versionText(dialect->newestVersion()));
    return false;
  }
  for (LoadedState *state : {&from, &to}) {
    if (state->schema.dialect && state->schema.dialect.str() != dialect->name())
      canonicalizeTypes(state->schema, context, *dialect);
    state->schema.dialect = context.name(dialect->name());
    state->schema.version = version;
    fitAllPrivileges(state->schema, *dialect, version);
  }
  dialectName = fmt::format("{} {}", dialect->name(), versionText(version));
  return true;
}

static bool wantsColor(const CommandLine &line) {
  std::string when = line.value("color").value_or("auto");
  if (when != "auto")
    return when == "always";
  return !std::getenv("NO_COLOR") && llvm::sys::Process::StandardErrIsDisplayed();
}

/// Columns of lines on standard error; longer ones are hard to read even where they fit.
static unsigned terminalWidth() {
  unsigned columns = llvm::sys::Process::StandardErrColumns();
  return columns ? std::min(columns, 100u) : 100;
}

void Session::markHistory(FileId first) {
  leftovers.history.resize(sources.numBuffers(), false);
  std::fill(leftovers.history.begin() + first.index, leftovers.history.end(), true);
}

void Session::beginAnalysis() {
  if (suppressions)
    return;
  leftovers.unused = false;
  char today[16];
  std::time_t now = std::time(nullptr);
  std::strftime(today, sizeof today, "%Y-%m-%d", std::gmtime(&now));
  suppressions = std::make_unique<Suppressions>(sources, today);
  auto values = std::make_shared<ValuePlaces>(
      sources, [this](std::string_view text) { return sqlDialect(text); });
  suppressions->isValue = [values](FileId file, Loc at) { return values->contains(file, at); };
  diags.setFilter([this](const Diagnostic &d) {
    if (released.count(sources.fileOf(d.range.begin).index))
      return true;
    bool allowed = suppressions->allows(d);
    if (allowed && coverage)
      ++coverage->suppressed;
    return allowed;
  });
}

using MakeConsumer = std::unique_ptr<DiagConsumer> (*)(const SourceManager &, llvm::raw_ostream &,
                                                       RunInfo);
static constexpr std::pair<std::string_view, MakeConsumer> MachineFormats[] = {
    {"json", createJsonConsumer},     {"sarif", createSarifConsumer},
    {"github", createGithubConsumer}, {"gitlab", createGitlabConsumer},
    {"junit", createJunitConsumer},
};

/// Code hosts show these beside the lines of a change, and know no files but those of the working
/// tree.
static bool isOfTree(std::string_view format) { return format != "text" && format != "json"; }

/// A place in a revision as one in the working tree, whose lines are others: the file as a whole,
/// and nowhere when it is gone.
SourceRange Session::inTree(SourceRange range) {
  auto it = range.isValid() ? ofRevision.find(sources.decode(range.begin).file) : ofRevision.end();
  if (it == ofRevision.end())
    return range;
  return llvm::sys::fs::exists(it->second) ? SourceRange(sources.addExternal(it->second, 0, 0))
                                           : SourceRange();
}

void Session::moveIntoTree(Diagnostic &d) {
  d.range = inTree(d.range);
  for (DiagLabel &l : d.labels)
    l.range = inTree(l.range);
  for (DiagNote &n : d.notes)
    n.range = inTree(n.range);
  for (FixIt &f : d.fixes)
    if (std::ranges::any_of(f.edits, [&](const TextEdit &e) { return inTree(e.range) != e.range; }))
      f.edits.clear();
}

void Session::printDiagnostics(llvm::raw_ostream &machine) {
  if (suppressions) {
    leftovers.rules = allDiagnostics();
    for (const auto &rule : ruleOptions.custom)
      leftovers.rules.push_back(&rule->info);
    leftovers.unknown = [this](std::string_view name) -> std::optional<std::string> {
      std::vector<std::string_view> known;
      if (isCustom(*this, name) || isGroup(name, known))
        return {};
      auto near = nearest(name, known);
      return near ? fmt::format("; did you mean '{}'?", *near) : "";
    };
    suppressions->reportLeftovers(diags, leftovers);
  }
  std::vector<Diagnostic> sorted = diags.take();
  if (fold)
    fold(sorted);
  RunInfo info{std::string(Version), dialectName, {}, coverage};
  size_t accepted = keep ? std::erase_if(sorted, [&](auto &d) { return !keep(d); }) : 0;
  if (info.coverage)
    info.coverage->suppressed += int64_t(accepted);
  auto isOfRun = [&](unsigned i) {
    if (format() == "junit" && released.contains(i))
      return false; // a test that passes is one that was run
    return !isOfTree(format()) || !ofRevision.contains(sources.name(FileId{i}));
  };
  for (unsigned i = config ? 1 : 0; i < sources.numBuffers(); ++i)
    if (isOfRun(i))
      info.analysed.emplace_back(sources.name(FileId{i}));
  std::unique_ptr<DiagConsumer> consumer;
  for (auto [name, make] : MachineFormats)
    if (name == format())
      consumer = make(sources, machine, info);
  if (!consumer)
    consumer = createTextConsumer(sources, textToOutput ? machine : llvm::errs(),
                                  {wantsColor(line), terminalWidth()});
  for (Diagnostic &d : sorted) {
    if (isOfTree(format()))
      moveIntoTree(d);
    consumer->handle(d);
    printedErrors += d.level == Severity::Error;
    printedWarnings += d.level == Severity::Warning;
  }
  consumer->finish();
}

} // namespace schemac
