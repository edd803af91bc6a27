//===- Sections.cpp - Files divided by comments ---------------------------===//
//
// goose and dbmate keep both ways in one file, and say in comments where each begins.
//
//===----------------------------------------------------------------------===//
#include "Programs.h"
#include "Reader.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::history {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char &c : out)
    c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

std::optional<std::string> after(std::string_view line, std::string_view word) {
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
    std::string version(leadingDigits(n));
    if (isGooseProgram(n) && registersGooseMigration(sources.text(of.id))) {
      Migration m = programOf(sources, of);
      m.version = version;
      m.transaction = false;
      out.push_back(std::move(m));
    }
    if (!n.ends_with(".sql"))
      continue;
    if (version.empty()) {
      misnamed(of, Tool::Goose);
      continue;
    }
    if (of.unread) {
      out.push_back(unreadableOf(sources, of, version));
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
    for (SourceRange part : {m.up, m.down})
      splitAtLines(part, f.id, Tool::Goose, "+goose");
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

/// What follows a directive of dbmate, which stands at the beginning of its line; only the first of
/// each kind is one.
static std::optional<std::string_view> dbmateDirective(std::string_view line,
                                                       std::string_view word) {
  constexpr std::string_view Blanks = " \t\r\n";
  if (!line.starts_with("--"))
    return std::nullopt;
  line.remove_prefix(std::min(line.find_first_not_of(Blanks, 2), line.size()));
  if (!line.starts_with(word))
    return std::nullopt;
  line.remove_prefix(word.size());
  if (!line.empty() && Blanks.find(line[0]) == Blanks.npos)
    return std::nullopt;
  return line;
}

void Lister::dbmateBlocks(Migration &m) {
  Loc upBegin;
  for (const Line &line : lines(m.file)) {
    std::string_view text = sources.text(line.range);
    if (auto options = dbmateDirective(text, "migrate:up"); options && !m.up.isValid()) {
      upBegin = line.range.begin;
      m.up = {line.next, whole(m.file).end};
      m.transaction = options->find("transaction:false") == options->npos;
      if (m.down.isValid())
        diags.report(line.range, diag::err_history_section,
                     "dbmate refuses a file in which 'migrate:up' stands behind 'migrate:down'");
    } else if (dbmateDirective(text, "migrate:down") && !m.down.isValid()) {
      if (m.up.isValid())
        m.up.end = line.range.begin;
      m.down = {line.next, whole(m.file).end};
    }
  }
  if (!m.up.isValid()) {
    diags.report(start(m.file), diag::err_history_section,
                 "there is no '-- migrate:up': dbmate refuses this file");
    return;
  }
  if (m.down.begin < m.up.begin && m.down.isValid())
    m.down.end = upBegin;
  Loc first = start(m.file).begin;
  SourceRange before{first, m.down.isValid() && m.down.begin < m.up.begin ? first : upBegin};
  if (std::vector<SqlToken> tokens = lexSqlTokens(sources.text(before)); !tokens.empty())
    diags.report({first + uint32_t(tokens[0].begin), first + uint32_t(tokens[0].end)},
                 diag::err_history_section,
                 "a statement before '-- migrate:up': dbmate refuses this file");
}

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
    if (f.unread) {
      out.push_back(unreadableOf(sources, f, version));
      continue;
    }
    Migration m;
    m.name = n.substr(0, n.size() - std::string_view(".sql").size());
    m.version = version;
    m.file = f.id;
    dbmateBlocks(m);
    if (m.up.isValid())
      out.push_back(std::move(m));
  }
  order(out, false);
  return out;
}

} // namespace schemac::history
