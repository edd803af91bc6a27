//===- Config.cpp - schemac.yaml ------------------------------------------===//
#include "Config.h"
#include "Globs.h"
#include "schemac/Driver/Budget.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Options.h"
#include "schemac/Driver/Session.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "schemac/Rules/Diags.h"
#include "schemac/Rules/Naming.h"
#include "schemac/Support/Amounts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <charconv>
#include <fmt/ranges.h>

namespace schemac {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
using yaml::Node;

std::string Config::resolve(const std::string &name) const {
  if (folder.empty() || path::is_absolute(name) || name.rfind("git:", 0) == 0 || name == "empty")
    return name;
  llvm::SmallString<128> out(folder);
  path::append(out, name);
  return std::string(out);
}

std::string Config::relative(std::string_view name) const {
  llvm::SmallString<128> whole(llvm::StringRef(name.data(), name.size())), base(folder);
  fs::make_absolute(whole);
  fs::make_absolute(base);
  path::remove_dots(whole, true);
  path::remove_dots(base, true);
  llvm::StringRef rest = whole;
  if (rest.consume_front(base) && rest.consume_front("/"))
    return rest.str();
  return std::string(name);
}

std::string findConfig() {
  llvm::SmallString<128> here;
  fs::current_path(here);
  std::string up;
  for (llvm::StringRef folder = here; !folder.empty(); folder = path::parent_path(folder)) {
    llvm::SmallString<128> file(folder);
    path::append(file, "schemac.yaml");
    if (fs::exists(file))
      return up + "schemac.yaml";
    up += "../";
  }
  return {};
}

namespace {

class ConfigReader {
public:
  ConfigReader(DiagEngine &diags, Config &config) : diags(diags), config(config) {}
  void read(const Node &root);

private:
  using Handler = void (ConfigReader::*)(const Node &);
  struct Key {
    std::string_view name;
    Handler handler;
  };
  void readKeys(const Node &node, std::span<const Key> keys, std::string_view where);
  void complain(const Node &at, std::string_view text) {
    diags.report(at.range, diag::err_config_value, text);
  }
  bool scalar(const Node &node, std::string_view what) {
    if (node.kind == Node::Scalar)
      return true;
    complain(node, fmt::format("here stands {}", what));
    return false;
  }
  std::vector<std::string> strings(const Node &node, std::string_view what);
  void number(const Node &node, int64_t &out);
  void option(std::string_view name, const Node &node, std::string_view what) {
    if (scalar(node, what))
      config.options[std::string(name)] = node.text;
  }
  void pathOption(std::string_view name, const Node &node) {
    if (scalar(node, "a path"))
      config.options[std::string(name)] = config.resolve(node.text);
  }

  // the top level
  void dialect(const Node &n) {
    option("dialect", n, "a dialect: postgres:16");
    if (std::string wrong = dialectFault(n.text); n.kind == Node::Scalar && !wrong.empty())
      complain(n, wrong);
  }
  void sources(const Node &n);
  void stats(const Node &n) { pathOption("stats", n); }
  void baseline(const Node &n) { pathOption("baseline", n); }
  void base(const Node &n) { option("base", n, "a revision"); }
  void failOn(const Node &n);
  void lockBudget(const Node &n);
  void rules(const Node &n) { levels(n, {}); }
  void limits(const Node &n);
  void migrations(const Node &n);
  void overrides(const Node &n);

  void levels(const Node &n, const std::vector<std::string> &paths);
  void level(const Node &name, const Node &value, const std::vector<std::string> &paths);
  void pattern(const Node &rule, const Node &value);
  void unknownRule(const Node &name);

  // custom rules
  void custom(const Node &n);
  std::shared_ptr<CustomRule> customRule(const Node &n);
  void complainIn(const Node &text, const CustomRule::Error &error);

  void plugins(const Node &n);

