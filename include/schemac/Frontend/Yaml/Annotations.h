//===- Annotations.h - What comments of YAML tell schemac -------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "schemac/IR/Annotation.h"
#include "schemac/IR/Context.h"
#include <map>

namespace schemac::yaml {

/// The annotations of a file. One belongs to the line it ends, or, alone on its line, to the next
/// line that is no comment. What a value says, in quotes or behind a bar, is none.
class Annotations {
public:
  Annotations(const SourceManager &sources, const File &file, DiagEngine &diags);

  /// Those of the line of \p at; each is given once.
  std::vector<Annotation> take(Loc at);
  /// Those that nothing took.
  std::vector<Annotation> rest() const;
  /// Says that \p a cannot stand at \p on ("a column").
  void misplaced(const Annotation &a, std::string_view on);
  bool empty() const { return byLine.empty(); }
  bool onOneLine(Loc a, Loc b) const;

private:
  void one(SourceRange range, std::string_view text, unsigned line);

  const SourceManager &sources;
  FileId file;
  DiagEngine &diags;
  std::map<unsigned, std::vector<Annotation>> byLine;
};

/// The intent as a comment: "# @schemac.renamedFrom(phone)". Empty for what is no annotation.
std::string annotationComment(const Intent &intent);

/// The edit that puts such a comment on a line of its own above the line of \p declaration.
std::vector<TextEdit> annotate(const SourceManager &sources, SourceRange declaration,
                               const Intent &intent);

} // namespace schemac::yaml
