#include "schemac/Support/Source.h"

#include <gtest/gtest.h>

using namespace schemac;

namespace {

TEST(Source, EveryPositionDecodesToItsLineAndColumn) {
  SourceManager sources;
  FileId file = sources.addBuffer("a", "one\r\n\ntwo");
  Loc begin = sources.begin(file);
  auto at = [&](uint32_t offset) {
    DecodedLoc d = sources.decode(begin + offset);
    return std::pair(d.line, d.column);
  };
  EXPECT_EQ(at(0), std::pair(1u, 1u));
  EXPECT_EQ(at(4), std::pair(1u, 5u)); // the newline belongs to its line
  EXPECT_EQ(at(5), std::pair(2u, 1u));
  EXPECT_EQ(at(9), std::pair(3u, 4u)); // the end is a position
  EXPECT_EQ(sources.lineText(begin), "one");
  EXPECT_EQ(sources.lineText(begin + 5), "");
  EXPECT_EQ(sources.lineText(begin + 9), "two");
}

TEST(Source, BuffersDoNotTouch) {
  SourceManager sources;
  FileId a = sources.addBuffer("a", "x"), empty = sources.addBuffer("b", ""),
         c = sources.addBuffer("c", "y\n");
  EXPECT_EQ(sources.fileOf(sources.whole(a).end), a);
  EXPECT_EQ(sources.fileOf(sources.begin(empty)), empty);
  EXPECT_EQ(sources.fileOf(sources.begin(c)), c);
  EXPECT_EQ(sources.text({sources.begin(a), sources.begin(c)}), "") << "crosses buffers";
  EXPECT_EQ(sources.text(sources.whole(c)), "y\n");
  EXPECT_EQ(sources.decode(sources.whole(c).end).line, 2u);
  EXPECT_FALSE(sources.fileOf(Loc{}).isValid());
  EXPECT_FALSE(sources.fileOf(sources.whole(c).end + 1).isValid());
}

TEST(Source, LineStarts) {
  SourceManager sources;
  FileId file = sources.addBuffer("a", "x\ny");
  EXPECT_FALSE(sources.lineStart(file, 0));
  EXPECT_EQ(sources.offsetOf(sources.lineStart(file, 2)), 2u);
  EXPECT_FALSE(sources.lineStart(file, 3));
}

/// Texts of several blocks, with lines longer than one and with many in one.
TEST(Source, LinesOfLongTextsAreThoseThatOneCounts) {
  std::string text;
  for (unsigned i = 0; text.size() < 40000; i = i * 5 + 3)
    text += std::string(i % 7 == 0 ? 9000 : i % 11, 'x') + "\n";
  for (size_t size : {size_t(4095), size_t(4096), size_t(4097), size_t(8192), text.size()}) {
    SourceManager sources;
    FileId file = sources.addBuffer("a", text.substr(0, size));
    unsigned line = 1, column = 1;
    for (uint32_t at = 0; at <= size; ++at) {
      DecodedLoc d = sources.decode(sources.begin(file) + at);
      ASSERT_EQ(std::pair(d.line, d.column), std::pair(line, column)) << size << ": " << at;
      ASSERT_EQ(sources.offsetOf(sources.lineStart(file, line)), at + 1 - column);
      column = at < size && text[at] == '\n' ? 1 : column + 1;
      line += at < size && text[at] == '\n';
    }
    EXPECT_FALSE(sources.lineStart(file, line + 1));
  }
}

TEST(Source, ExternalPositionsAreUniquedAndComeLast) {
  SourceManager sources;
  FileId file = sources.addBuffer("z", "text");
  Loc b = sources.addExternal("b", 1, 1), a9 = sources.addExternal("a", 9, 1),
      a10 = sources.addExternal("a", 10, 1);
  EXPECT_EQ(a9, sources.addExternal("a", 9, 1));
  EXPECT_NE(a9, a10);
  EXPECT_EQ(sources.decode(a10).file, "a");
  EXPECT_EQ(sources.decode(a10).line, 10u);
  EXPECT_FALSE(sources.decode(a10).id.isValid());
  EXPECT_EQ(sources.lineText(a10), "");
  EXPECT_TRUE(sources.before(Loc{}, sources.begin(file)));
  EXPECT_TRUE(sources.before(sources.begin(file), b));
  EXPECT_TRUE(sources.before(a9, a10));
  EXPECT_TRUE(sources.before(a10, b));
  EXPECT_FALSE(sources.before(b, b));
}

TEST(Source, FileNamesOutliveTheArgument) {
  SourceManager sources;
  std::vector<Loc> locs;
  for (unsigned i = 0; i < 1000; ++i)
    locs.push_back(sources.addExternal("file" + std::to_string(i), i + 1, 1));
  EXPECT_EQ(sources.decode(locs[0]).file, "file0");
  EXPECT_EQ(sources.decode(locs[999]).file, "file999");
}

} // namespace
