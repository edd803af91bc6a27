//===- Format.h - Prisma schemas as Prisma formats them ---------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include <optional>
#include <string>

namespace schemac::prisma {

/// The file as Prisma's own formatter leaves it, but for comments behind a '{', which it drops and
/// this keeps, on the next line. Formatted until nothing changes, which Prisma's one pass does not
/// always reach. Nothing when the syntax has errors, which are reported.
std::optional<std::string> format(const SourceManager &sources, FileId file, DiagEngine &diags);

} // namespace schemac::prisma
