//===- Config.h - schemac.yaml ----------------------------------*- C++ -*-===//
//
// What a team has agreed on, in a file at the root of its repository. The command line wins over
// it. docs/schemas/config.schema.json describes the same keys for editors.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "TrafficPatterns.h"
#include "schemac/Diag/Diag.h"
#include "schemac/Rules/RuleOptions.h"
#include <optional>

namespace schemac {

/// A level for a rule or group, with where it holds.
struct RuleLevel {
  enum Level : uint8_t { Off, Warning, Error };
  std::string group;
  Level level = Warning;
  std::vector<std::string> paths; ///< globs from the configuration's folder; none: everywhere
};

/// A shared library of rules that the file names.
struct PluginEntry {
  std::string path;  ///< as seen from the current folder
  std::string shown; ///< as written
  SourceRange range;
};

struct Config {
  std::string folder; ///< that the file is in; paths in it start from there
  /// Options of the command line by their names: dialect, stats, fail-on, baseline, lock-budget …
  std::map<std::string, std::string, std::less<>> options;
  std::map<std::string, std::vector<std::string>, std::less<>> sources;
  std::vector<RuleLevel> levels;
  std::vector<PluginEntry> plugins; ///< Driver/Plugins.h tells when they are loaded
  RuleOptions rules;
  std::vector<TrafficPattern> traffic;
  std::optional<bool> wrapped; ///< the runner puts a file into one transaction
  bool downRequired = false;

  /// \p path as seen from the current folder.
  std::string resolve(const std::string &path) const;
  /// \p path, which is seen from the current folder, as seen from the configuration's.
  std::string relative(std::string_view path) const;
};

/// schemac.yaml of the current folder or the nearest one above it; empty when there is none.
std::string findConfig();

/// Reads a configuration. What is wrong in it is reported, each at its place; false when something
/// is.
bool readConfig(const SourceManager &sources, FileId file, DiagEngine &diags, Config &config);

/// What is wrong with "postgres:16"; empty when nothing is. It is in Session.cpp.
std::string dialectFault(std::string_view text);

} // namespace schemac
