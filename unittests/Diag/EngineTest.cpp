#include "schemac/Diag/Consumers.h"

#include <gtest/gtest.h>

using namespace schemac;
using Control = DiagEngine::Control;

namespace {

constexpr DiagKind<> lockWarning{{"w", 4101, Severity::Warning, "fk-add-blocking", "blocks"}};
constexpr DiagKind<> lossError{{"e", 3201, Severity::Error, "drop-column", "drops"}};
constexpr DiagKind<> hazardError{{"h", 4140, Severity::Error, "tx-in-transaction", "fails"}};
constexpr DiagKind<> parseError{{"p", 1101, Severity::Error, "prisma-syntax", "syntax"}};
constexpr DiagKind<> offByDefault{{"o", 4501, Severity::Ignored, "hygiene-x", "odd"}};

struct Engine : testing::Test {
  SourceManager sources;
  FileId file = sources.addBuffer("a", "0123456789");
  DiagEngine engine{sources};

  SourceRange at(uint32_t n) { return SourceRange(sources.begin(file) + n); }
  /// The level \p kind gets, none when it is dropped.
  std::optional<Severity> levelOf(const DiagKind<> &kind) {
    size_t before = engine.pending().size();
    engine.report(at(0), kind);
    if (engine.pending().size() == before)
      return std::nullopt;
    return engine.pending().back().level;
  }
  std::vector<Diagnostic> flushed() {
    CollectingConsumer consumer;
    engine.flush(consumer);
    return consumer.diags;
  }
};

TEST_F(Engine, LongArgumentsAreShortenedBetweenCharacters) {
  constexpr DiagKind<std::string_view> odd{{"n", 1102, Severity::Error, "prisma-name", "odd '{}'"}};
  std::string line(399, 'x');
  engine.report(at(0), odd, line + "é" + std::string(1 << 20, 'y'));
  engine.report(at(1), odd, line + "z");
  EXPECT_EQ(engine.pending()[0].message, "odd '" + line + "…'");
  EXPECT_EQ(engine.pending()[1].message, "odd '" + line + "z'");
}

TEST_F(Engine, WhatIsOffEverywhereIsNotWanted) {
  EXPECT_TRUE(engine.isWanted(lockWarning));
  EXPECT_TRUE(engine.isWanted(lossError));
  EXPECT_FALSE(engine.isWanted(offByDefault));
  engine.control("fk", Control::Enable);
  EXPECT_FALSE(engine.isWanted(offByDefault));
  engine.control("SC4501", Control::Enable, [](std::string_view) { return false; });
  EXPECT_TRUE(engine.isWanted(offByDefault));
}

TEST_F(Engine, FlushSortsAndDropsRepeats) {
  engine.report(at(5), lockWarning);
  engine.report(at(1), lossError);
  engine.report(at(5), lockWarning);
  engine.report({}, lockWarning);
  EXPECT_EQ(engine.numWarnings(), 3u);
  auto diags = flushed();
  ASSERT_EQ(diags.size(), 3u);
  EXPECT_FALSE(diags[0].range.isValid());
  EXPECT_EQ(diags[1].range, at(1));
  EXPECT_EQ(engine.numWarnings(), 2u);
  EXPECT_EQ(engine.numErrors(), 1u);
  EXPECT_TRUE(engine.pending().empty());
}

TEST_F(Engine, DiagnosticsWithOtherNotesAreNotRepeats) {
  engine.report(at(1), lockWarning).note("step 1");
  engine.report(at(1), lockWarning).note("step 2");
  EXPECT_EQ(flushed().size(), 2u);
}

TEST_F(Engine, TheClosestSettingWinsThenTheLast) {
  engine.control("fk-add-blocking", Control::Enable);
  engine.control("fk", Control::Disable);
  EXPECT_EQ(levelOf(lockWarning), Severity::Warning);
  engine.control("SC4101", Control::Disable);
  EXPECT_EQ(levelOf(lockWarning), std::nullopt);
  engine.control("fk-add-blocking", Control::AsError);
  EXPECT_EQ(levelOf(lockWarning), Severity::Error) << "-Werror=rule also enables it";
  engine.control("all", Control::Disable);
  EXPECT_EQ(levelOf(lockWarning), Severity::Error);
}

TEST_F(Engine, WerrorSparesWhatWasExempted) {
  engine.control("error", Control::Enable);
  EXPECT_EQ(levelOf(lockWarning), Severity::Error);
  engine.control("fk", Control::NotAsError);
  EXPECT_EQ(levelOf(lockWarning), Severity::Warning);
  EXPECT_EQ(levelOf(offByDefault), std::nullopt);
  engine.control("hygiene-x", Control::Enable);
  EXPECT_EQ(levelOf(offByDefault), Severity::Error);
}

TEST_F(Engine, ErrorsByNatureCannotBeLowered) {
  engine.control("all", Control::Disable);
  engine.control("prisma-syntax", Control::NotAsError);
  EXPECT_EQ(levelOf(parseError), Severity::Error);
  EXPECT_EQ(levelOf(lossError), Severity::Error);
}

TEST_F(Engine, WhatARuleFindsIsForTheTeamToJudge) {
  EXPECT_EQ(levelOf(hazardError), Severity::Error);
  engine.control("locks", Control::Disable);
  EXPECT_EQ(levelOf(hazardError), std::nullopt);
  engine.control("tx", Control::NotAsError);
  engine.control("tx", Control::Enable);
  EXPECT_EQ(levelOf(hazardError), Severity::Warning);
}

TEST_F(Engine, TruncateTakesItsCountsBack) {
  engine.report(at(0), lockWarning);
  size_t mark = engine.pending().size();
  engine.report(at(1), parseError);
  engine.truncate(mark);
  EXPECT_FALSE(engine.hasErrors());
  EXPECT_EQ(engine.numWarnings(), 1u);
}

TEST_F(Engine, ABuilderThatMovedReportsOnce) {
  {
    DiagBuilder first = engine.report(at(0), lockWarning);
    DiagBuilder second = std::move(first);
    second.note("n").label(at(2), "l").lock("t", "m").fix(FixKind::Safe, "t", {});
  }
  ASSERT_EQ(engine.pending().size(), 1u);
  EXPECT_EQ(engine.pending()[0].notes.size(), 1u);
}

} // namespace