  // limits
  void maxColumns(const Node &n) { number(n, config.rules.maxColumns); }
  void maxIndexes(const Node &n) { number(n, config.rules.maxIndexes); }
  void maxIndexColumns(const Node &n) { number(n, config.rules.maxIndexColumns); }
  void maxTables(const Node &n) { number(n, config.rules.maxTablesPerTransaction); }
  void maxLockTimeout(const Node &n);
  void bannedTypes(const Node &n) { config.rules.bannedTypes = strings(n, "a list of types"); }
  void requiredColumns(const Node &n) {
    config.rules.requiredColumns = strings(n, "a list of columns");
  }
  void frozenTables(const Node &n) { config.rules.frozenTables = strings(n, "a list of tables"); }

  // migrations
  void transaction(const Node &n);
  void down(const Node &n);

  DiagEngine &diags;
  Config &config;
  std::vector<const Node *> customLevels; ///< names in `rules`; `custom` may come behind them
};

void ConfigReader::readKeys(const Node &node, std::span<const Key> keys, std::string_view where) {
  if (node.kind == Node::Null)
    return;
  if (node.kind != Node::Map)
    return complain(node, fmt::format("{} is a map of keys and values", where));
  for (size_t i = 0; i + 1 < node.items.size(); i += 2) {
    const Node &name = node.items[i], &value = node.items[i + 1];
    auto key =
        std::find_if(keys.begin(), keys.end(), [&](const Key &k) { return k.name == name.text; });
    for (size_t j = 0; j < i; j += 2)
      if (node.items[j].text == name.text)
        complain(name, fmt::format("'{}' is given twice", name.text));
    if (key != keys.end()) {
      (this->*key->handler)(value);
      continue;
    }
    std::vector<std::string_view> names;
    for (const Key &k : keys)
      names.push_back(k.name);
    auto near = nearest(name.text, names);
    diags.report(name.range, diag::err_config_key, name.text,
                 near ? fmt::format("did you mean '{}'?", *near)
                      : fmt::format("there are {}", fmt::join(names, ", ")));
  }
}

void ConfigReader::read(const Node &root) {
  static constexpr Key keys[] = {
      {"dialect", &ConfigReader::dialect},
      {"sources", &ConfigReader::sources},
      {"stats", &ConfigReader::stats},
      {"baseline", &ConfigReader::baseline},
      {"base", &ConfigReader::base},
      {"fail-on", &ConfigReader::failOn},
      {"lock-budget", &ConfigReader::lockBudget},
      {"rules", &ConfigReader::rules},
      {"limits", &ConfigReader::limits},
      {"migrations", &ConfigReader::migrations},
      {"overrides", &ConfigReader::overrides},
      {"custom", &ConfigReader::custom},
      {"plugins", &ConfigReader::plugins},
  };
  readKeys(root, keys, "the configuration");
  // A plugin's rules are known when it is loaded.
  for (const Node *name : customLevels)
    if (config.plugins.empty() && std::ranges::none_of(config.rules.custom, [&](const auto &rule) {
          return rule->name == name->text;
        }))
      unknownRule(*name);
}

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

std::vector<std::string> ConfigReader::strings(const Node &node, std::string_view what) {
  std::vector<std::string> out;
  if (node.kind == Node::Scalar)
    return {node.text};
  if (node.kind != Node::Sequence) {
    complain(node, fmt::format("here stands {}", what));
    return out;
  }
  for (const Node &item : node.items)
    if (scalar(item, what))
      out.push_back(item.text);
  return out;
}

void ConfigReader::number(const Node &node, int64_t &out) {
  int64_t value = 0;
  auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
  bool ok = node.kind == Node::Scalar && error == std::errc() &&
            end == node.text.data() + node.text.size() && value >= 0;
  ok ? void(out = value) : complain(node, "here stands a number");
}

void ConfigReader::sources(const Node &n) {
  if (n.kind != Node::Map)
    return complain(n, "'sources' gives names to paths: {app: prisma/schema.prisma}");
  for (size_t i = 0; i + 1 < n.items.size(); i += 2)
    for (std::string &source : strings(n.items[i + 1], "a path or a list of paths"))
      config.sources[n.items[i].text].push_back(config.resolve(source));
}

void ConfigReader::failOn(const Node &n) {
  bool known =
      n.kind == Node::Scalar && (n.text == "error" || n.text == "warning" || n.text == "none");
  known ? option("fail-on", n, "") : complain(n, "'fail-on' is error, warning or none");
}

/// {small-table: 50000 rows, access-exclusive: 1s} as the options of the command line have it.
void ConfigReader::lockBudget(const Node &n) {
  if (n.kind != Node::Map)
    return complain(n, "'lock-budget' gives lock modes a time: {access-exclusive: 1s}");
  std::string budget;
  for (size_t i = 0; i + 1 < n.items.size(); i += 2) {
    const Node &key = n.items[i], &value = n.items[i + 1];
    if (!scalar(value, "a time or size"))
      continue;
    LockBudget scratch;
    llvm::StringRef text(value.text);
    if (key.text == "small-table") {
      text.consume_back(" rows");
      std::string wrong = parseSmallTable(text.str(), scratch);
      wrong.empty() ? void(config.options["small-table"] = text.str()) : complain(value, wrong);
      continue;
    }
    if (key.text == "release") {
      bool known = value.text == "any" || parseDuration(value.text);
      known ? void(config.options["release-budget"] = value.text)
            : complain(value, "'release' is a time: 500ms, 1s, 2min, 1h or any");
      continue;
    }
    std::string pair = key.text + "=" + value.text;
    if (std::string wrong = parseLockBudget(pair, scratch); !wrong.empty())
      complain(key, wrong);
    else
      budget += (budget.empty() ? "" : ",") + pair;
  }
  if (!budget.empty())
    config.options["lock-budget"] = budget;
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

void ConfigReader::limits(const Node &n) {
  static constexpr Key keys[] = {
      {"max-columns", &ConfigReader::maxColumns},
      {"max-indexes", &ConfigReader::maxIndexes},
      {"max-index-columns", &ConfigReader::maxIndexColumns},
      {"max-lock-timeout", &ConfigReader::maxLockTimeout},
      {"max-tables-per-transaction", &ConfigReader::maxTables},
      {"banned-types", &ConfigReader::bannedTypes},
      {"required-columns", &ConfigReader::requiredColumns},
      {"frozen-tables", &ConfigReader::frozenTables},
  };
  readKeys(n, keys, "'limits'");
}

void ConfigReader::maxLockTimeout(const Node &n) {
  std::optional<double> ms = n.kind == Node::Scalar ? parseDuration(n.text) : std::nullopt;
  ms ? void(config.rules.maxLockTimeoutMs = int64_t(*ms)) : complain(n, "here stands a time: 5s");
}

void ConfigReader::migrations(const Node &n) {
  static constexpr Key keys[] = {{"transaction", &ConfigReader::transaction},
                                 {"down", &ConfigReader::down}};
  readKeys(n, keys, "'migrations'");
}

void ConfigReader::transaction(const Node &n) {
  if (n.text == "true" || n.text == "false")
    config.wrapped = n.text == "true";
  else if (n.text != "auto")
    complain(n, "'transaction' is true, false or auto: as the tool does it whose files these are");
}

void ConfigReader::down(const Node &n) {
  if (n.text != "required" && n.text != "optional")
    return complain(n, "'down' is required or optional");
  config.downRequired = n.text == "required";
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

} // namespace

bool readConfig(const SourceManager &sources, FileId file, DiagEngine &diags, Config &config) {
  unsigned errors = diags.numErrors();
  yaml::Error error;
  std::optional<Node> root = yaml::parse(sources, file, error);
  if (root)
    ConfigReader(diags, config).read(*root);
  else
    diags.report(error.range, diag::err_config_syntax, error.message);
  return diags.numErrors() == errors;
}

} // namespace schemac
