//===- SqlMeaningTest.cpp - Whether two pieces of SQL say the same --------===//
#include "schemac/IR/SqlMeaning.h"
#include <gtest/gtest.h>

using namespace schemac;

// A zone moves a moment, and says nothing of a local time.
TEST(SqlMeaning, ZonesOfTimes) {
  Context context;
  auto same = [&](const char *source, const char *server, TypeKind kind) {
    auto unknown = [](std::string_view, std::string_view) { return Type(); };
    return sameMeaning(context.expr(source), context.expr(server), unknown, context.type(kind));
  };
  const char *given = "'2024-02-29 01:14:15.678 +02:00'";
  EXPECT_TRUE(same(given, "'2024-02-29 01:14:15.678'", TypeKind::Timestamp));
  EXPECT_FALSE(same(given, "'2024-02-28 23:14:15.678'", TypeKind::Timestamp));
  EXPECT_TRUE(same(given, "'2024-02-28 23:14:15.678+00'", TypeKind::TimestampTz));
  EXPECT_FALSE(same(given, "'2024-02-29 01:14:15.678+00'", TypeKind::TimestampTz));
  EXPECT_TRUE(
      same("'2024-03-01T00:30:00-0130'", "'2024-03-01 02:00:00+00'", TypeKind::TimestampTz));
  EXPECT_TRUE(same("'2024-02-29'", "'2024-02-29 00:00:00'", TypeKind::Timestamp));
}

// A truth and a number are the same as defaults of a truth (MySQL's true is 1), and of nothing
// else.
TEST(SqlMeaning, NumbersAreNoTruths) {
  Context context;
  auto same = [&](const char *source, const char *server, TypeKind kind) {
    auto unknown = [](std::string_view, std::string_view) { return Type(); };
    return sameMeaning(context.expr(source), context.expr(server), unknown, context.type(kind));
  };
  EXPECT_FALSE(same("true", "1", TypeKind::I32));
  EXPECT_FALSE(same("false", "0", TypeKind::I64));
  EXPECT_TRUE(same("true", "1", TypeKind::Bool));
  EXPECT_FALSE(same("true", "0", TypeKind::Bool));
  EXPECT_TRUE(same("true", "'t'", TypeKind::Bool));
  EXPECT_TRUE(same("1", "'1'", TypeKind::I32));
}

// A server writes money by its lc_monetary. What another setting may have written is not known to
// be the same.
TEST(SqlMeaning, Money) {
  Context context;
  auto same = [&](const char *source, const char *server) {
    auto unknown = [](std::string_view, std::string_view) { return Type(); };
    return sameMeaning(context.expr(source), context.expr(server), unknown,
                       context.type(TypeKind::Money));
  };
  EXPECT_TRUE(same("'1'", "'$1.00'::money"));
  EXPECT_TRUE(same("'-1234.5'", "'-$1,234.50'::money"));
  EXPECT_TRUE(same("'$3'", "'$3.00'::money"));
  EXPECT_FALSE(same("'1'", "'$10.00'::money"));
  EXPECT_FALSE(same("'1.234'", "'$1,234.00'::money"));
  EXPECT_FALSE(same("'1'", "'1,00 €'::money"));
  EXPECT_FALSE(same("''", "'$0.00'::money"));
}
