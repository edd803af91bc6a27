//===- ConfigReader.h - The keys of schemac.yaml ----------------*- C++ -*-===//
#pragma once

#include "Config.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include <fmt/ranges.h>
#include <span>

namespace schemac {

class ConfigReader {
public:
  ConfigReader(DiagEngine &diags, Config &config) : diags(diags), config(config) {}
  void read(const yaml::Node &root);

private:
  using Handler = void (ConfigReader::*)(const yaml::Node &);
  struct Key {
    std::string_view name;
    Handler handler;
  };
  void readKeys(const yaml::Node &node, std::span<const Key> keys, std::string_view where);
  void complain(const yaml::Node &at, std::string_view text) {
    diags.report(at.range, diag::err_config_value, text);
  }
  bool scalar(const yaml::Node &node, std::string_view what) {
    if (node.kind == yaml::Node::Scalar)
      return true;
    complain(node, fmt::format("here stands {}", what));
    return false;
  }
  std::vector<std::string> strings(const yaml::Node &node, std::string_view what);
  void number(const yaml::Node &node, int64_t &out);
  void option(std::string_view name, const yaml::Node &node, std::string_view what) {
    if (scalar(node, what))
      config.options[std::string(name)] = node.text;
  }
  void pathOption(std::string_view name, const yaml::Node &node) {
    if (scalar(node, "a path"))
      config.options[std::string(name)] = config.resolve(node.text);
  }

  // the top level
  void dialect(const yaml::Node &n) {
    option("dialect", n, "a dialect: postgres:16");
    if (std::string wrong = dialectFault(n.text); n.kind == yaml::Node::Scalar && !wrong.empty())
      complain(n, wrong);
  }
  void sources(const yaml::Node &n);
  void stats(const yaml::Node &n) { pathOption("stats", n); }
  void baseline(const yaml::Node &n) { pathOption("baseline", n); }
  void base(const yaml::Node &n) { option("base", n, "a revision"); }
  void failOn(const yaml::Node &n);
  void lockBudget(const yaml::Node &n);
  void budgetOfClass(const std::string &prefix, const yaml::Node &n);
  void budgetPart(const std::string &prefix, const yaml::Node &key, const yaml::Node &value);
  void traffic(const yaml::Node &n);
  void rules(const yaml::Node &n) { levels(n, {}); }
  void limits(const yaml::Node &n);
  void migrations(const yaml::Node &n);
  void overrides(const yaml::Node &n);

  void levels(const yaml::Node &n, const std::vector<std::string> &paths);
  void level(const yaml::Node &name, const yaml::Node &value,
             const std::vector<std::string> &paths);
  void pattern(const yaml::Node &rule, const yaml::Node &value);
  void unknownRule(const yaml::Node &name);

  // custom rules
  void custom(const yaml::Node &n);
  std::shared_ptr<CustomRule> customRule(const yaml::Node &n);
  void complainIn(const yaml::Node &text, const CustomRule::Error &error);

  void plugins(const yaml::Node &n);

  // limits
  void maxColumns(const yaml::Node &n) { number(n, config.rules.maxColumns); }
  void maxIndexes(const yaml::Node &n) { number(n, config.rules.maxIndexes); }
  void maxIndexColumns(const yaml::Node &n) { number(n, config.rules.maxIndexColumns); }
  void maxTables(const yaml::Node &n) { number(n, config.rules.maxTablesPerTransaction); }
  void maxLockTimeout(const yaml::Node &n);
  void bannedTypes(const yaml::Node &n);
  void requiredColumns(const yaml::Node &n) {
    config.rules.requiredColumns = strings(n, "a list of columns");
  }
  void frozenTables(const yaml::Node &n) {
    config.rules.frozenTables = strings(n, "a list of tables");
  }

  // migrations
  void transaction(const yaml::Node &n);
  void down(const yaml::Node &n);

  DiagEngine &diags;
  Config &config;
  std::vector<const yaml::Node *> customLevels; ///< names in `rules`; `custom` may come behind them
};

} // namespace schemac
