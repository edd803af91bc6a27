//===- Pattern.cpp - Names against a pattern ------------------------------===//
#include "Rules/Naming/Pattern.h"
#include "schemac/Rules/Naming.h"
#include "llvm/ADT/StringExtras.h"
#include <fmt/core.h>

namespace schemac {

static constexpr std::string_view Words = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";

/// What names usually look like; the names that PostgreSQL makes match.
static constexpr std::pair<std::string_view, std::string_view> Defaults[] = {
    {"naming-table", Words},
    {"naming-column", Words},
    {"naming-enum", Words},
    {"naming-index", "^{table}_.*(idx|key)$"},
    {"naming-primary-key", "^{table}_pkey$"},
    {"naming-foreign-key", "^{table}_{columns}_fkey$"},
    {"naming-unique", "^{table}_{columns}_key$"},
    {"naming-check", "^{table}_.*check$"},
};

std::string patternError(const std::string &pattern) {
  std::string error, text = pattern;
  for (std::string_view hole : {"{table}", "{columns}", "{column}"})
    for (size_t at; (at = text.find(hole)) != std::string::npos;)
      text.replace(at, hole.size(), "x");
  for (size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
    if (size_t end = text.find('}', at); end != std::string::npos && llvm::isAlpha(text[at + 1]) &&
                                         (at == 0 || text[at - 1] != '\\'))
      return fmt::format("there is no {}; there are {{table}}, {{columns}} and {{column}}",
                         text.substr(at, end + 1 - at));
  return llvm::Regex(text).isValid(error) ? "" : error;
}

std::vector<std::string_view> namingRules() {
  std::vector<std::string_view> names;
  for (auto [rule, pattern] : Defaults)
    names.push_back(rule);
  return names;
}

NamePattern::NamePattern(const StateContext &rule, std::string_view ruleName) {
  auto set = rule.options.patterns.find(ruleName);
  if (set != rule.options.patterns.end())
    pattern = set->second;
  else
    for (auto [name, usual] : Defaults)
      if (name == ruleName)
        pattern = usual;
}

bool NamePattern::matches(Name name, const Table &table, const std::vector<Name> &columns) const {
  if (pattern.find('{') == std::string::npos && regex)
    return regex->match(name.str());
  std::string text = pattern, joined;
  for (Name c : columns)
    joined += (joined.empty() ? "" : "_") + (c ? c.string() : "expr");
  std::string first = columns.empty() || !columns[0] ? "expr" : columns[0].string();
  auto fill = [&](std::string_view hole, const std::string &with) {
    for (size_t at = 0; (at = text.find(hole, at)) != std::string::npos;) {
      std::string escaped = llvm::Regex::escape(with);
      text.replace(at, hole.size(), escaped);
      at += escaped.size();
    }
  };
  fill("{table}", table.name.name.string());
  fill("{columns}", joined);
  fill("{column}", first);
  if (!regex || text != compiled) {
    regex.emplace(text);
    compiled = std::move(text);
  }
  return regex->match(name.str());
}

} // namespace schemac
