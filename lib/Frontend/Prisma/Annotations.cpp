//===- Annotations.cpp - What comments tell schemac -----------------------===//
#include "Annotations.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Spelling.h"
#include <fmt/format.h>

namespace schemac::prisma {
namespace {

class Reader {
public:
  Reader(std::string_view comment, Loc begin, DiagEngine &diags)
      : comment(comment), begin(begin), diags(diags) {}

  std::vector<Annotation> read();

private:
  void one(std::string_view rest, bool documentation, std::string_view slashes);
  SourceRange range(std::string_view piece) const {
    Loc b = begin + uint32_t(piece.data() - comment.data());
    return {b, b + uint32_t(piece.size())};
  }

  std::string_view comment;
  Loc begin;
  DiagEngine &diags;
  std::vector<Annotation> out;
};

/// \p rest begins at the '@' and ends with the line.
void Reader::one(std::string_view rest, bool documentation, std::string_view slashes) {
  std::string_view behind = rest.substr(AnnotationMarker.size());
  std::string_view name = annotationWord(behind);
  SourceRange where = range(rest.substr(0, AnnotationMarker.size() + name.size()));
  std::optional<Annotation::Kind> kind = annotationKind(name);
  if (!kind) {
    DiagBuilder d = diags.report(where, diag::err_prisma_annotation_unknown, name);
    if (std::string_view near = nearestSpelling(name, annotationNames()); !near.empty())
      d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", near),
            {{range(name), std::string(near)}});
    return;
  }
  if (!documentation) {
    diags.report(where, diag::err_prisma_annotation_plain, name)
        .fix(FixKind::Safe, "write '///'", {{range(slashes), "///"}});
    return;
  }
  Annotation a;
  a.kind = *kind;
  size_t length = readAnnotationArguments(behind.substr(name.size()), a);
  if (!length) {
    diags.report(where, diag::err_prisma_annotation_malformed, name, annotationForm(*kind));
    return;
  }
  a.range = range(rest.substr(0, AnnotationMarker.size() + name.size() + length));
  out.push_back(std::move(a));
}

std::vector<Annotation> Reader::read() {
  for (size_t at = comment.find(AnnotationMarker); at != comment.npos;
       at = comment.find(AnnotationMarker, at + 1)) {
    size_t lineBegin = comment.find_last_of("\r\n", at);
    lineBegin = lineBegin == comment.npos ? 0 : lineBegin + 1;
    std::string_view line =
        comment.substr(lineBegin, comment.find_first_of("\r\n", at) - lineBegin);
    size_t slash = line.find_first_not_of(" \t");
    bool plain = line.substr(slash).starts_with("//");
    bool documentation = line.substr(slash).starts_with("///");
    // Prose may mention an annotation: only one that begins a comment line is meant.
    size_t text = line.find_first_not_of(" \t/*", slash);
    if (text != at - lineBegin)
      continue;
    one(line.substr(text), documentation, line.substr(slash, plain ? 2 : 0));
  }
  return std::move(out);
}

} // namespace

std::vector<Annotation> readAnnotations(std::string_view comment, Loc begin, DiagEngine &diags) {
  if (comment.find(AnnotationMarker) == comment.npos)
    return {};
  return Reader(comment, begin, diags).read();
}

} // namespace schemac::prisma
