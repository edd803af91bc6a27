//===- Archives.h - What archives say of themselves -------------*- C++ -*-===//
#pragma once

#include <string_view>

namespace schemac {

/// The comment of an archive from when its column is there again until that has its values.
inline constexpr std::string_view ArchiveComesBack = "schemac: comes back";

} // namespace schemac
