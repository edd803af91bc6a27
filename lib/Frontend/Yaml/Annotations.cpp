//===- Annotations.cpp - What comments of YAML tell schemac ---------------===//
#include "schemac/Frontend/Yaml/Annotations.h"
#include "schemac/Frontend/Yaml/Diags.h"
#include "schemac/Support/Spelling.h"
#include <algorithm>

namespace schemac::yaml {
namespace {

struct AnnotationForm {
  std::string_view name, form;
};
/// In the order of Annotation::Kind.
constexpr AnnotationForm Forms[] = {
    {"renamedFrom", "@schemac.renamedFrom(formerName)"},
    {"backfill", "@schemac.backfill(\"SQL expression\")"},
    {"drop", "@schemac.drop(name)' or '@schemac.drop(name, archive: true)"},
};
constexpr std::string_view Marker = "@schemac.";

bool isWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Reads `(a, "b c", archive: true)`.
class Arguments {
public:
  Arguments(std::string_view text, Annotation &out) : text(text), out(out) {}

  /// The length of what was read; 0 when it is malformed.
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
    return !word.empty() && word.find_first_of("\"( ") == word.npos;
  }
  bool quoted() {
    std::string value;
    for (; at < text.size() && text[at] != '"'; ++at) {
      bool escaped = text[at] == '\\' && at + 1 < text.size();
      at += escaped;
      value += escaped && text[at] == 'n' ? '\n' : text[at];
    }
    out.values.push_back(std::move(value));
    return accept('"') && !out.values.back().empty();
  }

  std::string_view text;
  Annotation &out;
  size_t at = 0;
};

} // namespace

std::string_view annotationName(Annotation::Kind kind) { return Forms[kind].name; }

/// \p text begins with the marker.
void Annotations::one(SourceRange range, std::string_view text, unsigned line) {
  std::string_view rest = text.substr(Marker.size());
  std::string_view name =
      rest.substr(0, size_t(std::ranges::find_if_not(rest, isWord) - rest.begin()));
  auto length = uint32_t(Marker.size() + name.size());
  SourceRange head{range.begin, range.begin + length};
  auto form = std::ranges::find(Forms, name, &AnnotationForm::name);
  if (form == std::end(Forms)) {
    constexpr std::string_view names[] = {Forms[0].name, Forms[1].name, Forms[2].name};
    DiagBuilder d = diags.report(head, diag::err_yaml_annotation_unknown, name);
    if (std::string_view near = nearestSpelling(name, names); !near.empty())
      d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", near),
            {{SourceRange(range.begin + uint32_t(Marker.size()), head.end), std::string(near)}});
    return;
  }
  Annotation a;
  a.kind = Annotation::Kind(form - std::begin(Forms));
  size_t read = Arguments(rest.substr(name.size()), a).read();
  if (!read) {
    diags.report(head, diag::err_yaml_annotation_malformed, name, form->form);
    return;
  }
  a.range = {range.begin, head.end + uint32_t(read)};
  byLine[line].push_back(std::move(a));
}

Annotations::Annotations(const SourceManager &sources, FileId file, DiagEngine &diags)
    : sources(sources), file(file), diags(diags) {
  std::string_view text = sources.text(file);
  for (size_t at = text.find(Marker); at != text.npos; at = text.find(Marker, at + 1)) {
    Loc loc = sources.begin(file) + uint32_t(at);
    std::string_view line = sources.lineText(loc);
    DecodedLoc where = sources.decode(loc);
    std::string_view before = line.substr(0, where.column - 1);
    // Prose may mention an annotation: only one that begins a comment is meant.
    size_t hash = before.find_last_not_of(" \t#");
    std::string_view comment = before.substr(hash == before.npos ? 0 : hash + 1);
    size_t mark = comment.find('#');
    bool alone = hash == before.npos;
    if (mark == comment.npos || (!alone && mark == 0))
      continue;
    unsigned target = where.line;
    if (alone)
      for (Loc start; (start = sources.lineStart(file, ++target));) {
        std::string_view next = sources.lineText(start);
        size_t first = next.find_first_not_of(" \t");
        if (first == next.npos || next[first] != '#')
          break;
      }
    one(SourceRange(loc), line.substr(where.column - 1), target);
  }
}

std::vector<Annotation> Annotations::take(Loc at) {
  if (byLine.empty())
    return {};
  auto it = byLine.find(sources.decode(at).line);
  if (it == byLine.end() || sources.fileOf(at) != file)
    return {};
  std::vector<Annotation> out = std::move(it->second);
  byLine.erase(it);
  return out;
}

bool Annotations::onOneLine(Loc a, Loc b) const {
  return a && b && sources.decode(a).line == sources.decode(b).line;
}

std::vector<Annotation> Annotations::rest() const {
  std::vector<Annotation> out;
  for (const auto &[line, list] : byLine)
    out.insert(out.end(), list.begin(), list.end());
  return out;
}

void Annotations::misplaced(const Annotation &a, std::string_view on) {
  diags.report(a.range, diag::err_yaml_annotation_misplaced, annotationName(a.kind), on);
}

/// As an annotation takes it: bare when it is a word, else in quotes.
static std::string argumentText(std::string_view text, bool quoted) {
  if (!quoted && !text.empty() && std::ranges::all_of(text, isWord))
    return std::string(text);
  std::string out = "\"";
  for (char c : text)
    out += c == '"' || c == '\\' ? std::string{'\\', c} : c == '\n' ? "\\n" : std::string(1, c);
  return out += '"';
}

std::string annotationText(const Intent &intent) {
  switch (intent.kind) {
  case Intent::RenamedFrom:
    return "# @schemac.renamedFrom(" + argumentText(intent.name, false) + ")";
  case Intent::Drop:
    return "# @schemac.drop(" + argumentText(intent.name, false) +
           (intent.archive ? ", archive: true)" : ")");
  case Intent::Backfill:
    return "# @schemac.backfill(" + argumentText(intent.name, true) + ")";
  case Intent::MakeOptional:
    break;
  }
  return {};
}

std::vector<TextEdit> annotate(const SourceManager &sources, SourceRange declaration,
                               const Intent &intent) {
  FileId file = sources.fileOf(declaration.begin);
  if (!file.isValid())
    return {};
  std::string_view line = sources.lineText(declaration.begin);
  std::string indent(line.substr(0, line.find_first_not_of(" \t")));
  Loc start = sources.lineStart(file, sources.decode(declaration.begin).line);
  return {{SourceRange(start), indent + annotationText(intent) + "\n"}};
}

} // namespace schemac::yaml
