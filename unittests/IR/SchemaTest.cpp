#include "schemac/IR/SchemaIndex.h"

#include <gtest/gtest.h>
#include <random>

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

/// Two states that went apart by many edits: what one walk says of them is what looking up each
/// name says, and the second's index is the same whether it was made from the first's or by itself.
TEST_F(States, WhatTwoStatesDoNotShareIsFound) {
  std::mt19937 random(1);
  auto any = [&] { return "t" + std::to_string(random() % 200); };
  for (int round = 0; round < 50; ++round) {
    Schema a, b;
    for (int i = 0; i < 100; ++i)
      a.put(table(any(), any()));
    if (round % 2) {
      b = a;
    } else { // the same objects in lists of its own
      for (const Table &t : a.tables())
        b.put(a.tables().get(t.name));
    }
    for (int i = 0; i < round; ++i) {
      if (QName n = named(any()); random() % 3)
        b.put(table(n.str(), any()));
      else
        b.remove<Table>(n);
    }
    std::vector<std::pair<const Table *, const Table *>> expected, found;
    for (const Table &t : a.tables())
      if (const Table *other = b.table(t.name); other != &t)
        expected.push_back({&t, other});
    for (const Table &t : b.tables())
      if (!a.table(t.name))
        expected.push_back({nullptr, &t});
    a.tables().forEachUnshared(b.tables(),
                               [&](const Table *x, const Table *y) { found.push_back({x, y}); });
    EXPECT_EQ(found, expected);

    Schema fresh = b;
    b.indexLike(a);
    for (int i = 0; i < 200; ++i) {
      QName n = named("t" + std::to_string(i));
      EXPECT_EQ(b.index().referencing(n), fresh.index().referencing(n));
    }
  }
}

/// An object of a run that copies share is nobody's own.
TEST_F(States, AnEditLeavesItsNeighboursShared) {
  for (int i = 0; i < 40; ++i)
    state.put(table("t" + std::to_string(i)));
  Schema copy = state;
  copy.edit<Table>(named("t20"))->unlogged = true;
  copy.edit<Table>(named("t21"))->unlogged = true;
  EXPECT_FALSE(state.table(named("t20"))->unlogged);
  EXPECT_FALSE(state.table(named("t21"))->unlogged);
  EXPECT_EQ(copy.table(named("t22")), state.table(named("t22")));
}

} // namespace
