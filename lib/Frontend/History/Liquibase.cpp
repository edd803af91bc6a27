//===- Liquibase.cpp - Formatted SQL --------------------------------------===//
//
// One file holds several changesets, and comments say where each begins and how it runs.
//
//===----------------------------------------------------------------------===//
#include "Programs.h"
#include "Reader.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace schemac::history {

/// The value of `name:value` in a line; empty when it is not said.
static std::string attribute(const std::string &line, std::string_view name) {
  std::string text = lower(line), key = lower(name) + ":";
  size_t at = text.find(key);
  while (at != std::string::npos && at > 0 && text[at - 1] != ' ' && text[at - 1] != '\t')
    at = text.find(key, at + 1);
  if (at == std::string::npos)
    return {};
  at += key.size();
  bool quoted = at < text.size() && text[at] == '"';
  size_t end = quoted ? text.find('"', at + 1) : text.find_first_of(" \t", at);
  size_t from = quoted ? at + 1 : at;
  // Names and values are as they are written.
  return line.substr(from, std::min(end, text.size()) - from);
}

static bool isForPostgres(const std::string &dbms) {
  return dbms.empty() || dbms == "all" || dbms.find("postgres") != std::string::npos ||
         (dbms[0] == '!' && dbms.find("!postgres") == std::string::npos);
}

static bool isSaid(const std::string &line, std::string_view name, std::string_view value) {
  return lower(attribute(line, name)) == value;
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
      delimiter = lower(attribute(*words, "endDelimiter"));
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

/// The name in `author:id …`, each of which may be quoted; an author may have blanks. Empty when
/// there is none.
static std::string changesetName(std::string_view words) {
  size_t colon = words.starts_with('"') ? words.find('"', 1) : words.find(':');
  if (words.starts_with('"') && colon != words.npos)
    ++colon;
  if (colon == words.npos || colon == 0 || colon >= words.size() || words[colon] != ':')
    return {};
  size_t id = std::min(words.find_first_not_of(" \t", colon + 1), words.size());
  bool quoted = id < words.size() && words[id] == '"';
  size_t end = quoted ? words.find('"', id + 1) : words.find_first_of(" \t", id);
  end = std::min(end == words.npos ? end : end + quoted, words.size());
  if (end == id)
    return {};
  return std::string(words.substr(0, colon + 1)) + std::string(words.substr(id, end - id));
}

/// `--property name:x value:y`: `${x}` stands for y from then on, in this file or in all.
/// What is for another database is left out; contexts and labels are taken to hold.
FileId Lister::withProperties(FileId file, Properties &global) {
  std::string_view text = sources.text(file);
  Properties own;
  for (const Line &line : lines(file))
    if (auto words = after(line.text, "property")) {
      std::string name = attribute(*words, "name"), value = attribute(*words, "value");
      if (!name.empty() && isForPostgres(lower(attribute(*words, "dbms"))))
        (isSaid(*words, "global", "false") ? own : global).emplace(name, value);
    }
  if (text.find("${") == text.npos)
    return file;
  std::string out;
  std::vector<SqlToken> tokens = lexSqlTokens(text);
  size_t done = 0;
  for (size_t at = text.find("${"); at != text.npos; at = text.find("${", at + 2)) {
    size_t end = text.find('}', at);
    if (end == text.npos)
      break;
    std::string_view name = text.substr(at + 2, end - at - 2);
    auto it = own.find(name);
    if (it == own.end() && (it = global.find(name)) == global.end()) {
      // What has no value stays as it is, which only a string or a comment can hold.
      bool escaped = name.starts_with(':'), outside = false;
      for (const SqlToken &t : tokens)
        outside |= t.begin <= at && at < t.end && t.kind != SqlToken::Kind::String &&
                   t.kind != SqlToken::Kind::Quoted;
      if (Loc loc = sources.begin(file) + uint32_t(at); outside && !escaped)
        diags.report({loc, loc + uint32_t(end + 1 - at)}, diag::err_history_placeholder, name);
      if (!escaped)
        continue;
      out += std::string(text.substr(done, at - done)) + "${" + std::string(name.substr(1)) + "}";
    } else {
      out += std::string(text.substr(done, at - done)) + it->second;
    }
    done = end + 1;
  }
  if (done == 0)
    return file;
  out += text.substr(done);
  return sources.addBuffer(std::string(sources.name(file)), std::move(out));
}

/// Formatted SQL: `--changeset author:id`, files by name, changesets in their order.
std::vector<Migration> Lister::liquibase() {
  std::vector<File> sorted(files.begin(), files.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const File &a, const File &b) { return a.path < b.path; });
  std::vector<Migration> out;
  std::map<std::string, std::string> seen;
  Properties global;
  for (const File &of : sorted) {
    if (!of.path.ends_with(".sql"))
      continue;
    if (of.unread) {
      out.push_back(unreadableOf(sources, of, ""));
      continue;
    }
    const File f{of.path, withSemicolons(withProperties(of.id, global))};
    bool formatted = false, open = false;
    std::string logical; // the path that changesets of the file go by
    auto close = [&](Loc at) {
      if (open)
        out.back().up.end = at;
      open = false;
    };
    for (const Line &line : lines(f.id)) {
      if (auto words = after(line.text, "liquibase formatted")) {
        formatted = true;
        logical = attribute(*words, "logicalFilePath");
      } else if (auto words = after(line.text, "changeset"); words && formatted) {
        close(line.range.begin);
        std::string called = changesetName(*words);
        if (called.empty()) {
          diags.report(line.range, diag::err_history_section, "a changeset is named 'author:id'");
          continue;
        }
        if (!isForPostgres(lower(attribute(*words, "dbms"))))
          continue;
        if (isSaid(*words, "ignore", "true")) // as if it was not there
          continue;
        Migration m;
        m.name = called;
        m.file = f.id;
        m.up = {line.next, line.next};
        m.transaction = !isSaid(*words, "runInTransaction", "false");
        m.repeatable = isSaid(*words, "runOnChange", "true") || isSaid(*words, "runAlways", "true");
        std::string path = attribute(*words, "logicalFilePath");
        path = !path.empty() ? path : !logical.empty() ? logical : f.path;
        auto [it, isNew] = seen.emplace(path + "::" + m.name, f.path);
        if (!isNew)
          diags.report(line.range, diag::err_history_duplicate, m.name, it->second, f.path);
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
