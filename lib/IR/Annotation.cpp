//===- Annotation.cpp - What comments of a source tell schemac ------------===//
#include "schemac/IR/Annotation.h"
#include "schemac/Support/Spelling.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {
namespace {

/// In the order of Annotation::Kind.
constexpr std::string_view Names[] = {"renamedFrom", "backfill", "drop", "movedFrom"};
constexpr std::string_view Forms[] = {
    "@schemac.renamedFrom(formerName)",
    "@schemac.backfill(\"SQL expression\")",
    "@schemac.drop(name)' or '@schemac.drop(name, archive: true)",
    "@schemac.movedFrom(table.column)",
};

bool isWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class Arguments {
public:
  Arguments(std::string_view text, Annotation &out) : text(text), out(out) {}

  size_t read() {
    if (!accept('('))
      return 0;
    do
      if (!argument())
        return 0;
    while (accept(','));
    bool whole = accept(')') && !out.values.empty();
    return whole && (out.kind == Annotation::Drop || out.values.size() == 1) ? at : 0;
  }

private:
  void skip() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
      ++at;
  }
  bool accept(char c) {
    skip();
    if (at >= text.size() || text[at] != c)
      return false;
    ++at;
    return true;
  }
  bool argument() {
    if (out.kind == Annotation::MovedFrom)
      return path();
    if (accept('"'))
      return quoted();
    if (out.kind == Annotation::Backfill)
      return false;
    size_t end = std::min(text.find_first_of(",)", at), text.size());
    std::string_view word = text.substr(at, end - at);
    word = word.substr(0, word.find_last_not_of(" \t") + 1);
    at = end;
    if (out.kind == Annotation::Drop && word.starts_with("archive:")) {
      std::string_view value = word.substr(8);
      value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
      out.archive = value == "true";
      return out.archive || value == "false";
    }
    out.values.emplace_back(word);
    return !word.empty() && word.find_first_of("\"( :") == word.npos;
  }
  bool quoted() {
    std::string value = untilQuote(false);
    out.values.push_back(std::move(value));
    return accept('"') && !out.values.back().empty();
  }
  std::string untilQuote(bool doubled) {
    std::string value;
    for (; at < text.size(); ++at) {
      bool twice = doubled && text.substr(at).starts_with("\"\"");
      if (text[at] == '"' && !twice)
        break;
      bool escaped = text[at] == '\\' && at + 1 < text.size();
      at += escaped || twice;
      value += escaped && text[at] == 'n' ? '\n' : text[at];
    }
    return value;
  }
  /// `users.bio`, or with parts in quotes, `"my.app".users."b.io"`. One name in quotes is all of
  /// it.
  bool path() {
    std::string value, name;
    bool inQuotes = false, single = true;
    for (skip();; single = false) {
      inQuotes = at < text.size() && text[at] == '"';
      if (inQuotes) {
        ++at;
        name = untilQuote(true);
        value += '"';
        for (char c : name)
          value.append(c == '"' ? 2 : 1, c);
        value += '"';
        at += at < text.size() ? 1 : 0;
      } else {
        size_t end = std::min(text.find_first_of(".,)\"( :\t", at), text.size());
        name = text.substr(at, end - at);
        value += name;
        at = end;
      }
      if (name.empty())
        return false;
      if (at >= text.size() || text[at] != '.')
        break;
      value += text[at++];
    }
    out.values.push_back(inQuotes && single ? name : value);
    return true;
  }

  std::string_view text;
  Annotation &out;
  size_t at = 0;
};

/// Bare when it is an identifier, or such with dots between them, else in quotes.
std::string argumentText(std::string_view text, bool inQuotes, bool isPath = false) {
  auto isPlain = [&](char c) { return isWord(c) || (isPath && c == '.'); };
  bool digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  if (!inQuotes && !digit && !text.empty() && std::ranges::all_of(text, isPlain))
    return std::string(text);
  std::string out = "\"";
  for (char c : text)
    out += c == '"' || c == '\\' ? std::string{'\\', c} : c == '\n' ? "\\n" : std::string(1, c);
  return out += '"';
}

