//===- ShareTablesTest.cpp - Which tables two versions share --------------===//
#include "schemac/IR/ShareTables.h"
#include "schemac/IR/Sir.h"
#include <gtest/gtest.h>

using namespace schemac;

TEST(ShareTables, SharesWhatIsTheSameAndNothingElse) {
  SourceManager sources;
  DiagEngine diags(sources);
  Context context;
  FileId file = sources.addBuffer("a.sir", R"(
    schema @a { table @same { col @x : i32 } table @changed { col @x : i32 }
                table @order { col @x : i32 col @y : i32 } table @gone { col @x : i32 }
                table @told { col @x : i32 } }
    schema @b { table @same { col @x : i32 } table @changed { col @x : i64 }
                table @order { col @y : i32 col @x : i32 }
                table @told renamed_from @told { col @x : i32 } table @new { col @x : i32 } }
  )");
  Module m = parseSir(sources, file, context, diags);
  ASSERT_FALSE(diags.hasErrors());
  Schema &older = m.schemas[0], &newer = m.schemas[1];
  shareTables(older, newer);
  auto shared = [&](const char *name) {
    return older.table(context.qname(name)) == newer.table(context.qname(name));
  };
  EXPECT_TRUE(shared("same"));
  EXPECT_FALSE(shared("changed"));
  EXPECT_FALSE(shared("order"));
  EXPECT_FALSE(shared("told"));
  EXPECT_TRUE(older.table(context.qname("gone")));
  EXPECT_FALSE(older.table(context.qname("new")));
}
