//===- Suppressions.cpp - Comments that allow a diagnostic --------------------===//
//
// A suppression has an end and a reason, or it outlives what it was written for. One that has
// nothing left to suppress, or is past its day, is itself reported.
//
//===----------------------------------------------------------------------===//
#include "schemac/Diag/Consumers.h"
#include "schemac/Diag/Diags.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <climits>

namespace schemac {
namespace {

using llvm::StringRef;

/// What begins a suppression, and how far it reaches.
struct Keyword {
  StringRef text;
  bool isShort, wholeFile;
};
constexpr Keyword keywords[] = {{"schemac:allow-file", false, true},
                                {"schemac:allow", false, false},
                                {"schemac-ignore", true, false}};

/// How many bytes of \p text are nearly a keyword: misspelt, or a word that other tools have. An
/// author who writes one means something to be suppressed, and it is not.
size_t nearKeyword(StringRef text) {
  constexpr StringRef words[] = {"allow",       "allow-file", "ignore",
                                 "ignore-file", "disable",    "disable-next-line",
                                 "suppress",    "nolint",     "noqa"};
  StringRef rest = text;
  if (!rest.consume_front("schemac") || !(rest.consume_front(":") || rest.consume_front("-")))
    return 0;
  StringRef word =
      rest.ltrim(' ').take_while([](char c) { return llvm::isAlpha(c) || c == '-' || c == '_'; });
  bool near = llvm::any_of(words, [&](StringRef w) {
    return word.size() > 3 && word.lower() != w && word.edit_distance(w, true, 1) <= 1;
  });
  bool exact = llvm::any_of(words, [&](StringRef w) { return word.equals_insensitive(w); });
  return near || exact ? size_t(word.end() - text.begin()) : 0;
}

/// What comments start with in any source language.
constexpr StringRef introducers[] = {"///", "//", "--", "#", "/*", "*"};

/// True when only a comment stands before the keyword.
bool startsComment(StringRef before, bool &aloneOnLine) {
  before = before.rtrim(" \t");
  for (StringRef intro : introducers)
    if (before.consume_back(intro)) {
      aloneOnLine = before.trim(" \t").empty();
      return true;
    }
  return false;
}

bool isDate(StringRef text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-')
    return false;
  unsigned month = 0, day = 0, year = 0;
  constexpr unsigned days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (text.substr(0, 4).getAsInteger(10, year) || text.substr(5, 2).getAsInteger(10, month) ||
      text.substr(8, 2).getAsInteger(10, day) || month < 1 || month > 12)
    return false;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day >= 1 && day <= days[month - 1] - (month == 2 && !leap);
}

/// The parts of a suppression; `text` starts behind its keyword.
struct Parts {
  std::vector<std::string> groups;
  StringRef until;
  size_t length = 0;
  bool wellFormed = false;
};

/// "SC4101, fk"
bool takeGroups(StringRef list, std::vector<std::string> &groups) {
  llvm::SmallVector<StringRef> words;
  list.split(words, ',');
  for (StringRef word : words) {
    word = word.trim();
    if (word.empty() || word.find_first_of(" \t") != StringRef::npos)
      return false;
    groups.push_back(word.str());
  }
  return true;
}

/// (group) until DATE because "reason"
Parts parseAllow(StringRef text) {
  Parts parts;
  StringRef rest = text.ltrim(" \t");
  parts.length = text.rtrim().size();
  size_t close = rest.find(')');
  if (!rest.consume_front("(") || close == StringRef::npos ||
      !takeGroups(rest.take_front(close - 1), parts.groups))
    return parts;
  rest = rest.drop_front(close).ltrim(" \t");
  if (!rest.consume_front("until "))
    return parts;
  rest = rest.ltrim(" \t");
  parts.until = rest.take_until([](char c) { return c == ' ' || c == '\t'; });
  rest = rest.drop_front(parts.until.size()).ltrim(" \t");
  if (!isDate(parts.until) || !rest.consume_front("because "))
    return parts;
  rest = rest.ltrim(" \t");
  if (!rest.consume_front("\""))
    return parts;
  StringRef reason = rest.take_until([](char c) { return c == '"'; });
  rest = rest.drop_front(reason.size());
  parts.wellFormed = rest.consume_front("\"") && !reason.trim().empty();
  if (parts.wellFormed)
    parts.length = text.size() - rest.size();
  return parts;
}

/// SC4101, fk: reason until DATE
Parts parseIgnore(StringRef text) {
  Parts parts;
  StringRef rest = text.rtrim(" \t\r");
  rest.consume_back("*/");
  rest = rest.rtrim();
  parts.length = rest.size();
  auto [list, why] = rest.split(':');
  auto [reason, until] = why.rsplit(" until ");
  parts.until = until.trim();
  parts.wellFormed =
      takeGroups(list, parts.groups) && isDate(parts.until) && !reason.trim().empty();
  return parts;
}

bool names(std::string_view group, const DiagInfo &info) {
  return group == info.rule || group == ruleFamily(info.rule) || group == codeName(info) ||
         group == ruleCategory(info);
}

/// The last line of the SQL statement that begins on \p line, taken to end with the first line that
/// ends in a semicolon; of other languages, \p line.
unsigned endOfStatement(const SourceManager &sources, FileId file, unsigned line) {
  if (!StringRef(sources.name(file)).ends_with(".sql"))
    return line;
  for (unsigned l = line; Loc start = sources.lineStart(file, l); ++l)
    if (StringRef(sources.lineText(start)).split("--").first.rtrim().ends_with(";"))
      return l;
  return line;
}

/// Whether a comment is all that stands on a line.
bool isComment(StringRef line) {
  line = line.ltrim(" \t");
  return llvm::any_of(introducers, [&](StringRef intro) { return line.starts_with(intro); });
}

/// The first line of the SQL statement that ends with \p before, which stands on \p line in front
/// of a comment. A line where another statement ends is none of its lines.
unsigned beginOfStatement(const SourceManager &sources, FileId file, unsigned line,
                          StringRef before) {
  if (!StringRef(sources.name(file)).ends_with(".sql") || before.count(';') != 1)
    return line;
  for (Loc start; line > 1 && (start = sources.lineStart(file, line - 1)); --line) {
    StringRef above = sources.lineText(start);
    if (above.trim().empty() || above.contains(';') || isComment(above))
      return line;
  }
  return line;
}

/// The line that a comment alone on \p line speaks of: the next one that is not a comment as well.
unsigned lineBelow(const SourceManager &sources, FileId file, unsigned line) {
  for (Loc start; (start = sources.lineStart(file, ++line));) {
    if (!isComment(sources.lineText(start)))
      return endOfStatement(sources, file, line);
  }
  return line - 1;
}

} // namespace

void Suppressions::scan() {
  for (; scanned < sources.numBuffers(); ++scanned) {
    FileId file{scanned};
    StringRef text = sources.text(file);
    for (size_t at = text.find("schemac"); at != StringRef::npos; at = text.find("schemac", at + 7))
      add(file, sources.begin(file) + uint32_t(at));
  }
}

void Suppressions::add(FileId file, Loc loc) {
  DecodedLoc where = sources.decode(loc);
  StringRef line = sources.lineText(loc);
  StringRef text = line.drop_front(where.column - 1);
  const Keyword *keyword =
      llvm::find_if(keywords, [&](const Keyword &k) { return text.starts_with(k.text); });
  bool alone = false;
  size_t misspelt = keyword == std::end(keywords) ? nearKeyword(text) : 0;
  if ((keyword == std::end(keywords) && !misspelt) ||
      !startsComment(line.take_front(where.column - 1), alone) || (isValue && isValue(file, loc)))
    return;
  if (misspelt) {
    Entry entry;
    entry.range = {loc, loc + uint32_t(misspelt)};
    entry.file = file;
    entry.firstLine = entry.lastLine = where.line;
    entry.malformed = true;
    entries.push_back(std::move(entry));
    return;
  }
  text = text.drop_front(keyword->text.size());
  Parts parts = keyword->isShort ? parseIgnore(text) : parseAllow(text);
  Entry entry;
  entry.range = {loc, loc + uint32_t(keyword->text.size() + parts.length)};
  entry.groups = parts.groups;
  entry.until = parts.until.str();
  entry.file = file;
  entry.firstLine =
      keyword->wholeFile ? 0
      : alone            ? where.line
              : beginOfStatement(sources, file, where.line, line.take_front(where.column - 1));
  entry.lastLine = keyword->wholeFile ? UINT_MAX
                   : alone            ? lineBelow(sources, file, where.line)
                                      : where.line;
  entry.malformed = !parts.wellFormed;
  entry.expired = parts.wellFormed && parts.until < today;
  entries.push_back(std::move(entry));
}

bool Suppressions::allows(const Diagnostic &d) {
  if (!mayBeLowered(*d.info))
    return false;
  scan();
  DecodedLoc at = sources.decode(d.range.begin);
  bool allowed = false;
  for (Entry &e : entries) {
    bool covers = e.file == at.id && e.firstLine <= at.line && at.line <= e.lastLine;
    if (!covers || e.malformed ||
        llvm::none_of(e.groups, [&](const std::string &g) { return names(g, *d.info); }))
      continue;
    e.used = true; // an expired one is not unused as well
    allowed |= !e.expired;
  }
  return allowed;
}

/// Whether settings switch off, at that place, what is on by itself and \p group names: nobody
/// knows whether there would be something to suppress.
static bool isOffThere(const std::string &group, SourceRange range, const DiagEngine &engine,
                       const std::vector<const DiagInfo *> &rules) {
  bool off = false;
  for (const DiagInfo *info : rules)
    if (names(group, *info) && mayBeLowered(*info)) {
      bool on = engine.levelOf(*info, range) != Severity::Ignored;
      if (on)
        return false;
      off |= info->level != Severity::Ignored;
    }
  return off;
}

void Suppressions::reportLeftover(const Entry &e, DiagEngine &engine, const Leftovers &what) {
  if (e.malformed) {
    engine.report(e.range, diag::err_suppression_malformed);
    return;
  }
  std::vector<std::string> known;
  for (const std::string &group : e.groups)
    if (auto more = what.unknown ? what.unknown(group) : std::nullopt)
      engine.report(e.range, diag::warn_suppression_unknown, group, *more);
    else
      known.push_back(group);
  auto isOff = [&](const std::string &group) {
    return isOffThere(group, e.range, engine, what.rules);
  };
  if (e.expired)
    engine.report(e.range, diag::warn_suppression_expired, llvm::join(e.groups, ", "), e.until);
  else if (!e.used && what.unused && !known.empty() && llvm::none_of(known, isOff))
    engine.report(e.range, diag::warn_suppression_unused, llvm::join(known, ", "));
}

void Suppressions::reportLeftovers(DiagEngine &engine, Leftovers what) {
  scan();
  for (const Entry &e : entries)
    if (e.file.index >= what.history.size() || !what.history[e.file.index])
      reportLeftover(e, engine, what);
}

} // namespace schemac
