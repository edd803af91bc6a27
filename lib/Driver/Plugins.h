//===- Plugins.h - Which libraries of rules are loaded ----------*- C++ -*-===//
//
// A library is loaded when the configuration names it and the command line allows it: what is in a
// repository does not run because it is there. docs/rationale/plugins.md says why.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Config.h"
#include "schemac/Driver/Options.h"
#include "schemac/Plugin/Plugin.h"

namespace schemac {

class Plugins {
public:
  /// Loads what \p config names and \p line allows, and gives its rules to \p options.
  void load(const Config *config, const CommandLine &line, DiagEngine &diags, RuleOptions &options);
  /// Reports those that are not allowed, and what went wrong while they judged.
  void reportProblems(DiagEngine &diags);

  const Plugin::Rule *rule(std::string_view name) const;
  /// Of those that are configured, how many did not judge everything.
  int64_t unjudged() const;
  /// Something is wrong with one that is allowed; that is reported.
  bool failed() const { return broken || std::any_of(loaded.begin(), loaded.end(), hasProblems); }

private:
  struct Loaded {
    PluginEntry entry;
    std::shared_ptr<Plugin> plugin;
  };
  static bool hasProblems(const Loaded &l) { return !l.plugin->problems().empty(); }
  std::shared_ptr<Plugin> loadOne(const PluginEntry &entry, DiagEngine &diags) const;
  std::string takenRule(const Plugin &plugin, const RuleOptions &options) const;

  std::vector<Loaded> loaded;
  std::vector<PluginEntry> refused; ///< not allowed; said at the end, as -W may raise it
  int64_t notLoaded = 0;
  bool broken = false;
};

} // namespace schemac
