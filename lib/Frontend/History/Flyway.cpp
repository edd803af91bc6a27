//===- Flyway.cpp - V, U, R and B files, and their settings ---------------===//
#include "Reader.h"
#include <algorithm>

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
  if (key.starts_with("environments.") || key.starts_with("plugins."))
    return;
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
    s.transaction = value == "true";
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
    if (toml && value.size() > 1 && (value[0] == '"' || value[0] == '\''))
      value = value.substr(1, std::min(value.find(value[0], 1), value.size()) - 1);
    if (toml && !table.empty())
      key = table + "." + key;
    flywaySetting(key, value, into);
  }
}

//===--- placeholders -----------------------------------------------------===//

/// The text with its placeholders replaced, as a buffer of its own; lines stay where they are.
FileId Lister::withPlaceholders(FileId file, const FlywaySettings &s) {
  std::string_view text = sources.text(file);
  if (!s.replacesPlaceholders || text.find(s.placeholderPrefix) == text.npos)
    return file;
  std::string out;
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
    if (key == "flyway:defaultSchema") {
      out += "public";
    } else if (it != s.placeholders.end()) {
      out += it->second;
    } else {
      Loc loc = sources.begin(file);
      diags.report({loc + static_cast<uint32_t>(begin), loc + static_cast<uint32_t>(after)},
                   diag::err_history_placeholder, key);
      out += text.substr(begin, after - begin);
    }
    replaced = true;
    at = after;
  }
  return replaced ? sources.addBuffer(std::string(sources.name(file)), std::move(out)) : file;
}

//===--- files ------------------------------------------------------------===//

std::vector<Migration> Lister::flyway() {
  FlywaySettings settings;
  std::map<std::string, bool> transactions; // of single scripts, by the path of their settings
  for (const File &f : files) {
    if (f.path.ends_with(".sql.conf")) {
      FlywaySettings own;
      flywaySettings(f.id, false, own);
      transactions[f.path.substr(0, f.path.size() - std::string_view(".conf").size())] =
          own.transaction;
    } else if (f.path.ends_with(".conf") || f.path.ends_with(".toml")) {
      flywaySettings(f.id, f.path.ends_with(".toml"), settings);
    }
  }
  std::vector<Migration> versioned, repeatable, baselines, undo;
  for (const File &f : files) {
    std::string_view n = fileName(f.path);
    if (!n.ends_with(".sql"))
      continue;
    Migration m;
    m.name = n.substr(0, n.size() - std::string_view(".sql").size());
    m.file = f.id;
    auto own = transactions.find(f.path);
    m.transaction = own == transactions.end() ? settings.transaction : own->second;
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
    }
    if (!into) {
      misnamed(f, Tool::Flyway);
      continue;
    }
    if (into != &undo)
      m.file = withPlaceholders(f.id, settings);
    m.up = whole(m.file);
    into->push_back(std::move(m));
  }
  order(versioned, baselines.empty());
  order(baselines, false);
  if (!baselines.empty()) { // an empty database begins with the newest one
    Version first = *parseVersion(baselines.back().version);
    std::erase_if(versioned,
                  [&](const Migration &m) { return !before(first, *parseVersion(m.version)); });
    versioned.insert(versioned.begin(), baselines.back());
  }
  for (const Migration &u : undo) {
    auto it = std::find_if(versioned.begin(), versioned.end(), [&](const Migration &m) {
      return same(*parseVersion(m.version), *parseVersion(u.version));
    });
    if (it != versioned.end())
      it->down = u.up;
    else if (baselines.empty())
      diags.report(start(u.file), diag::warn_history_undo, u.name, u.version);
  }
  std::stable_sort(repeatable.begin(), repeatable.end(),
                   [](const Migration &a, const Migration &b) { return a.name < b.name; });
  versioned.insert(versioned.end(), repeatable.begin(), repeatable.end());
  return versioned;
}

} // namespace schemac::history
