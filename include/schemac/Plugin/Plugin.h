//===- Plugin.h - Rules in a shared library ---------------------*- C++ -*-===//
//
// The other side of schemac_plugin.h. Loading a library runs its code, so whoever calls
// loadPlugin() has been told by a person that it may.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Rules/ForeignRules.h"
#include <span>
#include <string>
#include <vector>

struct schemac_plugin;

namespace schemac {

class Plugin : public ForeignRules {
public:
  struct Rule {
    std::string name, page; ///< "custom-no-money"
    DiagInfo infos[2];      ///< as a warning, as an error; the first is the rule's own level
  };
  /// Something is wrong with the library itself.
  struct Problem {
    enum Kind : uint8_t {
      Rule,  ///< it reports what it has not declared
      Failed ///< a call returned that it could not do its work
    };
    Kind kind;
    std::string text;
  };

  explicit Plugin(const schemac_plugin &library);
  Plugin(const Plugin &) = delete;

  const std::string &name() const { return shownName; }
  std::span<const Rule> rules() const { return declared; }
  const Rule *rule(std::string_view name) const; ///< with "custom-" or without
  /// In the order they came up, each once.
  std::span<const Problem> problems() const { return found; }
  void complain(Problem::Kind kind, std::string text);

  void checkState(const Schema &state, const Dialect &dialect, DiagEngine &diags) override;
  std::unique_ptr<ForeignRun> begin(const ForeignChange &change, DiagEngine &diags) override;

  const schemac_plugin &library;

private:
  std::string shownName;
  std::vector<Rule> declared; ///< never changed: diagnostics point into it
  std::vector<Problem> found;
};

struct PluginError {
  enum Kind : uint8_t {
    Load, ///< the file is no library that can be loaded, or no plugin
    Abi,  ///< it is made for another version of the interface
    Rule  ///< what it says of itself is not sound
  };
  Kind kind = Load;
  std::string text;
};

/// Loads the library at \p path, which stays loaded. Null, with the reason, when that cannot be.
std::shared_ptr<Plugin> loadPlugin(const std::string &path, PluginError &error);

} // namespace schemac
