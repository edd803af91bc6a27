//===- Divided.cpp - Files with both ways in them -------------------------===//
//
// sql-migrate, node-pg-migrate, tern, MyBatis Migrations and Play keep what goes up and what goes
// down in one file, each with a line of its own between them. What such a line looks like is a row
// of a table. A line that looks like one and is of no tool is refused: the other half of the file
// would run, too.
//
//===----------------------------------------------------------------------===//
#include "Programs.h"
#include "Reader.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::history {

namespace {

struct Division {
  Tool tool;
  std::string_view up, down; ///< as key() gives them; no `up`: it begins with the file
  std::string_view said;     ///< the line that begins what goes up, as it is written
  std::string_view others;   ///< what its other lines begin with; empty: it has none
  std::string_view alone; ///< takes the file out of a transaction, on the line of `up` or its own
  bool transaction;       ///< the tool opens one for each file
  bool mayLackUp;         ///< a file without any line of these goes up
};

constexpr Division Divisions[] = {
    {Tool::SqlMigrate, "+migrate up", "+migrate down", "-- +migrate Up", "+migrate ",
     "notransaction", true, false},
    {Tool::NodePgMigrate, "up migration", "down migration", "-- Up Migration", "", "", true, true},
    {Tool::Tern, "", "create above / drop below", "", "", "tern: disable-tx", true, true},
    {Tool::MyBatis, "", "@undo", "", "", "", true, true},
    {Tool::Play, "!ups", "!downs", "# --- !Ups", "", "", false, false},
};

const Division *divisionOf(Tool tool) {
  auto row = std::ranges::find(Divisions, tool, &Division::tool);
  return row == std::end(Divisions) ? nullptr : &*row;
}

/// The words of a comment in lower case, divided by single blanks, without the signs that it begins
/// with; empty where the line is no comment. Only Play takes `#` for one.
std::string key(std::string_view line) {
  if (!line.starts_with("--") && !line.starts_with("#"))
    return {};
  line.remove_prefix(std::min(line.find_first_not_of(" \t-#/"), line.size()));
  std::string out;
  for (char c : line) {
    bool blank = c == ' ' || c == '\t';
    if (!blank || (!out.empty() && out.back() != ' '))
      out += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

bool begins(std::string_view words, std::string_view mark) {
  return !mark.empty() && words.starts_with(mark) &&
         (words.size() == mark.size() || words[mark.size()] == ' ');
}

bool isComment(std::string_view line, Tool tool) {
  return line.starts_with("--") || tool == Tool::Play;
}

/// Lines that begin what takes a file back, in whatever tool it is.
bool looksLikeDown(std::string_view line) {
  if (!line.starts_with("--"))
    return false;
  static constexpr std::string_view Words[] = {"down",         "downs",          "undo",
                                               "rollback",     "revert",         "downgrade",
                                               "migrate down", "down migration", "migration down",
                                               "down script",  "rollback script"};
  std::string words = key(line);
  auto isSign = [](char c) { return (c < 'a' || c > 'z') && c != ' '; };
  std::erase_if(words, isSign);
  while (words.ends_with(' '))
    words.pop_back();
  words.erase(0, words.find_first_not_of(' ') == words.npos ? words.size()
                                                            : words.find_first_not_of(' '));
  return std::ranges::find(Words, words) != std::end(Words);
}

} // namespace

std::optional<Tool> dividedBy(std::string_view text) {
  static constexpr std::pair<std::string_view, Tool> Others[] = {{"+goose up", Tool::Goose},
                                                                 {"migrate:up", Tool::Dbmate}};
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (std::string words = key(line); !words.empty()) {
      for (auto [word, tool] : Others)
        if (line.starts_with("--") && begins(words, word))
          return tool;
      for (const Division &d : Divisions)
        if (isComment(line, d.tool) && (begins(words, d.up) || begins(words, d.down)))
          return d.tool;
    }
    at = end + 1;
  }
  return std::nullopt;
}

/// Play divides a file at its semicolons, but at `;;`, which stands for one.
FileId Lister::withSingleSemicolons(FileId file) {
  std::string text(sources.text(file));
  size_t at = text.find(";;");
  if (at == text.npos)
    return file;
  for (; at != text.npos; at = text.find(";;", at + 1))
    text.erase(at, 1);
  return sources.addBuffer(std::string(sources.name(file)), std::move(text));
}

std::optional<SourceRange> unknownWayBack(const SourceManager &sources, FileId file) {
  for (const Line &line : linesOf(sources, file))
    if (looksLikeDown(line.text)) {
      // Where only comments follow, as in the story of a file, nothing is taken back.
      std::string_view rest = sources.text(SourceRange{line.range.end, sources.whole(file).end});
      return lexSqlTokens(rest).empty() ? std::nullopt : std::optional(line.range);
    }
  return std::nullopt;
}

/// Says where a file is taken back by a line that nobody knows, and leaves out what is behind it.
void Lister::leaveOutUnknownDown(Migration &m) {
  std::optional<SourceRange> line = unknownWayBack(sources, m.file);
  if (!line)
    return;
  diags.report(*line, diag::err_history_way_back);
  m.up.end = line->begin;
  m.down = {line->end, whole(m.file).end};
}

std::vector<Migration> Lister::divided(Tool tool) {
  const Division &d = *divisionOf(tool);
  std::vector<Migration> out;
  for (const File &of : files) {
    std::string_view n = fileName(of.path);
    if (!n.ends_with(".sql"))
      continue;
    std::string version(leadingDigits(n));
    if (version.empty()) {
      misnamed(of, tool);
      continue;
    }
    if (of.unread) {
      out.push_back(unreadableOf(sources, of, version));
      continue;
    }
    Migration m;
    m.name = n.substr(0, n.size() - std::string_view(".sql").size());
    m.version = version;
    m.file = tool == Tool::Play ? withSingleSemicolons(of.id) : of.id;
    m.transaction = d.transaction;
    SourceRange *section = nullptr;
    auto open = [&](SourceRange &range, const Line &line) {
      if (section)
        section->end = line.range.begin;
      if (range.isValid() && !(section == &range && d.up.empty()))
        diags.report(line.range, diag::err_history_section,
                     fmt::format("a second part of this kind is not read: '{}'", line.text));
      else
        range = {line.next, line.next};
      section = &range;
    };
    if (d.up.empty())
      m.up = whole(m.file), section = &m.up;
    for (const Line &line : lines(m.file)) {
      std::string words = isComment(line.text, tool) ? key(line.text) : std::string();
      bool up = begins(words, d.up), down = begins(words, d.down);
      if (!d.alone.empty() && words.find(d.alone) != words.npos && !down)
        m.transaction = false;
      if (up || down)
        open(up ? m.up : m.down, line);
      else if (!d.others.empty() && words.starts_with(d.others) &&
               words != "+migrate statementbegin" && words != "+migrate statementend")
        diags.report(line.range, diag::err_history_section,
                     fmt::format("{} knows no '{}'", toolName(tool), line.text));
    }
    if (section)
      section->end = whole(m.file).end;
    if (tool == Tool::SqlMigrate)
      for (SourceRange part : {m.up, m.down})
        splitAtLines(part, m.file, tool, "+migrate");
    if (!m.up.isValid() && d.mayLackUp && !m.down.isValid())
      m.up = whole(m.file);
    if (!m.up.isValid()) {
      diags.report(start(m.file), diag::err_history_section,
                   fmt::format("there is no '{}': {} of this file would run", d.said,
                               d.mayLackUp ? "all" : "nothing"));
      continue;
    }
    out.push_back(std::move(m));
  }
  order(out, true);
  return out;
}

//===--- folders ----------------------------------------------------------===//

/// Whether only psql can run the file, which puts nothing around it: so the phases of a plan are.
static bool isOfPsql(std::string_view text) {
  return text.starts_with("\\") || text.find("\n\\set ON_ERROR_STOP on") != text.npos;
}

/// Whether it is the file of a phase of a plan that schemac wrote, by the line that it begins with.
static bool isPhaseOfPlan(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  return line.starts_with("-- Plan ") && line.find(", phase ") != line.npos && isOfPsql(text);
}

/// Plans one after the other by their names, and the phases of each by their numbers, which every
/// plan counts from 1.
static void orderPlans(std::vector<Migration> &phases) {
  std::ranges::stable_sort(phases, [](const Migration &a, const Migration &b) {
    std::string_view planOfA = folderOf(a.name), planOfB = folderOf(b.name);
    return planOfA == planOfB ? before(*parseNumber(a.version), *parseNumber(b.version))
                              : naturallyBefore(planOfA, planOfB);
  });
}

/// 2024-01-01-000000_name/up.sql and down.sql, as diesel and Hasura have them, and as schemac
/// writes the phases of a plan.
std::vector<Migration> Lister::folders() {
  std::vector<Migration> out;
  std::map<std::string, SourceRange, std::less<>> downs;
  std::set<std::string, std::less<>> alone;
  for (const File &f : files) {
    std::string_view folder = folderOf(f.path), n = fileName(f.path);
    if (n == "metadata.toml") {
      for (const Line &line : lines(f.id))
        if (line.text.starts_with("run_in_transaction") && line.text.ends_with("false"))
          alone.emplace(folder);
      continue;
    }
    if (!n.ends_with(".sql"))
      continue;
    std::string_view called = fileName(folder);
    std::string version(called.substr(0, called.find_first_not_of("0123456789-")));
    std::erase(version, '-');
    if (version.empty() || (n != "up.sql" && n != "down.sql")) {
      misnamed(f, Tool::UpFolders);
    } else if (n == "down.sql") {
      downs[std::string(folder)] = whole(f.id);
    } else {
      Migration m;
      m.name = folder;
      m.version = version;
      m.file = f.id;
      m.up = whole(f.id);
      out.push_back(std::move(m));
    }
  }
  for (Migration &m : out) {
    m.transaction = !alone.contains(m.name) && !isOfPsql(sources.text(m.up));
    if (auto it = downs.find(m.name); it != downs.end())
      m.down = it->second;
  }
  if (std::ranges::all_of(out,
                          [&](const Migration &m) { return isPhaseOfPlan(sources.text(m.up)); }))
    orderPlans(out);
  else
    order(out, false);
  return out;
}

} // namespace schemac::history
