//===- Lexer.h - Text to tokens ---------------------------------*- C++ -*-===//
//
// A hand-written equal of the lexer rules of grammar/Prisma.g4. ANTLR's own lexer takes half of the
// time of a parse; this one takes a twentieth of it. unittests/PrismaLexerTest compares the two.
// Which letters there are outside of ASCII is in Letters.def, as Prisma has it; ANTLR's tables are
// older.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Token.h"
#include <vector>

namespace schemac::prisma {

/// Appends the tokens of [begin, end), without one for the end.
void lex(const char *begin, const char *end, std::vector<Token> &tokens);

/// Whether \p text begins with what begins a name: a letter of Unicode or a digit of ASCII.
bool isWordStart(std::string_view text);
/// First byte behind the name that begins at \p p.
const char *skipWord(const char *p, const char *end);
/// First byte that is not a blank: blanks are spaces, tabs and Unicode's space separators.
const char *skipBlanks(const char *p, const char *end);

} // namespace schemac::prisma
