//===- Annotations.cpp - What comments tell schemac -----------------------===//
#include "Evaluator.h"
#include "Intents.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
std::vector<PlacedAnnotation> readAnnotations(const Comment &comment, DiagEngine &diags) {
  std::vector<PlacedAnnotation> out;
  std::string_view all = comment.text;
  for (size_t at = all.find(AnnotationMarker); at != all.npos;
       at = all.find(AnnotationMarker, at + 1)) {
    // Prose may mention an annotation: only one that begins a line of the comment is meant.
    size_t line = all.find_last_of("\r\n", at);
    std::string_view before =
        all.substr(line == all.npos ? 0 : line + 1, at - (line == all.npos ? 0 : line + 1));
    if (before.find_first_not_of(" \t#/*") != before.npos)
      continue;
    std::string_view rest = all.substr(at + AnnotationMarker.size());
    rest = rest.substr(0, rest.find_first_of("\r\n"));
    std::string_view name = annotationWord(rest);
    auto place = [&](size_t length) {
      Loc begin = comment.range.begin + uint32_t(at);
      return SourceRange(begin, begin + uint32_t(AnnotationMarker.size() + length));
    };
    SourceRange named = place(name.size());
    std::optional<Annotation::Kind> kind = annotationKind(name);
    if (!kind) {
      DiagBuilder d = diags.report(
          named, diag::err_hcl_annotation,
          fmt::format("'@schemac.{}' is no annotation; renamedFrom, backfill and drop are", name));
      suggest(d, name, {"renamedFrom", "backfill", "drop"},
              {named.begin + uint32_t(AnnotationMarker.size()), named.end});
      continue;
    }
    PlacedAnnotation a;
    a.kind = *kind;
    size_t read = readAnnotationArguments(rest.substr(name.size()), a);
    if (!read) {
      diags.report(named, diag::err_hcl_annotation,
                   fmt::format("'@schemac.{}' is written '{}'", name, annotationForm(*kind)));
      continue;
    }
    a.range = place(name.size() + read);
    out.push_back(std::move(a));
  }
  return out;
}

} // namespace schemac::hcl
