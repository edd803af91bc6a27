//===- StandardInput.h - What form a text without a name has ----*- C++ -*-===//
#pragma once

#include <string_view>

namespace schemac {

/// What diagnostics call the file `-`.
inline constexpr std::string_view StandardInput = "<stdin>";

/// The suffix that a file of this text would have, by its first words: ".yaml", ".hcl", ".sir",
/// ".sql", and else ".prisma".
std::string_view suffixOf(std::string_view text);

} // namespace schemac
