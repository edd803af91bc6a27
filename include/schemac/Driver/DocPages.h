//===- DocPages.h - The pages of docs/diagnostics, in the binary *- C++ -*-===//
#pragma once

#include <string_view>

namespace schemac {

/// The Markdown of a code's page ("SC4103"); empty when there is none. Compiled in by
/// utils/cmake/EmbedPages.cmake, so that `explain` works wherever the binary is.
std::string_view docPage(std::string_view code);

} // namespace schemac
