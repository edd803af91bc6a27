//===- LoweredBlocksTest.cpp - What a second version takes over -----------===//
#include "schemac/Frontend/Prisma/Prisma.h"
#include "schemac/IR/Sir.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace schemac;

namespace {

constexpr const char *Before = R"(datasource db {
  provider = "postgresql"
}
model Kept {
  id Int @id
  name String @map("named")
  @@index([name])
}
model Gone {
  id Int @id
}
model Changed {
  id Int @id
  refs Refers[]
  far Far[]
}
model Refers {
  id Int @id
  to Changed @relation(fields: [toId], references: [id])
  toId Int
}
model Far {
  id Int @id
  to Changed @relation(fields: [toId], references: [id])
  toId Int
  c Colour
}
enum Colour {
  red
}
model Typed {
  id Int @id
  c Colour @default(red)
}
)";
constexpr const char *After = R"(datasource db {
  provider = "postgresql"
}
model New {
  id Int @id
}
enum Colour {
  red @map("RED")
}
model Kept {
  id Int @id
  name String @map("named")
  @@index([name])
}
model Changed {
  id Int @id @map("key")
  refs Refers[]
  far Far[]
}
model Refers {
  id Int @id
  to Changed @relation(fields: [toId], references: [id])
  toId Int
}
model Far {
  id Int @id
  to Changed @relation(fields: [toId], references: [id])
  toId Int
  c Colour
}
model Typed {
  id Int @id
  c Colour @default(red)
}
)";

struct Versions {
  SourceManager sources;
  DiagEngine diags{sources};
  Context context;

  std::shared_ptr<const prisma::ValidSchema> read(const char *name, const char *text) {
    FileId file = sources.addBuffer(name, text);
    return prisma::validate(sources, std::span(&file, 1), context, diags);
  }
};

/// Every part of a table with the text it stands at.
std::string places(const SourceManager &sources, const Table &table) {
  std::string out;
  auto add = [&](std::string_view what, SourceRange range) {
    DecodedLoc at = sources.decode(range.begin);
    out += std::string(what) + "@" + std::string(at.file) + ":" + std::to_string(at.line) + ":" +
           std::to_string(at.column) + "=" + std::string(sources.text(range)) + "\n";
  };
  add(table.name.str(), table.range);
  for (const Column &c : table.columns)
    add(c.name.str(), c.range);
  for (const Constraint &c : table.constraints)
    add(c.name.str(), c.range);
  for (const Index &i : table.indexes)
    add(i.name.str(), i.range);
  return out;
}

std::string text(const Schema &schema) {
  std::string out;
  llvm::raw_string_ostream os(out);
  printSir(schema, os);
  return out;
}

} // namespace

TEST(LoweredBlocks, WhatIsTakenOverIsWhatLoweringMakes) {
  Versions shared, alone;
  auto before = shared.read("before", Before), after = shared.read("after", After);
  ASSERT_TRUE(before && after);
  std::shared_ptr<prisma::LoweredBlocks> blocks;
  auto older = prisma::lower(*before, shared.context, shared.diags, nullptr, &blocks);
  ASSERT_TRUE(older);
  auto newer = prisma::lower(*after, shared.context, shared.diags, &*older, &blocks);
  ASSERT_TRUE(newer);

  auto whole = prisma::lower(*alone.read("after", After), alone.context, alone.diags);
  ASSERT_TRUE(whole);
  EXPECT_EQ(text(*newer), text(*whole));
  for (const Table &expected : whole->tables()) {
    const Table *made = newer->table(shared.context.qname(expected.name.name.str()));
    ASSERT_TRUE(made);
    EXPECT_EQ(places(shared.sources, *made), places(alone.sources, expected));
  }

  auto taken = [&](const char *name) {
    const Table *table = newer->table(shared.context.qname(name));
    return table && table == older->table(shared.context.qname(name));
  };
  EXPECT_TRUE(taken("Kept"));
  EXPECT_FALSE(taken("Changed"));
  EXPECT_FALSE(taken("Refers")); // its foreign key is another one
  EXPECT_FALSE(taken("Typed"));  // its default is another one
}

TEST(LoweredBlocks, AnotherConfigurationTakesOverNothing) {
  constexpr const char *models = R"(
model A {
  id Int @id
  b B[]
}
model B {
  id Int @id
  a A @relation(fields: [aId], references: [id])
  aId Int
}
)";
  Versions v;
  std::string source = "datasource db {\n  provider = \"postgresql\"\n";
  auto before = v.read("before", (source + "}\n" + models).c_str());
  auto after = v.read("after", (source + "  relationMode = \"prisma\"\n}\n" + models).c_str());
  ASSERT_TRUE(before && after);
  std::shared_ptr<prisma::LoweredBlocks> blocks;
  auto older = prisma::lower(*before, v.context, v.diags, nullptr, &blocks);
  ASSERT_TRUE(older);
  auto newer = prisma::lower(*after, v.context, v.diags, &*older, &blocks);
  ASSERT_TRUE(newer);
  EXPECT_EQ(older->table(v.context.qname("B"))->constraints.size(), 2u);
  EXPECT_EQ(newer->table(v.context.qname("B"))->constraints.size(), 1u);
}