/// As it is, if its parts are in quotes where they have to be.
std::string pathText(const std::string &text) {
  Annotation read;
  read.kind = Annotation::MovedFrom;
  std::string bare = "(" + text + ")";
  bool isPath = text.find('"') != text.npos && Arguments(bare, read).read() == bare.size() &&
                read.values.front() == text;
  return isPath ? text : argumentText(text, false, true);
}

} // namespace

std::span<const std::string_view> annotationNames() { return Names; }
std::string_view annotationName(Annotation::Kind kind) { return Names[kind]; }
std::string_view annotationForm(Annotation::Kind kind) { return Forms[kind]; }

std::optional<Annotation::Kind> annotationKind(std::string_view name) {
  auto it = std::ranges::find(Names, name);
  if (it == std::end(Names))
    return std::nullopt;
  return Annotation::Kind(it - std::begin(Names));
}

std::string_view annotationWord(std::string_view text) {
  return text.substr(0, size_t(std::ranges::find_if_not(text, isWord) - text.begin()));
}

size_t readAnnotationArguments(std::string_view text, Annotation &out) {
  return Arguments(text, out).read();
}

/// Prose may mention an annotation: only one that begins a line of the comment is meant.
static bool beginsLine(std::string_view comment, size_t at) {
  size_t line = comment.find_last_of("\r\n", at);
  line = line == comment.npos ? 0 : line + 1;
  return comment.substr(line, at - line).find_first_not_of(" \t#/*-") == comment.npos;
}

std::vector<Annotation>
readAnnotations(std::string_view comment, Loc begin,
                const std::function<DiagBuilder(SourceRange, std::string)> &report) {
  std::vector<Annotation> out;
  for (size_t at = comment.find(AnnotationMarker); at != comment.npos;
       at = comment.find(AnnotationMarker, at + 1)) {
    if (!beginsLine(comment, at))
      continue;
    std::string_view rest = comment.substr(at + AnnotationMarker.size());
    rest = rest.substr(0, rest.find_first_of("\r\n"));
    std::string_view name = annotationWord(rest);
    auto place = [&](size_t length) {
      Loc first = begin + uint32_t(at);
      return SourceRange(first, first + uint32_t(AnnotationMarker.size() + length));
    };
    SourceRange named = place(name.size());
    std::optional<Annotation::Kind> kind = annotationKind(name);
    if (!kind) {
      DiagBuilder d = report(
          named,
          fmt::format(
              "'@schemac.{}' is no annotation; renamedFrom, movedFrom, backfill and drop are",
              name));
      if (std::string_view near = nearestSpelling(name, annotationNames()); !near.empty())
        d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", near),
              {{{named.begin + uint32_t(AnnotationMarker.size()), named.end}, std::string(near)}});
      continue;
    }
    Annotation a;
    a.kind = *kind;
    size_t read = readAnnotationArguments(rest.substr(name.size()), a);
    if (!read) {
      report(named, fmt::format("'@schemac.{}' is written '{}'", name, annotationForm(*kind)));
      continue;
    }
    a.range = place(name.size() + read);
    out.push_back(std::move(a));
  }
  return out;
}

std::string annotationText(const Intent &intent) {
  switch (intent.kind) {
  case Intent::RenamedFrom:
    return "@schemac.renamedFrom(" + argumentText(intent.name, false) + ")";
  case Intent::MovedFrom:
    return "@schemac.movedFrom(" + pathText(intent.name) + ")";
  case Intent::Drop:
    return "@schemac.drop(" + argumentText(intent.name, false) +
           (intent.archive ? ", archive: true)" : ")");
  case Intent::Backfill:
    return "@schemac.backfill(" + argumentText(intent.name, true) + ")";
  case Intent::MakeOptional:
    break;
  }
  return {};
}

std::string annotationText(const DropIntent &drop) {
  return annotationText({Intent::Drop, drop.name.string(), drop.archive});
}

TextEdit insertLineAbove(const SourceManager &sources, Loc at, std::string_view line) {
  std::string_view below = sources.lineText(at);
  std::string text(below.substr(0, std::min(below.find_first_not_of(" \t"), below.size())));
  Loc start = sources.lineStart(sources.fileOf(at), sources.decode(at).line);
  return {SourceRange(start), text.append(line).append("\n")};
}

} // namespace schemac
