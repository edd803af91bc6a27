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
  std::string_view name;      ///< "NOT ENFORCED"
  bool understood;            ///< it was replaced
  std::string word;           ///< the text it had
  bool inExpressions = false; ///< it may stand in what a schema keeps as text
};

/// What of \p text is newer, with understood parts replaced in it.
std::vector<NewerSyntax> replaceNewer(std::string &text, const std::vector<SqlToken> &tokens);

/// Something that came with a version of the server, and the parser knows.
struct SinceWords {
  size_t begin, end; ///< in the text
  int version;
  std::string_view name; ///< "NULLS NOT DISTINCT", "uuidv7"
  bool function;         ///< or else words of the grammar
  bool inExpressions;    ///< may stand in what a schema keeps as text
};

/// What of a statement a server of \p version does not have, by Since.def and Functions.def.
std::vector<SinceWords> laterThan(int version, const std::vector<SqlToken> &tokens);

} // namespace schemac::sql
