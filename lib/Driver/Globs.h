//===- Globs.h - Patterns of paths ------------------------------*- C++ -*-===//
//
// `*` and `?` stay within a folder, `**` does not and stands for no folder as well, `[a-z]` and
// `{a,b}` are as in a shell. What has none of these names a file, or a folder and all that is in
// it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <string_view>

namespace schemac {

/// What is wrong with a glob; empty when nothing is.
std::string globFault(std::string_view glob);

/// Whether a glob ("db/**/*.sql", "legacy/") names the path.
bool matchesGlob(std::string_view glob, std::string_view path);

} // namespace schemac
