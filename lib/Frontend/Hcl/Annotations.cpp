//===- Annotations.cpp - What comments tell schemac -----------------------===//
#include "Intents.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {

std::vector<PlacedAnnotation> readAnnotations(const Comment &comment, DiagEngine &diags) {
  std::vector<PlacedAnnotation> out;
  auto report = [&](SourceRange at, std::string message) {
    return diags.report(at, diag::err_hcl_annotation, message);
  };
  for (Annotation &a : schemac::readAnnotations(comment.text, comment.range.begin, report))
    out.push_back({std::move(a)});
  return out;
}

} // namespace schemac::hcl
