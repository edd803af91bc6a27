//===- ConfigRules.cpp - Rules in schemac.yaml -------------------------------===//
#include "ConfigReader.h"
#include "Globs.h"
#include "schemac/Driver/Session.h"
#include "schemac/Rules/Diags.h"
#include "schemac/Rules/Naming.h"

namespace schemac {

using yaml::Node;

/// \p name names none of the rules of schemac, and none of `custom`.
void ConfigReader::unknownRule(const Node &name) {
  std::vector<std::string_view> known;
  isGroup(name.text, known);
  for (const auto &rule : config.rules.custom)
    known.push_back(rule->name);
  auto near = nearest(name.text, known);
  diags.report(name.range, diag::err_config_rule, name.text,
               near ? fmt::format("; did you mean '{}'?", *near) : "");
}

void ConfigReader::levels(const Node &n, const std::vector<std::string> &paths) {
  if (n.kind != Node::Map)
    return complain(n, "'rules' gives rules and groups a level: {hygiene: warning}");
  for (size_t i = 0; i + 1 < n.items.size(); i += 2)
    level(n.items[i], n.items[i + 1], paths);
}

void ConfigReader::level(const Node &name, const Node &value,
                         const std::vector<std::string> &paths) {
  std::vector<std::string_view> known;
  if (name.text.starts_with("custom-"))
    customLevels.push_back(&name);
  else if (!isGroup(name.text, known))
    return unknownRule(name);
  const Node *word = value.kind == Node::Map ? value.find("level") : &value;
  if (value.kind == Node::Map)
    for (size_t i = 0; i + 1 < value.items.size(); i += 2) {
      if (value.items[i].text == "pattern")
        pattern(name, value.items[i + 1]);
      else if (value.items[i].text != "level")
        diags.report(value.items[i].range, diag::err_config_key, value.items[i].text,
                     "a rule has level and pattern");
    }
  // A pattern alone switches its rule on.
  RuleLevel entry{name.text, RuleLevel::Warning, paths};
  if (word && (word->text == "off" || word->text == "false"))
    entry.level = RuleLevel::Off;
  else if (word && word->text == "error")
    entry.level = RuleLevel::Error;
  else if (word && word->text != "warning" && word->text != "on" && word->text != "true")
    return complain(*word, "a level is off, warning or error");
  if (entry.level != RuleLevel::Error && staysError(name.text))
    diags.report(name.range, diag::warn_rule_stays, name.text);
  config.levels.push_back(std::move(entry));
}

void ConfigReader::pattern(const Node &rule, const Node &value) {
  auto names = namingRules();
  if (std::find(names.begin(), names.end(), rule.text) == names.end())
    return complain(value,
                    fmt::format("'{}' has no pattern; {} have", rule.text, fmt::join(names, ", ")));
  if (!scalar(value, "a regular expression"))
    return;
  if (std::string wrong = patternError(value.text); !wrong.empty())
    return complain(value, fmt::format("no regular expression: {}", wrong));
  config.rules.patterns[rule.text] = value.text;
}

void ConfigReader::overrides(const Node &n) {
  if (n.kind != Node::Sequence)
    return complain(n, "'overrides' is a list of {paths: […], rules: {…}}");
  for (const Node &item : n.items) {
    const Node *paths = item.find("paths"), *ruleMap = item.find("rules");
    if (!paths || !ruleMap || item.items.size() != 4) {
      complain(item, "an override has paths and rules");
      continue;
    }
    levels(*ruleMap, strings(*paths, "a list of globs"));
    for (const Node &glob :
         paths->kind == Node::Sequence ? paths->items : std::vector<Node>{*paths})
      if (std::string wrong = globFault(glob.text); glob.kind == Node::Scalar && !wrong.empty())
        complain(glob, fmt::format("this names no paths: {}", wrong));
  }
}

void ConfigReader::custom(const Node &n) {
  if (n.kind != Node::Sequence)
    return complain(n, "'custom' is a list of rules: {name: …, for: table, when: …, message: …}");
  for (const Node &item : n.items)
    if (auto rule = customRule(item))
      config.rules.custom.push_back(std::move(rule));
}

void ConfigReader::plugins(const Node &n) {
  if (n.kind != Node::Sequence)
    return complain(n, "'plugins' is a list of paths: [rules/acme.so]");
  for (const Node &item : n.items)
    if (scalar(item, "the path of a shared library"))
      config.plugins.push_back({config.resolve(item.text), item.text, item.range});
}

/// At a place within a text, where that is written on one line and without escapes.
void ConfigReader::complainIn(const Node &text, const CustomRule::Error &error) {
  uint32_t offset = uint32_t(error.offset) + (text.quoted ? 1 : 0);
  bool inside = text.range.begin.raw + offset <= text.range.end.raw;
  Loc at = inside ? text.range.begin + offset : text.range.begin;
  diags.report(SourceRange(at), diag::err_config_value, error.text);
}

std::shared_ptr<CustomRule> ConfigReader::customRule(const Node &n) {
  constexpr std::string_view keys[] = {"name", "for", "when", "message", "level"};
  for (size_t i = 0; i + 1 < n.items.size(); i += 2)
    if (std::find(std::begin(keys), std::end(keys), n.items[i].text) == std::end(keys)) {
      diags.report(n.items[i].range, diag::err_config_key, n.items[i].text,
                   "a custom rule has name, for, when, message and level");
      return nullptr;
    }
  const Node *name = n.find("name"), *subject = n.find("for"), *when = n.find("when"),
             *message = n.find("message"), *level = n.find("level");
  if (!name || !subject || !when || !message) {
    complain(n, "a custom rule has name, for, when and message");
    return nullptr;
  }
  bool plain = isRuleName(name->text);
  std::optional<Subject> about = subjectByName(subject->text);
  if (!plain || !about) {
    complain(plain ? *subject : *name,
             plain ? fmt::format("'for' is {}", fmt::join(subjectNames(), ", "))
                   : "a name is made of words of lower case letters and digits, joined by '-'");
    return nullptr;
  }
  auto rule = std::make_shared<CustomRule>();
  rule->name = "custom-" + name->text;
  rule->subject = *about;
  auto wrongCondition = rule->setCondition(when->text);
  auto wrongMessage = rule->setMessage(message->text);
  if (wrongCondition)
    complainIn(*when, *wrongCondition);
  if (wrongMessage)
    complainIn(*message, *wrongMessage);
  std::string word = level ? level->text : "warning";
  if (word != "warning" && word != "error")
    complain(*level, "the level of a custom rule is warning or error; 'rules' can switch it off");
  if (wrongCondition || wrongMessage)
    return nullptr;
  rule->info = {"custom", diag::warn_custom.code,
                word == "error" ? Severity::Error : Severity::Warning, rule->name.c_str(), "{}"};
  return rule;
}

} // namespace schemac
