//===- Newer.h - Syntax that is newer than the parser -----------*- C++ -*-===//
//
// libpg_query reads the grammar of one PostgreSQL version. What came later and says something that
// the IR knows is replaced by older words of the same length, so that no position moves, and noted.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <string>
#include <vector>

namespace schemac::sql {

enum class Newer : uint8_t {
#define NEWER(ID, VERSION, WORDS, REPLACEMENT, NAME) ID,
#include "Newer.def"
};

struct NewerSyntax {
  Newer kind;
  size_t begin, end; ///< in the text
  int version;
  std::string_view name; ///< "NOT ENFORCED"
  bool understood;       ///< it was replaced
  std::string word;      ///< the text it had
};

/// What of \p text is newer, with understood parts replaced in it.
std::vector<NewerSyntax> replaceNewer(std::string &text, const std::vector<SqlToken> &tokens);

} // namespace schemac::sql
