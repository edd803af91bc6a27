//===- Annotations.cpp - What comments of YAML tell schemac ---------------===//
#include "schemac/Frontend/Yaml/Annotations.h"
#include "schemac/Frontend/Yaml/Diags.h"
#include "schemac/Support/Spelling.h"
#include <algorithm>

namespace schemac::yaml {
/// \p text begins with the marker.
void Annotations::one(SourceRange range, std::string_view text, unsigned line) {
  std::string_view rest = text.substr(AnnotationMarker.size());
  std::string_view name = annotationWord(rest);
  auto length = uint32_t(AnnotationMarker.size() + name.size());
  SourceRange head{range.begin, range.begin + length};
  std::optional<Annotation::Kind> kind = annotationKind(name);
  if (!kind) {
    DiagBuilder d = diags.report(head, diag::err_yaml_annotation_unknown, name);
    if (std::string_view near = nearestSpelling(name, annotationNames()); !near.empty())
      d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", near),
            {{SourceRange(range.begin + uint32_t(AnnotationMarker.size()), head.end),
              std::string(near)}});
    return;
  }
  Annotation a{*kind, {}, false, {}};
  size_t read = readAnnotationArguments(rest.substr(name.size()), a);
  if (!read) {
    diags.report(head, diag::err_yaml_annotation_malformed, name, annotationForm(*kind));
    return;
  }
  a.range = {range.begin, head.end + uint32_t(read)};
  byLine[line].push_back(std::move(a));
}

/// Where values stand that hold the marker.
static void findValues(const Node &node, std::vector<SourceRange> &out) {
  if (node.is(Node::Scalar) && node.text.find(AnnotationMarker) != node.text.npos)
    out.push_back(node.range);
  for (const Node &item : node.items)
    findValues(item, out);
}

Annotations::Annotations(const SourceManager &sources, const File &read, DiagEngine &diags)
    : sources(sources), file(read.id), diags(diags) {
  std::string_view text = sources.text(file);
  std::vector<SourceRange> values;
  if (text.find(AnnotationMarker) != text.npos)
    for (const Node &document : read.documents)
      findValues(document, values);
  for (size_t at = text.find(AnnotationMarker); at != text.npos;
       at = text.find(AnnotationMarker, at + 1)) {
    Loc loc = sources.begin(file) + uint32_t(at);
    if (std::ranges::any_of(values,
                            [&](const SourceRange &v) { return v.begin <= loc && loc < v.end; }))
      continue;
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

std::string annotationComment(const Intent &intent) {
  std::string text = annotationText(intent);
  return text.empty() ? text : "# " + text;
}

std::vector<TextEdit> annotate(const SourceManager &sources, SourceRange declaration,
                               const Intent &intent) {
  FileId file = sources.fileOf(declaration.begin);
  if (!file.isValid())
    return {};
  std::string_view line = sources.lineText(declaration.begin);
  std::string indent(line.substr(0, line.find_first_not_of(" \t")));
  Loc start = sources.lineStart(file, sources.decode(declaration.begin).line);
  return {{SourceRange(start), indent + annotationComment(intent) + "\n"}};
}

} // namespace schemac::yaml
