//===- PrismaLexerTest.cpp - The fast lexer against the grammar's ---------===//
//
// grammar/Prisma.g4 defines the tokens; lib/Frontend/Prisma/Lexer.cpp is a faster equal. Here both
// read the same texts, written and random, and must say the same. And the whole-file rule of the
// grammar must accept what the front end, which goes block by block, accepts.
//
//===----------------------------------------------------------------------===//
#include "PrismaLexer.h"
#include "Frontend/Prisma/Lexer.h"
#include "schemac/Frontend/Prisma/Parse.h"
#include <gtest/gtest.h>
#include <random>

using namespace schemac;

namespace {

std::string describe(size_t type, const std::string &text) {
  return std::to_string(type) + " '" + text + "'";
}

std::vector<std::string> byGrammar(const std::string &text) {
  antlr4::ANTLRInputStream input(text);
  antlr::PrismaLexer lexer(&input);
  lexer.removeErrorListeners();
  std::vector<std::string> out;
  for (const auto &t : lexer.getAllTokens())
    out.push_back(describe(t->getType(), t->getText()));
  return out;
}

std::vector<std::string> byHand(const std::string &text) {
  std::vector<prisma::Token> tokens;
  prisma::lex(text.data(), text.data() + text.size(), tokens);
  std::vector<std::string> out;
  for (const auto &t : tokens)
    out.push_back(describe(t.getType(), t.getText()));
  return out;
}

constexpr const char *texts[] = {
    "model User {\n  id Int @id\n}\n",
    "model A { // x\n b Int? c Int[] d Int []\n}",
    "modelA viewA typeX enum1 datasources generator model view type enum datasource",
    "1 12 1.5 1.5.2 1. 1.a -1 -1.5 -1. - -a 1abc a1 1-2 a-b a_b _a a.b a..b a. a.-b .5",
    "a: a : a\t: 1: a.b: Unsupported( Unsupported (\"x\") UnsupportedX(",
    "\"\" \"a\" \"a\\\"b\" \"a\\\\\" \"a\\u00e9\" \"\xC3\xA9\" \"a\n\" \"a\\\n\" \"\t\" \"",
    "( ) , ,) , ) ,\t) [ ] [] [ ] ? = @ @@ @@@ } ! ; : ' * & { x\n{",
    "// a\n/// b\r\n/* c */ /* d\n e */ /* f /** g **/ / /x */ /*",
    ("\r\n\n\r\r\n \t \xC2\xA0x\xE2\x80\x83y\xE3\x80\x80\xE2\x80\xAF \xE1\x9A\x80 \xE2\x81\x9F "
     "\xEF\xBB\xBF"),
    "a: { b :{c: {} d:\t{e} f:g {x\n h:\n{",
    "\xC3\xA9\xF0\x9F\x98\x80 a\xC3\xA9",
    // letters of two, three and four bytes; a mark, a digit and a number that are none
    "\xC3\xBC-n_\xC3\xAF \xE4\xB8\xAD.\xE6\x96\x87: \xF0\x90\x90\x80x. e\xCC\x81 \xD9\xA1 "
    "a\xC2\xB2 \xC2\xAA\xC3\x97",
};

TEST(PrismaLexer, SaysWhatTheGrammarSays) {
  for (const char *text : texts)
    EXPECT_EQ(byHand(text), byGrammar(text)) << text;
}

TEST(PrismaLexer, SaysWhatTheGrammarSaysOfRandomTexts) {
  constexpr const char *pieces[] = {"model",
                                    "type",
                                    "a",
                                    "Z9",
                                    "1",
                                    "23",
                                    ".",
                                    "..",
                                    "-",
                                    "_",
                                    ":",
                                    " ",
                                    "\t",
                                    "\n",
                                    "\r\n",
                                    "\r",
                                    "\"",
                                    "\\",
                                    "\\\"",
                                    "//",
                                    "/*",
                                    "*/",
                                    "/",
                                    "*",
                                    "(",
                                    ")",
                                    ",",
                                    "[",
                                    "]",
                                    "?",
                                    "=",
                                    "@",
                                    "{",
                                    "}",
                                    "Unsupported(",
                                    "\xC2\xA0",
                                    "\xC3\xA9",
                                    "\xE2\x80\x80",
                                    "\xF0\x9F\x98\x80",
                                    "!",
                                    "\x01"};
  std::mt19937 random(20261121);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (unsigned n = random() % 14; n-- > 0;)
      text += pieces[random() % std::size(pieces)];
    ASSERT_EQ(byHand(text), byGrammar(text)) << text;
  }
}

TEST(PrismaGrammar, AcceptsWholeFilesAsBlocks) {
  const std::string text =
      "// a\ngenerator g {\n  provider = \"x\"\n  empty =\n}\n\n/// doc\nmodel A "
      "{\n  /* c */ id Int @id // d\n  u Unsupported(\"x\")? @map(\"y\")\n  "
      "@@index([id(sort: Desc)], map: \"m\")\n} enum E {\n  A @map(\"a\")\n}\n"
      "view V {\n}\ntype T {\n  x Int[] @default([1, f(2,)])\n}\n";
  antlr4::ANTLRInputStream input(text);
  antlr::PrismaLexer lexer(&input);
  antlr4::CommonTokenStream tokens(&lexer);
  antlr::PrismaParser parser(&tokens);
  EXPECT_EQ(parser.schema()->blocks.size(), 5u);
  EXPECT_EQ(parser.getNumberOfSyntaxErrors(), 0u);

  SourceManager sources;
  DiagEngine diags(sources);
  prisma::BlockCache cache;
  FileId files[] = {sources.addBuffer("a.prisma", text)};
  EXPECT_EQ(prisma::parseSchema(sources, files, cache, diags).blocks.size(), 5u);
  EXPECT_TRUE(diags.pending().empty());
}

} // namespace
