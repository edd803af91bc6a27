//===- ReferentialAction.h - ON DELETE and ON UPDATE ------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Table.h"

namespace schemac {

/// "SET NULL": SQL's own words, the same in every dialect.
inline std::string_view actionWords(FkAction action) {
  constexpr std::string_view words[] = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL",
                                        "SET DEFAULT"};
  return words[static_cast<size_t>(action)];
}

} // namespace schemac
