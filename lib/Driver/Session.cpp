//===- Session.cpp - What every command shares ----------------------------===//
#include "schemac/Driver/Session.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Driver/Diags.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <fmt/core.h>

namespace schemac {

/// Whether a -W option can mean anything: a rule, a family, a code or "all".
static bool isGroup(std::string_view group, std::vector<std::string_view> &known) {
  for (const DiagInfo *info : allDiagnostics()) {
    if (group == info->rule || group == ruleFamily(info->rule) || group == codeName(*info))
      return true;
    known.push_back(info->rule);
  }
  return group == "all";
}

Session::Session(const CommandLine &line) : line(line) {
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
    if (isGroup(group, known)) {
      diags.control(group, how);
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
  std::string_view digits = text.substr(colon + 1);
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  return error == std::errc() && end == digits.data() + digits.size() && version > 0;
}

bool Session::chooseDialect(LoadedState &from, LoadedState &to) {
  Name stated = to.schema.dialect ? to.schema.dialect : from.schema.dialect;
  std::string_view name = stated ? stated.str() : "postgres";
  // Where a plan will run says what it may use.
  int version = from.isDatabase     ? from.schema.version
                : to.schema.version ? to.schema.version
                                    : from.schema.version;
  if (from.schema.dialect && to.schema.dialect && from.schema.dialect != to.schema.dialect) {
    diags.report({}, diag::err_dialect_mismatch, from.schema.dialect.str(),
                 to.schema.dialect.str());
    return false;
  }
  std::optional<std::string> option = line.value("dialect");
  if (option) {
    std::string_view wanted;
    if (!splitDialect(*option, wanted, version) || !findDialect(wanted)) {
      diags.report({}, diag::err_dialect_unknown, *option);
      return false;
    }
    if (stated && wanted != name) {
      diags.report({}, diag::err_dialect_mismatch, name, wanted);
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
  if (version < dialect->oldestVersion() || version > dialect->newestVersion()) {
    diags.report({}, diag::err_dialect_version, dialect->display(), version,
                 dialect->oldestVersion(), dialect->newestVersion());
    return false;
  }
  for (LoadedState *state : {&from, &to}) {
    state->schema.dialect = context.name(dialect->name());
    state->schema.version = version;
  }
  dialectName = fmt::format("{} {}", dialect->name(), version);
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

void Session::beginAnalysis(FileId first) {
  leftovers = {first, false};
  char today[16];
  std::time_t now = std::time(nullptr);
  std::strftime(today, sizeof today, "%Y-%m-%d", std::gmtime(&now));
  suppressions = std::make_unique<Suppressions>(sources, today);
  diags.setFilter([this](const Diagnostic &d) { return suppressions->allows(d); });
}

void Session::printDiagnostics(llvm::raw_ostream &machine) {
  if (suppressions)
    suppressions->reportLeftovers(diags, leftovers);

  RunInfo info{std::string(Version), dialectName, {}};
  for (unsigned i = 0; i < sources.numBuffers(); ++i)
    info.analysed.emplace_back(sources.name(FileId{i}));
  std::unique_ptr<DiagConsumer> consumer;
  if (format() == "json")
    consumer = createJsonConsumer(sources, machine, info);
  else if (format() == "sarif")
    consumer = createSarifConsumer(sources, machine, info);
  else
    consumer = createTextConsumer(sources, llvm::errs(), {wantsColor(line), terminalWidth()});
  diags.flush(*consumer);
}

} // namespace schemac
