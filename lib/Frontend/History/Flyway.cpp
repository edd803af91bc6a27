//===- Flyway.cpp - V, U, R and B files, and their settings ---------------===//
#include "FlywayEvents.h"
#include "Programs.h"
#include "Reader.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace schemac::history {

static std::string_view trim(std::string_view text) {
  size_t first = text.find_first_not_of(" \t\r");
  if (first == text.npos)
    return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

//===--- settings ---------------------------------------------------------===//

void Lister::flywaySetting(std::string_view key, std::string_view value, FlywaySettings &s) {
  constexpr std::string_view Prefix = "flyway.", Placeholders = "placeholders.";
  if (key.starts_with(Prefix))
    key.remove_prefix(Prefix.size());
  if (key.starts_with(Placeholders))
    s.placeholders[std::string(key.substr(Placeholders.size()))] = value;
  else if (key == "sqlMigrationPrefix")
    s.versioned = value;
  else if (key == "undoSqlMigrationPrefix")
    s.undo = value;
  else if (key == "repeatableSqlMigrationPrefix")
    s.repeatable = value;
  else if (key == "baselineMigrationPrefix")
    s.baseline = value;
  else if (key == "sqlMigrationSeparator")
    s.separator = value;
  else if (key == "placeholderPrefix")
    s.placeholderPrefix = value;
  else if (key == "placeholderSuffix")
    s.placeholderSuffix = value;
  else if (key == "placeholderReplacement")
    s.replacesPlaceholders = value == "true";
  else if (key == "executeInTransaction")
    s.transaction = value == "true", s.transactionIsSet = true;
  else
    s.others[std::string(key)] = value;
}

std::string Lister::FlywaySettings::of(std::string_view key) const {
  auto said = [&](const std::string &name) {
    auto it = others.find(name);
    return it == others.end() ? std::string() : it->second;
  };
  std::string environment = said("environment");
  std::string own =
      said(fmt::format("environments.{}.{}", environment.empty() ? "default" : environment, key));
  return own.empty() ? said(std::string(key)) : own;
}

static std::string_view unquoted(std::string_view value) {
  if (value.size() > 1 && (value[0] == '"' || value[0] == '\''))
    return value.substr(1, std::min(value.find(value[0], 1), value.size()) - 1);
  return value;
}

std::vector<std::string> Lister::FlywaySettings::schemas() const {
  std::vector<std::string> out;
  if (std::string first = of("defaultSchema"); !first.empty())
    out.push_back(first);
  std::string list = of("schemas"); // a,b or ["a", "b"]
  for (size_t at = 0; at < list.size();) {
    size_t end = std::min(list.find(',', at), list.size());
    std::string_view part = trim(std::string_view(list).substr(at, end - at));
    if (part.starts_with('['))
      part = trim(part.substr(1));
    if (part.ends_with(']'))
      part = trim(part.substr(0, part.size() - 1));
    std::string one(unquoted(part));
    if (!one.empty() && !std::ranges::count(out, one))
      out.push_back(one);
    at = end + 1;
  }
  return out;
}

/// The pairs of `{ a = "b", "c" = 'd' }`: a comma in quotes divides nothing.
static std::vector<std::pair<std::string, std::string>> inlineTable(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> out;
  text = text.substr(1, std::min(text.rfind('}'), text.size()) - 1);
  for (size_t at = 0; at < text.size();) {
    char quote = 0;
    size_t end = at;
    for (; end < text.size() && (quote || text[end] != ','); ++end)
      if (text[end] == quote)
        quote = 0;
      else if (!quote && (text[end] == '"' || text[end] == '\''))
        quote = text[end];
    std::string_view pair = text.substr(at, end - at);
    if (size_t equals = pair.find('='); equals != pair.npos)
      out.emplace_back(unquoted(trim(pair.substr(0, equals))),
                       unquoted(trim(pair.substr(equals + 1))));
    at = end + 1;
  }
  return out;
}

/// key=value, or TOML: tables, and strings in quotes.
void Lister::flywaySettings(FileId file, bool toml, FlywaySettings &into) {
  std::string table;
  for (const Line &line : lines(file)) {
    std::string_view text = line.text;
    if (text.empty() || text[0] == '#' || text[0] == '!')
      continue;
    if (toml && text[0] == '[') {
      table = text.substr(1, std::min(text.find(']'), text.size()) - 1);
      continue;
    }
    size_t equals = text.find('=');
    if (equals == text.npos) {
      diags.report(line.range, diag::err_history_setting, text, "name=value");
      continue;
    }
    std::string key(trim(text.substr(0, equals)));
    std::string_view value = trim(text.substr(equals + 1));
    if (toml)
      key = (table.empty() ? "" : table + ".") + std::string(unquoted(key));
    if (toml && value.starts_with('{')) {
      for (const auto &[name, said] : inlineTable(value))
        flywaySetting(key + "." + name, said, into);
      continue;
    }
    flywaySetting(key, toml ? unquoted(value) : value, into);
  }
}

//===--- placeholders -----------------------------------------------------===//

/// What Flyway puts for a placeholder of its own; nothing for what is only known when it runs.
static std::optional<std::string> builtIn(std::string_view key, const File &file,
                                          const std::function<std::string(std::string_view)> &of,
                                          const std::vector<std::string> &schemas) {
  auto known = [](std::string value) {
    return value.empty() ? std::nullopt : std::optional(std::move(value));
  };
  if (key == "flyway:defaultSchema")
    return schemas.empty() ? "public" : schemas.front();
  if (key == "flyway:filename")
    return std::string(fileName(file.path));
  if (key == "flyway:table")
    return known(of("table")).value_or("flyway_schema_history");
  if (key == "flyway:environment")
    return known(of("environment")).value_or("default");
  if (key == "flyway:user")
    return known(of("user"));
  if (key == "flyway:database") { // jdbc:postgresql://host:5432/name?ssl=true
    std::string url = of("url");
    url.erase(std::min(url.find('?'), url.size()));
    size_t slash = url.rfind('/');
    return slash == url.npos ? std::nullopt : known(url.substr(slash + 1));
  }
  return std::nullopt;
}

/// Whether \p at is in no token.
static bool isInComment(const std::vector<SqlToken> &tokens, size_t at) {
  return std::ranges::none_of(tokens,
                              [&](const SqlToken &t) { return t.begin <= at && at < t.end; });
}

/// The text with its placeholders replaced, as a buffer of its own; lines stay where they are.
FileId Lister::withPlaceholders(const File &file, const FlywaySettings &s) {
  std::string_view text = sources.text(file.id);
  if (!s.replacesPlaceholders || text.find(s.placeholderPrefix) == text.npos)
    return file.id;
  std::string out;
  std::vector<SqlToken> tokens;
  bool replaced = false;
  for (size_t at = 0; at < text.size();) {
    size_t begin = text.find(s.placeholderPrefix, at);
    size_t from = begin == text.npos ? begin : begin + s.placeholderPrefix.size();
    size_t end = from == text.npos ? from : text.find(s.placeholderSuffix, from);
    if (end == text.npos) {
      out += text.substr(at);
      break;
    }
    std::string key(text.substr(from, end - from));
    size_t after = end + s.placeholderSuffix.size();
    out += text.substr(at, begin - at);
    auto it = s.placeholders.find(key);
    std::optional<std::string> value =
        it != s.placeholders.end()
            ? std::optional(it->second)
            : builtIn(key, file, [&](std::string_view k) { return s.of(k); }, schemas);
    if (!value && tokens.empty())
      tokens = lexSqlTokens(text);
    if (!value && !isInComment(tokens, begin)) {
      Loc loc = sources.begin(file.id);
      diags.report({loc + static_cast<uint32_t>(begin), loc + static_cast<uint32_t>(after)},
                   diag::err_history_placeholder, key);
    }
    out += value ? *value : std::string(text.substr(begin, after - begin));
    replaced = true;
    at = after;
  }
  return replaced ? sources.addBuffer(std::string(sources.name(file.id)), std::move(out)) : file.id;
}

//===--- files ------------------------------------------------------------===//

std::map<std::string, Lister::FlywaySettings> Lister::scriptSettings(const FlywaySettings &all) {
  std::map<std::string, FlywaySettings> out;
  for (const File &f : files) {
    if (!f.path.ends_with(".sql.conf"))
      continue;
    FlywaySettings own = all;
    own.transactionIsSet = false;
    flywaySettings(f.id, false, own);
    if (isExecuted(f, own))
      own.others.erase("shouldExecute");
    out[f.path.substr(0, f.path.size() - std::string_view(".conf").size())] = std::move(own);
  }
  return out;
}

/// `shouldExecute` is true or false, or compares two texts, with placeholders in them.
bool Lister::isExecuted(const File &settingsFile, const FlywaySettings &own) {
  auto said = own.others.find("shouldExecute");
  if (said == own.others.end())
    return true;
  std::string text = said->second;
  for (const auto &[key, value] : own.placeholders) {
    std::string placeholder = own.placeholderPrefix + key + own.placeholderSuffix;
    for (size_t at = text.find(placeholder); at != text.npos;
         at = text.find(placeholder, at + value.size()))
      text.replace(at, placeholder.size(), value);
  }
  size_t equals = text.find("==");
  if (equals != text.npos && text.find(own.placeholderPrefix) == text.npos)
    return trim(text.substr(0, equals)) == trim(text.substr(equals + 2));
  if (text != "true" && text != "false")
    diags.report(start(settingsFile.id), diag::err_history_setting, "shouldExecute=" + text,
                 "shouldExecute=true, with placeholders that are known");
  return text == "true";
}

/// Flyway knows what is repeated by its description.
void Lister::repeatedTwice(const std::vector<Migration> &repeatable) {
  std::map<std::string_view, const Migration *> seen;
  for (const Migration &m : repeatable)
    if (auto [first, isNew] = seen.try_emplace(m.name, &m); !isNew)
      diags.report(start(m.file), diag::err_history_duplicate, m.name,
                   sources.name(first->second->file), sources.name(m.file));
}

std::vector<Migration> Lister::flyway() {
  FlywaySettings settings;
  for (const File &f : files) {
    bool toml = f.path.ends_with(".toml");
    if (!f.path.ends_with(".sql.conf") && (toml || f.path.ends_with(".conf")))
      flywaySettings(f.id, toml, settings);
  }
  settings.transactionIsSet = false;
  std::map<std::string, FlywaySettings> scripts = scriptSettings(settings);
  schemas = settings.schemas();
  mixed = settings.of("mixed") == "true";
  std::set<std::string, std::less<>> left; // by their settings; their versions make no gap
  std::vector<Migration> first, versioned, middle, repeatable, last, baselines, undo;
  for (const File &f : files) {
    std::string_view n = fileName(f.path);
    bool program = isFlywayProgram(n);
    if (!program && !n.ends_with(".sql"))
      continue;
    Migration m;
    m.name = n.substr(0, n.rfind('.'));
    m.file = f.id;
    if (program)
      m = programOf(sources, f);
    auto own = scripts.find(f.path);
    const FlywaySettings &its = own == scripts.end() ? settings : own->second;
    m.transaction = its.transaction;
    m.transactionIsSet = its.transactionIsSet;
    if (program) // what a class says of itself stands above the settings
      m.transaction = sources.text(f.id).find("canExecuteInTransaction") == std::string_view::npos;
    size_t separator = m.name.find(settings.separator);
    auto prefixed = [&](const std::string &prefix) {
      if (!std::string_view(m.name).starts_with(prefix) || separator == std::string::npos)
        return false;
      m.version = m.name.substr(prefix.size(), separator - prefix.size());
      return true;
    };
    std::vector<Migration> *into = nullptr;
    if (prefixed(settings.repeatable) && m.version.empty()) {
      m.repeatable = true;
      into = &repeatable;
    } else if (prefixed(settings.versioned) && parseVersion(m.version)) {
      into = &versioned;
    } else if (prefixed(settings.baseline) && parseVersion(m.version)) {
      into = &baselines;
    } else if (prefixed(settings.undo) && parseVersion(m.version)) {
      into = &undo;
    } else if (std::optional<FlywayMoment> moment = flywayMoment(m.name, settings.separator)) {
      if (moment == FlywayMoment::Around)
        diags.report(start(f.id), diag::warn_history_around, f.path);
      if (moment == FlywayMoment::Around || moment == FlywayMoment::Never)
        continue;
      m.version.clear();
      m.repeatable = true;
      into = moment == FlywayMoment::First  ? &first
             : moment == FlywayMoment::Last ? &last
                                            : &middle;
    }
    if (!into) {
      misnamed(f, Tool::Flyway);
      continue;
    }
    if (its.others.contains("shouldExecute"))
      left.insert(m.name);
    else if (into != &undo && !program)
      m.file = withPlaceholders(f, its);
    m.up = whole(m.file);
    into->push_back(std::move(m));
  }
  order(versioned, baselines.empty());
  order(baselines, false);
  order(undo, false);
  if (!baselines.empty()) { // an empty database begins with the newest one
    Version from = *parseVersion(baselines.back().version);
    std::erase_if(versioned,
                  [&](const Migration &m) { return !before(from, *parseVersion(m.version)); });
    versioned.insert(versioned.begin(), baselines.back());
  }
  repeatedTwice(repeatable);
  for (const Migration &u : undo) {
    auto it = std::find_if(versioned.begin(), versioned.end(), [&](const Migration &m) {
      return same(*parseVersion(m.version), *parseVersion(u.version));
    });
    if (it != versioned.end() && u.unread)
      it->takesBack = true;
    else if (it != versioned.end())
      it->down = u.up;
    else if (baselines.empty())
      diags.report(start(u.file), diag::warn_history_undo, u.name, u.version);
  }
  std::vector<Migration> out;
  for (std::vector<Migration> *part : {&first, &versioned, &middle, &repeatable, &last}) {
    if (part != &versioned)
      std::stable_sort(part->begin(), part->end(),
                       [](const Migration &a, const Migration &b) { return a.name < b.name; });
    std::move(part->begin(), part->end(), std::back_inserter(out));
  }
  std::erase_if(out, [&](const Migration &m) { return left.contains(m.name); });
  return out;
}

} // namespace schemac::history
