//===- ReservedWords.h - Words that PostgreSQL reserves ---------*- C++ -*-===//
#pragma once

#include <string_view>

namespace schemac {

/// Whether the word cannot name a table or column without quotes: reserved in pg_get_keywords()
/// (catcode R or T) of every version from 12 on.
bool isReservedWord(std::string_view word);

} // namespace schemac
