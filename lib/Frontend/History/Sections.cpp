//===- Sections.cpp - Files divided by comments ---------------------------===//
//
// goose, dbmate and Liquibase keep both ways, or several changes, in one file, and say in comments
// where each begins.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include <algorithm>
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

std::vector<Migration> Lister::goose() {
  std::vector<Migration> out;
  for (const File &f : files) {
    std::string_view n = fileName(f.path);
    if (!n.ends_with(".sql"))
      continue;
    std::string version(leadingDigits(n));
    if (version.empty()) {
      misnamed(f, Tool::Goose);
      continue;
    }
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

/// Formatted SQL: `--changeset author:id`, files by name, changesets in their order.
std::vector<Migration> Lister::liquibase() {
  std::vector<File> sorted(files.begin(), files.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const File &a, const File &b) { return a.path < b.path; });
  std::vector<Migration> out;
  std::map<std::string, std::string> seen;
  for (const File &f : sorted) {
    if (!f.path.ends_with(".sql"))
      continue;
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
        size_t colon = words->find(':'), end = words->find(' ');
        if (colon == std::string::npos || colon > end) {
          diags.report(line.range, diag::err_history_section, "a changeset is named 'author:id'");
          continue;
        }
        if (!isForPostgres(attribute(*words, "dbms")))
          continue;
        Migration m;
        m.name = words->substr(0, end);
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
      }
    }
    close(whole(f.id).end);
    if (!formatted)
      misnamed(f, Tool::Liquibase);
  }
  return out;
}

} // namespace schemac::history
