//===- Suppressions.cpp - Comments that allow a diagnostic --------------------===//
//
// A suppression has an end and a reason, or it outlives what it was written for. One that has
// nothing left to suppress, or is past its day, is itself reported.
//
//===----------------------------------------------------------------------===//
#include "schemac/Diag/Consumers.h"
#include "schemac/Diag/Diags.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace schemac {
namespace {

using llvm::StringRef;

constexpr StringRef keyword = "schemac:allow";

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
  return !text.substr(0, 4).getAsInteger(10, year) && !text.substr(5, 2).getAsInteger(10, month) &&
         !text.substr(8, 2).getAsInteger(10, day) && month >= 1 && month <= 12 && day >= 1 &&
         day <= 31;
}

/// The parts of `schemac:allow(group) until DATE because "reason"`; `text` starts at the keyword.
struct Parts {
  StringRef group, until, reason;
  size_t length = 0;
  bool wellFormed = false;
};

Parts parse(StringRef text) {
  Parts parts;
  StringRef rest = text;
  auto finish = [&](bool ok) {
    parts.wellFormed = ok;
    parts.length = ok ? text.size() - rest.size() : text.rtrim().size();
    return parts;
  };
  rest.consume_front(keyword);
  rest = rest.ltrim(" \t");
  size_t close = rest.find(')');
  if (!rest.consume_front("(") || close == StringRef::npos)
    return finish(false);
  parts.group = rest.take_front(close - 1).trim();
  rest = rest.drop_front(close).ltrim(" \t");
  if (parts.group.empty() || parts.group.contains(' ') || !rest.consume_front("until "))
    return finish(false);
  rest = rest.ltrim(" \t");
  parts.until = rest.take_until([](char c) { return c == ' ' || c == '\t'; });
  rest = rest.drop_front(parts.until.size()).ltrim(" \t");
  if (!isDate(parts.until) || !rest.consume_front("because "))
    return finish(false);
  rest = rest.ltrim(" \t");
  if (!rest.consume_front("\""))
    return finish(false);
  parts.reason = rest.take_until([](char c) { return c == '"'; });
  rest = rest.drop_front(parts.reason.size());
  return finish(rest.consume_front("\"") && !parts.reason.trim().empty());
}

bool names(std::string_view group, const DiagInfo &info) {
  return group == info.rule || group == ruleFamily(info.rule) || group == codeName(info);
}

/// The line that a comment alone on \p line speaks of: the next one that is not a comment as well.
unsigned lineBelow(const SourceManager &sources, FileId file, unsigned line) {
  for (Loc start; (start = sources.lineStart(file, ++line));) {
    StringRef text = StringRef(sources.lineText(start)).ltrim(" \t");
    if (llvm::none_of(introducers, [&](StringRef intro) { return text.starts_with(intro); }))
      return line;
  }
  return line - 1;
}

} // namespace

void Suppressions::scan() {
  for (; scanned < sources.numBuffers(); ++scanned) {
    FileId file{scanned};
    StringRef text = sources.text(file);
    for (size_t at = text.find(keyword); at != StringRef::npos;
         at = text.find(keyword, at + keyword.size()))
      add(file, sources.begin(file) + uint32_t(at));
  }
}

void Suppressions::add(FileId file, Loc loc) {
  DecodedLoc where = sources.decode(loc);
  StringRef line = sources.lineText(loc);
  bool alone = false;
  if (!startsComment(line.take_front(where.column - 1), alone))
    return;
  Parts parts = parse(line.drop_front(where.column - 1));
  Entry entry;
  entry.range = {loc, loc + uint32_t(parts.length)};
  entry.group = parts.group.str();
  entry.until = parts.until.str();
  entry.reason = parts.reason.str();
  entry.file = file;
  entry.firstLine = where.line;
  entry.lastLine = alone ? lineBelow(sources, file, where.line) : where.line;
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
    if (!covers || e.malformed || !names(e.group, *d.info))
      continue;
    e.used = true; // an expired one is not unused as well
    allowed |= !e.expired;
  }
  return allowed;
}

void Suppressions::reportLeftovers(DiagEngine &engine, Leftovers what) {
  scan();
  for (const Entry &e : entries) {
    if (e.file.index < what.first.index)
      continue;
    if (e.malformed)
      engine.report(e.range, diag::err_suppression_malformed);
    else if (e.expired)
      engine.report(e.range, diag::warn_suppression_expired, e.group, e.until);
    else if (!e.used && what.unused)
      engine.report(e.range, diag::warn_suppression_unused, e.group);
  }
}

} // namespace schemac
