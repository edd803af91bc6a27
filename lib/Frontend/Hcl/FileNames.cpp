//===- FileNames.cpp - What the names of files say of a database ----------===//
#include "FileNames.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

constexpr NamedFor Suffixes[] = {
#define SUFFIX(NAME, DATABASE, DIALECT) {NAME, DATABASE, DIALECT},
#include "Suffixes.def"
};

const NamedFor *suffixOf(std::string_view file) {
  for (const NamedFor &s : Suffixes)
    if (file.ends_with(s.suffix))
      return &s;
  return nullptr;
}

SourceRange startOf(const SourceManager &sources, FileId file) {
  return SourceRange(sources.lineStart(file, 1));
}

} // namespace

std::optional<NamedFor> namedFor(const SourceManager &sources, std::span<const FileId> files,
                                 DiagEngine &diags) {
  const NamedFor *first = nullptr;
  FileId by;
  for (FileId file : files) {
    const NamedFor *s = suffixOf(sources.name(file));
    if (!s)
      continue;
    if (s->dialect.empty()) {
      diags.report(startOf(sources, file), diag::err_hcl_suffix, s->suffix, s->database,
                   ", whose schemas are not read here");
      return *s;
    }
    if (!first)
      first = s, by = file;
    if (first->dialect == s->dialect)
      continue;
    diags
        .report(startOf(sources, file), diag::err_hcl_suffix, s->suffix, s->database,
                ": a schema is for one database")
        .label(startOf(sources, by), "one for " + std::string(first->database));
    return *s;
  }
  return first ? std::optional(*first) : std::nullopt;
}

} // namespace schemac::hcl
