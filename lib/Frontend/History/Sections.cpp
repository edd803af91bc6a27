//===- Sections.cpp - Files divided by comments ---------------------------===//
//
// goose, dbmate and Liquibase keep both ways, or several changes, in one file, and say in comments
// where each begins.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace schemac::history {

static std::string lower(std::string_view text) {
  std::string out(text);
  for (char &c : out)
    c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

/// What follows `--` and \p word in a comment; nothing where the line is none of this kind.
static std::optional<std::string> after(std::string_view line, std::string_view word) {
  if (!line.starts_with("--"))
    return std::nullopt;
  line.remove_prefix(2);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  std::string text = lower(line.substr(0, word.size()));
  if (text != word)
    return std::nullopt;
  line.remove_prefix(word.size());
  return std::string(line.substr(std::min(line.find_first_not_of(" \t"), line.size())));
}

//===--- goose ------------------------------------------------------------===//

/// A variable of the environment in \p text at \p at: `$NAME`, `${NAME}`, `${NAME:-default}`.
struct Variable {
  size_t end = 0;
  std::string_view name;
  std::optional<std::string_view> otherwise;
};
static std::optional<Variable> variableAt(std::string_view text, size_t at) {
  auto isNamed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  bool braces = text.substr(at).starts_with("${");
  size_t begin = at + (braces ? 2 : 1), end = begin;
  while (end < text.size() && isNamed(text[end]))
    ++end;
  if (end == begin || (text[begin] >= '0' && text[begin] <= '9'))
    return std::nullopt;
  Variable v{end, text.substr(begin, end - begin), std::nullopt};
  if (!braces)
    return v;
  size_t close = text.find('}', end);
  if (close == text.npos)
    return std::nullopt;
  std::string_view rest = text.substr(end, close - end);
  if (rest.starts_with(":-") || rest.starts_with("-"))
    v.otherwise = rest.substr(rest.find('-') + 1);
  v.end = close + 1;
  return v;
}

/// Between `ENVSUB ON` and `OFF` goose puts variables of its environment into lines that are no
/// comments. Here they have the default that stands beside them; what has none is not known.
FileId Lister::withEnvironment(FileId file) {
  std::string_view text = sources.text(file);
  std::string out;
  bool on = false, replaced = false;
  size_t at = 0;
  for (const Line &line : lines(file)) {
    if (std::optional<std::string> word = after(line.text, "+goose")) {
      std::string command = lower(*word);
      on = command == "envsub on" || (on && command != "envsub off");
    }
    if (!on || line.text.starts_with("--"))
      continue;
    size_t end = line.range.end.raw - sources.begin(file).raw;
    for (size_t i = line.range.begin.raw - sources.begin(file).raw; i < end; ++i) {
      std::optional<Variable> v =
          text[i] == '$' ? variableAt(text.substr(0, end), i) : std::nullopt;
      if (!v)
        continue;
      if (!v->otherwise) {
        Loc loc = sources.begin(file) + static_cast<uint32_t>(i);
        diags.report({loc, loc + static_cast<uint32_t>(v->end - i)}, diag::err_history_placeholder,
                     v->name);
      } else {
        out += text.substr(at, i - at);
        out += *v->otherwise;
        at = v->end;
        replaced = true;
      }
      i = v->end - 1;
    }
  }
  out += text.substr(at);
  return replaced ? sources.addBuffer(std::string(sources.name(file)), std::move(out)) : file;
}

std::vector<Migration> Lister::goose() {
  std::vector<Migration> out;
  for (const File &of : files) {
    std::string_view n = fileName(of.path);
    if (!n.ends_with(".sql"))
      continue;
    std::string version(leadingDigits(n));
    if (version.empty()) {
      misnamed(of, Tool::Goose);
      continue;
    }
    const File f{of.path, withEnvironment(of.id)};
    Migration m;
    m.name = n.substr(0, n.size() - std::string_view(".sql").size());
    m.version = version;
    m.file = f.id;
    SourceRange *section = nullptr, opened;
    auto close = [&](Loc at) {
      if (section)
        section->end = at;
      section = nullptr;
    };
    for (const Line &line : lines(f.id)) {
      std::optional<std::string> word = after(line.text, "+goose");
      if (!word)
        continue;
      std::string command = lower(*word);
      if (command == "up" || command == "down") {
        close(line.range.begin);
        section = command == "up" ? &m.up : &m.down;
        *section = {line.next, line.next};
      } else if (command == "no transaction") {
        m.transaction = false;
      } else if (command == "statementbegin") {
        if (opened.isValid())
          diags.report(line.range, diag::err_history_section,
                       "StatementBegin stands in a statement that has begun");
        opened = line.range;
      } else if (command == "statementend") {
        if (!opened.isValid())
          diags.report(line.range, diag::err_history_section,
                       "StatementEnd ends no statement that has begun");
        opened = {};
      } else if (command != "envsub on" && command != "envsub off") {
        diags.report(line.range, diag::err_history_section,
                     fmt::format("goose knows no '{}'", *word));
      }
    }
    close(whole(f.id).end);
    if (opened.isValid())
      diags.report(opened, diag::err_history_section, "no StatementEnd ends this statement");
    if (!m.up.isValid()) {
      diags.report(start(f.id), diag::err_history_section,
                   "there is no '-- +goose Up': nothing of this file would run");
      continue;
    }
    out.push_back(std::move(m));
  }
  order(out, true);
  return out;
}

//===--- dbmate -----------------------------------------------------------===//

std::vector<Migration> Lister::dbmate() {
  std::vector<Migration> out;
  for (const File &f : files) {
    std::string_view n = fileName(f.path);
    if (!n.ends_with(".sql"))
      continue;
    std::string version(leadingDigits(n));
    if (version.empty()) {
      if (n != "schema.sql") // dbmate's own dump
        misnamed(f, Tool::Dbmate);
      continue;
    }
    Migration m;
    m.name = n.substr(0, n.size() - std::string_view(".sql").size());
    m.version = version;
    m.file = f.id;
    for (const Line &line : lines(f.id)) {
      std::optional<std::string> up = after(line.text, "migrate:up");
      std::optional<std::string> down = after(line.text, "migrate:down");
      if (up) {
        m.up = {line.next, whole(f.id).end};
        m.transaction = lower(*up).find("transaction:false") == std::string::npos;
      } else if (down) {
        if (m.up.isValid() && !m.down.isValid())
          m.up.end = line.range.begin;
        m.down = {line.next, whole(f.id).end};
      }
    }
    if (!m.up.isValid()) {
      diags.report(start(f.id), diag::err_history_section,
                   "there is no '-- migrate:up': dbmate refuses this file");
      continue;
    }
    out.push_back(std::move(m));
  }
  order(out, false);
  return out;
}

//===--- Liquibase --------------------------------------------------------===//

/// The value of `name:value` in a line; empty when it is not said.
static std::string attribute(const std::string &line, std::string_view name) {
  std::string text = lower(line), key = lower(name) + ":";
  size_t at = text.find(" " + key);
  if (at == std::string::npos)
    return {};
  at += 1 + key.size();
  bool quoted = at < text.size() && text[at] == '"';
  size_t end = quoted ? text.find('"', at + 1) : text.find(' ', at);
  size_t from = quoted ? at + 1 : at;
  return text.substr(from, std::min(end, text.size()) - from);
}

static bool isForPostgres(const std::string &dbms) {
  return dbms.empty() || dbms == "all" || dbms.find("postgres") != std::string::npos ||
         (dbms[0] == '!' && dbms.find("!postgres") == std::string::npos);
}

/// The `endDelimiter` of changesets where it ends a line, and without one a line that is `/` or
/// GO, as semicolons; lines that are to be ignored are blank. Nothing moves.
FileId Lister::withSemicolons(FileId file) {
  std::string_view text = sources.text(file);
  std::string out(text), delimiter;
  long ignored = 0; // lines to come; less: all until the end
  for (const Line &line : lines(file)) {
    size_t at = static_cast<size_t>(line.text.data() - text.data());
    if (auto words = after(line.text, "changeset")) {
      delimiter = attribute(*words, "endDelimiter");
      if (delimiter.starts_with("\\n"))
        delimiter.erase(0, 2);
      continue;
    }
    if (auto words = after(line.text, "ignorelines:")) {
      std::string what = lower(*words);
      ignored = what == "start" ? -1 : what == "end" ? 0 : std::atol(what.c_str());
      continue;
    }
    if (ignored) {
      out.replace(at, line.text.size(), std::string(line.text.size(), ' '));
      ignored -= ignored > 0;
      continue;
    }
    std::string said = lower(line.text);
    bool usual = delimiter.empty() && (said == "/" || said == "go");
    size_t length = usual ? said.size() : delimiter.size();
    if (usual ||
        (length && delimiter != ";" && said.ends_with(delimiter) && !said.starts_with("--")))
      out.replace(at + said.size() - length, length, ";" + std::string(length - 1, ' '));
  }
  return out == text ? file : sources.addBuffer(std::string(sources.name(file)), std::move(out));
}

/// The name in `author:id …`, each of which may be quoted; empty when there is none.
static std::string changesetName(std::string_view words) {
  size_t at = 0;
  auto part = [&](std::string_view ends) {
    bool quoted = at < words.size() && words[at] == '"';
    size_t end = quoted ? words.find('"', at + 1) : words.find_first_of(ends, at);
    end = std::min(end == words.npos ? end : end + quoted, words.size());
    bool isThere = end > at;
    at = end;
    return isThere;
  };
  if (!part(": ") || at >= words.size() || words[at++] != ':')
    return {};
  return part(" \t") ? std::string(words.substr(0, at)) : std::string();
}

/// Formatted SQL: `--changeset author:id`, files by name, changesets in their order.
std::vector<Migration> Lister::liquibase() {
  std::vector<File> sorted(files.begin(), files.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const File &a, const File &b) { return a.path < b.path; });
  std::vector<Migration> out;
  std::map<std::string, std::string> seen;
  for (const File &of : sorted) {
    if (!of.path.ends_with(".sql"))
      continue;
    const File f{of.path, withSemicolons(of.id)};
    bool formatted = false, open = false;
    auto close = [&](Loc at) {
      if (open)
        out.back().up.end = at;
      open = false;
    };
    for (const Line &line : lines(f.id)) {
      if (after(line.text, "liquibase formatted sql")) {
        formatted = true;
      } else if (auto words = after(line.text, "changeset"); words && formatted) {
        close(line.range.begin);
        std::string called = changesetName(*words);
        if (called.empty()) {
          diags.report(line.range, diag::err_history_section, "a changeset is named 'author:id'");
          continue;
        }
        if (!isForPostgres(attribute(*words, "dbms")))
          continue;
        Migration m;
        m.name = called;
        m.file = f.id;
        m.up = {line.next, line.next};
        m.transaction = attribute(*words, "runInTransaction") != "false";
        m.repeatable =
            attribute(*words, "runOnChange") == "true" || attribute(*words, "runAlways") == "true";
        auto [it, isNew] = seen.emplace(f.path + "::" + m.name, f.path);
        if (!isNew)
          diags.report(line.range, diag::err_history_duplicate, m.name, f.path, f.path);
        out.push_back(std::move(m));
        open = true;
      } else if (open && (after(line.text, "rollback") ||
                          lower(line.text).starts_with("/* liquibase rollback"))) {
        out.back().takesBack = true;
      }
    }
    close(whole(f.id).end);
    if (!formatted)
      misnamed(f, Tool::Liquibase);
  }
  return out;
}

} // namespace schemac::history
