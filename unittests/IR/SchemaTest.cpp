#include "schemac/IR/SchemaIndex.h"

#include <gtest/gtest.h>

using namespace schemac;

namespace {

struct States : testing::Test {
  Context context;
  Schema state;

  QName named(std::string_view text) { return context.qname(text); }
  Table table(std::string_view text, std::string_view refers = "") {
    Table t;
    t.name = named(text);
    if (!refers.empty()) {
      Constraint key;
      key.kind = ConstraintKind::ForeignKey;
      key.name = context.name(std::string(text) + "_fkey");
      key.refTable = named(refers);
      t.constraints.push_back(key);
    }
    return t;
  }
};

TEST_F(States, CopiesShareUntilOneIsChanged) {
  state.put(table("a"));
  Schema copy = state;
  EXPECT_EQ(copy.table(named("a")), state.table(named("a")));
  copy.edit<Table>(named("a"))->unlogged = true;
  copy.put(table("b"));
  EXPECT_FALSE(state.table(named("a"))->unlogged);
  EXPECT_FALSE(state.table(named("b")));
  Schema other = copy;
  other.remove<Table>(named("a"));
  EXPECT_TRUE(copy.table(named("a"))->unlogged);
  EXPECT_EQ(other.tables().size(), 1u);
}

TEST_F(States, AnEditOfWhatNobodySharesIsInPlace) {
  state.put(table("a"));
  const Table *before = state.table(named("a"));
  {
    Schema copy = state;
  }
  EXPECT_EQ(state.edit<Table>(named("a")), before);
}

/// Copies follow their own changes, and a list of changes that grows becomes part of what is
/// shared.
TEST_F(States, EveryCopyKnowsItsOwnUsers) {
  state.put(table("parent"));
  EXPECT_TRUE(state.index().referencing(named("parent")).empty());
  std::vector<Schema> kept;
  for (int i = 0; i < 100; ++i) {
    kept.push_back(state);
    state.put(table("child" + std::to_string(i), "parent"));
    state.put(table("parent" + std::to_string(i)));
    state.put(table("only" + std::to_string(i), "parent" + std::to_string(i)));
    EXPECT_EQ(state.index().referencing(named("parent")).size(), size_t(i) + 1);
  }
  state.remove<Table>(named("child7"));
  EXPECT_EQ(state.index().referencing(named("parent")).size(), 99u);
  EXPECT_EQ(state.index().referencing(named("parent99")), std::vector{named("only99")});
  for (size_t i = 0; i < kept.size(); ++i)
    EXPECT_EQ(kept[i].index().referencing(named("parent")).size(), i);
}

TEST_F(States, AUserIsOneHoweverOftenItIsChanged) {
  state.put(table("parent"));
  for (int i = 0; i < 50; ++i) {
    state.put(table("child", i % 2 ? "parent" : ""));
    EXPECT_EQ(state.index().referencing(named("parent")).size(), size_t(i % 2));
  }
}

} // namespace
