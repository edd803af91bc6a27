//===- PartitionClaimsTest.cpp - Against each bound held to each ----------===//
#include "IR/PartitionClaims.h"
#include "schemac/IR/Context.h"
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <random>

using namespace schemac;

namespace {

/// Bounds of all kinds, so few of each that many overlap.
class RandomBounds {
public:
  std::string next() {
    switch (pick(6)) {
    case 0:
      return list();
    case 1:
      return fmt::format("WITH (MODULUS {}, REMAINDER {})", 1 << (pick(3) + 2), pick(4));
    case 2:
      return fmt::format("FROM ({}, {}) TO ({}, {})", number(), value(), number(), value());
    case 3:
      return fmt::format("FROM ('{}') TO ('{}')", date(), date());
    case 4:
      return fmt::format("FROM ('{}') TO ('{}')", char('a' + pick(4)), char('a' + pick(4)));
    default:
      return fmt::format("FROM ({}) TO ({})", value(), value());
    }
  }
  size_t pick(size_t n) { return random() % n; }

private:
  int number() { return int(pick(40)) - 10; }
  std::string value() {
    size_t kind = pick(12);
    return kind == 0 ? "MINVALUE" : kind == 1 ? "MAXVALUE" : std::to_string(number());
  }
  std::string date() { return fmt::format("2024-01-{:02}", pick(28) + 1); }
  std::string list() {
    std::string out = "IN (";
    for (size_t i = 0, n = pick(3) + 1; i < n; ++i)
      out += (i ? ", " : "") +
             (pick(2) ? std::to_string(number()) : fmt::format("'{}'", char('a' + pick(20))));
    return out + ")";
  }

  std::mt19937 random{7};
};

TEST(PartitionClaims, FindWhatEachBoundHeldToEachFinds) {
  Context context;
  RandomBounds bounds;
  PartitionClaims claims;
  std::map<schemac::QName, std::pair<schemac::Expr, PartitionClaims::Bound>> parts;
  for (int round = 0; round < 3000; ++round) {
    QName part{Name(), context.name(fmt::format("p{}", bounds.pick(60)))};
    schemac::Expr text = context.expr(bounds.next());
    auto bound = std::make_shared<const PartitionBound>(text);
    QName expected;
    for (const auto &[other, claim] : parts)
      if (other != part && (claim.first == text || overlap(*claim.second, *bound)))
        expected = expected && expected < other ? expected : other;
    ASSERT_EQ(claims.against(part, text, bound), expected) << text.string();
    claims.remove(part);
    parts.erase(part);
    if (bounds.pick(4)) {
      claims.add(part, text, bound);
      parts.emplace(part, std::pair(text, bound));
    }
  }
}

} // namespace
