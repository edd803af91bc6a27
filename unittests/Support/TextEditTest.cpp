#include "schemac/Support/TextEdit.h"

#include <gtest/gtest.h>

using namespace schemac;

namespace {

struct Edits : testing::Test {
  SourceManager sources;
  FileId other = sources.addBuffer("other", "0123456789");
  FileId file = sources.addBuffer("file", "abcdef");

  TextEdit edit(uint32_t begin, uint32_t end, std::string text) {
    Loc start = sources.begin(file);
    return {{start + begin, start + end}, std::move(text)};
  }
  std::string apply(std::vector<TextEdit> edits) { return applyEdits(sources, file, edits); }
};

TEST_F(Edits, InAnyOrder) {
  EXPECT_EQ(apply({edit(4, 5, "E"), edit(0, 1, "A")}), "AbcdEf");
  EXPECT_EQ(apply({}), "abcdef");
}

TEST_F(Edits, InsertionsAtBothEnds) {
  EXPECT_EQ(apply({edit(6, 6, ">"), edit(0, 0, "<")}), "<abcdef>");
}

TEST_F(Edits, AnInsertionStandsBeforeTheReplacementItTouches) {
  EXPECT_EQ(apply({edit(2, 4, "X"), edit(2, 2, "+")}), "ab+Xef");
  EXPECT_EQ(apply({edit(2, 4, "X"), edit(4, 4, "+")}), "abX+ef");
}

TEST_F(Edits, OfTwoForOnePlaceTheFirstWins) {
  EXPECT_EQ(apply({edit(1, 4, "X"), edit(2, 3, "Y")}), "aXef");
  EXPECT_EQ(apply({edit(1, 1, "X"), edit(1, 1, "Y")}), "aXbcdef");
  EXPECT_EQ(apply({edit(1, 2, "X"), edit(1, 2, "Y")}), "aXcdef");
}

TEST_F(Edits, OfOtherFilesAreLeftAlone) {
  Loc start = sources.begin(other);
  EXPECT_EQ(apply({{{start, start + 3}, "X"}, edit(5, 6, "")}), "abcde");
}

} // namespace
