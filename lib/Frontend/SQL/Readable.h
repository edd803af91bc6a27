//===- Readable.h - Texts that the parser must not be given -----*- C++ -*-===//
#pragma once

#include "Parse.h"
#include "schemac/IR/SqlTokens.h"
#include <vector>

namespace schemac::sql {

/// Whether \p text, one statement, can be given to PostgreSQL's parser, which stops at a zero byte
/// and takes stack for every level of an expression. Else \p error says why not.
bool isReadable(std::string_view text, const std::vector<SqlToken> &tokens, ParseError &error);

} // namespace schemac::sql
