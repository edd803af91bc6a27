//===- Plugins.cpp - Which libraries of rules are loaded ------------------===//
#include "Plugins.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Plugin/schemac_plugin.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/SHA256.h"
#include <algorithm>

namespace schemac {

namespace {

/// What one --allow-plugin says.
struct Permit {
  std::string shown;  ///< as given
  std::string file;   ///< its one name
  std::string digest; ///< lower case; empty: whatever is in it
  bool used = false;
};

/// The one name of a file; as given, when there is no such file.
std::string realName(const std::string &path) {
  llvm::SmallString<128> real;
  return llvm::sys::fs::real_path(path, real) ? path : std::string(real);
}

Permit permitOf(const std::string &value) {
  constexpr size_t digits = 64;
  size_t equals = value.rfind('=');
  bool pinned = equals != std::string::npos && value.size() - equals - 1 == digits &&
                llvm::all_of(value.substr(equals + 1), llvm::isHexDigit);
  Permit permit;
  permit.shown = pinned ? value.substr(0, equals) : value;
  permit.file = realName(permit.shown);
  permit.digest = pinned ? llvm::StringRef(value).substr(equals + 1).lower() : "";
  return permit;
}

/// Whether the file is the one that \p permit means. If not, that is reported.
bool isTheOne(const PluginEntry &entry, const Permit &permit, DiagEngine &diags) {
  if (permit.digest.empty())
    return true;
  std::string error;
  std::optional<std::string> text = readFile(entry.path, error);
  if (!text) {
    diags.report(entry.range, diag::err_plugin_load, entry.shown, error);
    return false;
  }
  auto hash = llvm::SHA256::hash(llvm::arrayRefFromStringRef(*text));
  std::string digest = llvm::toHex(hash, /*LowerCase=*/true);
  if (digest == permit.digest)
    return true;
  diags.report(entry.range, diag::err_plugin_changed, entry.shown, digest);
  return false;
}

} // namespace

std::shared_ptr<Plugin> Plugins::loadOne(const PluginEntry &entry, DiagEngine &diags) const {
  PluginError error;
  if (std::shared_ptr<Plugin> plugin = loadPlugin(entry.path, error))
    return plugin;
  switch (error.kind) {
  case PluginError::Load:
    diags.report(entry.range, diag::err_plugin_load, entry.shown, error.text);
    break;
  case PluginError::Abi:
    diags.report(entry.range, diag::err_plugin_abi, entry.shown, error.text, SCHEMAC_PLUGIN_ABI);
    break;
  case PluginError::Rule:
    diags.report(entry.range, diag::err_plugin_rule, entry.shown, "is not sound: " + error.text);
    break;
  }
  return nullptr;
}

/// The first of its rules that is there already; empty when all are new.
std::string Plugins::takenRule(const Plugin &plugin, const RuleOptions &options) const {
  for (const Plugin::Rule &r : plugin.rules())
    if (rule(r.name) || llvm::any_of(options.custom, [&](auto &c) { return c->name == r.name; }))
      return r.name;
  return {};
}

void Plugins::load(const Config *config, const CommandLine &line, DiagEngine &diags,
                   RuleOptions &options) {
  std::vector<Permit> permits;
  for (const std::string &value : line.all("allow-plugin"))
    permits.push_back(permitOf(value));
  static const std::vector<PluginEntry> none;
  for (const PluginEntry &entry : config ? config->plugins : none) {
    std::string file = realName(entry.path);
    auto permit = llvm::find_if(permits, [&](const Permit &p) { return p.file == file; });
    if (permit == permits.end()) {
      refused.push_back(entry);
      continue;
    }
    permit->used = true;
    std::shared_ptr<Plugin> plugin =
        isTheOne(entry, *permit, diags) ? loadOne(entry, diags) : nullptr;
    if (std::string taken = plugin ? takenRule(*plugin, options) : ""; !taken.empty()) {
      diags.report(entry.range, diag::err_plugin_rule, entry.shown,
                   fmt::format("declares the rule '{}', which is there already", taken));
      plugin = nullptr;
    }
    if (!plugin) {
      ++notLoaded;
      broken = true;
      continue;
    }
    options.foreign.push_back(plugin);
    loaded.push_back({entry, std::move(plugin)});
  }
  // A change that takes the library out of the configuration must not go by without a word.
  for (const Permit &permit : permits)
    if (!permit.used) {
      diags.report({}, diag::err_plugin_not_configured, permit.shown);
      broken = true;
    }
}

void Plugins::reportProblems(DiagEngine &diags) {
  for (const PluginEntry &entry : refused)
    diags.report(entry.range, diag::warn_plugin_not_allowed, entry.shown, entry.path);
  for (const auto &[entry, plugin] : loaded)
    for (const Plugin::Problem &problem : plugin->problems()) {
      if (problem.kind == Plugin::Problem::Rule)
        diags.report(entry.range, diag::err_plugin_rule, entry.shown, problem.text);
      else
        diags.report(entry.range, diag::err_plugin_failed, entry.shown, problem.text);
    }
}

const Plugin::Rule *Plugins::rule(std::string_view name) const {
  for (const Loaded &l : loaded)
    if (const Plugin::Rule *found = l.plugin->rule(name))
      return found;
  return nullptr;
}

int64_t Plugins::unjudged() const {
  return int64_t(refused.size()) + notLoaded +
         std::count_if(loaded.begin(), loaded.end(), hasProblems);
}

} // namespace schemac
