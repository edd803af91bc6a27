//===- FileNames.h - What the names of files say of a database --*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Hcl/Module.h"
#include "schemac/Support/Source.h"
#include <optional>
#include <span>

namespace schemac::hcl {

/// A name as Atlas's editors know it, app.my.hcl.
struct NamedFor {
  std::string_view suffix, database;
  std::string_view dialect; ///< empty: none whose schemas are read here
};

/// What the names of \p files say their schema is for: nothing where none of them says it.
/// Files for two databases, and for one that is not read, are errors.
std::optional<NamedFor> namedFor(const SourceManager &sources, std::span<const FileId> files,
                                 DiagEngine &diags);

} // namespace schemac::hcl
