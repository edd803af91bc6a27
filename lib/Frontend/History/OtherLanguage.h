//===- OtherLanguage.h - Histories of other databases -----------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/History/History.h"

namespace schemac::history {

struct OtherLanguage {
  std::string_view database; ///< "MySQL"
  SourceRange place;         ///< what no PostgreSQL knows
};

/// The database that the migrations are for, if their words tell that it is another one.
std::optional<OtherLanguage> otherLanguage(const SourceManager &sources,
                                           std::span<const Migration> migrations);

} // namespace schemac::history
