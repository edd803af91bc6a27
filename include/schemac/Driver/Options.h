//===- Options.h - Command lines --------------------------------*- C++ -*-===//
//
// GNU habits: --name value, --name=value, -name for the tools' tests, `--` ends options, `-` is
// standard input. Each command declares its options as a table, which is also its --help.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace schemac {

struct OptionSpec {
  std::string_view name;     ///< without dashes
  std::string_view argument; ///< "FILE"; empty: a flag; "[=KIND]": may be left out
  std::string_view help;     ///< one line
  bool repeatable = false;
};

class CommandLine {
public:
  /// Parses \p args against \p specs. False, with a message in `error`, when they do not fit; the
  /// message suggests the nearest option.
  bool parse(std::span<const char *const> args, std::span<const OptionSpec> specs);

  /// Whether the command has such an option.
  bool takes(std::string_view name) const;
  bool has(std::string_view name) const { return values.count(std::string(name)) != 0; }
  /// The last value given.
  std::optional<std::string> value(std::string_view name) const;
  /// Whether the option is not given, or with one of these values.
  bool isOneOf(std::string_view name, std::initializer_list<std::string_view> words) const;
  /// The value of an option that is not given.
  void setDefault(const std::string &name, std::string value) {
    if (!has(name))
      values[name].push_back(std::move(value));
  }
  const std::vector<std::string> &all(std::string_view name) const;
  /// -W options, in order, without the W: "error", "no-fk", "error=fk-add-blocking".
  const std::vector<std::string> &warnings() const { return all("W"); }

  std::vector<std::string> positional;
  std::string error;

private:
  std::span<const OptionSpec> specs; ///< tables of the commands, which are there for good
  std::map<std::string, std::vector<std::string>, std::less<>> values;
};

/// The options, one a line, aligned; for --help.
std::string describeOptions(std::span<const OptionSpec> specs);

/// Says what is wrong with the command line of `schemac COMMAND`; the exit code of that.
int usageError(std::string_view command, std::string_view message);

/// The candidate nearest to \p word by edit distance, when one is near enough to suggest.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates);

} // namespace schemac
