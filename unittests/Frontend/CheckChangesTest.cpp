//===- CheckChangesTest.cpp - What changed, against the whole -------------===//
//
// Whatever checkChanges() calls right, checking the whole schema must, and both must find out the
// same for the lowering: over random edits of a schema with relations of every kind.
//
//===----------------------------------------------------------------------===//
#include "Frontend/Prisma/Check.h"
#include "schemac/Frontend/Prisma/Parse.h"
#include <gtest/gtest.h>
#include <random>

using namespace schemac;
using namespace schemac::prisma;

namespace {

using Lines = std::vector<std::string>;

class Random {
public:
  explicit Random(unsigned seed) : engine(seed) {}
  size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(engine); }
  template <class T> T &of(std::vector<T> &list) { return list[below(list.size())]; }

private:
  std::mt19937 engine;
};

/// Model i refers to an earlier one in the way that i asks for; some share enums.
std::vector<Lines> makeSchema(Random &random, size_t models) {
  std::vector<Lines> blocks;
  for (size_t i = 0; i != models; ++i) {
    std::string n = std::to_string(i);
    blocks.push_back({"model M" + n + " {", "  id Int @id", "  name String @unique"});
    Lines &mine = blocks.back();
    if (i % 4 == 0)
      mine.push_back("  colour E" + std::to_string(i % 3) + "?");
    if (i % 7 == 0) {
      mine.push_back("  up M" + n + "? @relation(\"self" + n +
                     "\", fields: [upId], references: [id])");
      mine.push_back("  upId Int?");
      mine.push_back("  down M" + n + "[] @relation(\"self" + n + "\")");
    }
    if (i == 0)
      continue;
    size_t target = random.below(i);
    std::string t = std::to_string(target), rel = "\"r" + n + "\"";
    Lines &other = blocks[target];
    if (i % 5 == 3) {
      mine.push_back("  many M" + t + "[] @relation(" + rel + ")");
      other.push_back("  many" + n + " M" + n + "[] @relation(" + rel + ")");
    } else {
      bool one = i % 5 == 4;
      mine.push_back("  to M" + t + " @relation(" + rel + ", fields: [toId], references: [id])");
      mine.push_back(one ? "  toId Int @unique" : "  toId Int");
      other.push_back("  from" + n + " M" + n + (one ? "?" : "[]") + " @relation(" + rel + ")");
      mine.push_back("  @@index([toId], map: \"idx" + n + "\")");
    }
    if (i % 6 == 0)
      mine.push_back("  @@map(\"table" + n + "\")");
  }
  for (int e = 0; e != 3; ++e)
    blocks.push_back({"enum E" + std::to_string(e) + " {", "  red", "  green"});
  return blocks;
}

std::string text(const std::vector<Lines> &blocks) {
  std::string out = "datasource db {\n  provider = \"postgresql\"\n}\n";
  for (const Lines &b : blocks) {
    for (const std::string &line : b)
      out += line + "\n";
    out += "}\n";
  }
  return out;
}

std::string wordOf(Random &random, const std::string &line) {
  std::vector<std::string> words;
  std::string word;
  for (char c : line + " ")
    if (isalnum(static_cast<unsigned char>(c)))
      word += c;
    else if (!word.empty())
      words.push_back(std::exchange(word, {}));
  return words.empty() ? "x" : random.of(words);
}

void replaceWord(Random &random, std::string &line, const std::string &by) {
  std::string word = wordOf(random, line);
  if (size_t at = line.find(word); at != line.npos)
    line.replace(at, word.size(), by);
}

void edit(Random &random, std::vector<Lines> &blocks) {
  Lines &b = random.of(blocks), &other = random.of(blocks);
  size_t line = random.below(b.size());
  switch (random.below(10)) {
  case 0:
    blocks.erase(blocks.begin() + ptrdiff_t(random.below(blocks.size())));
    return;
  case 1:
    blocks.push_back(Lines(b));
    return;
  case 2:
    blocks.push_back(Lines(b));
    replaceWord(random, blocks.back()[0], "Copy");
    return;
  case 3:
    if (line)
      b.erase(b.begin() + ptrdiff_t(line));
    return;
  case 4:
    b.push_back(Lines(other).back());
    return;
  case 5:
    b.push_back("  extra" + std::to_string(random.below(100)) + " String?");
    return;
  case 6:
    b.push_back("  @@map(\"" + wordOf(random, random.of(other)) + "\")");
    return;
  case 7:
    std::swap(b, other);
    return;
  case 8:
    b.push_back("  ref" + std::to_string(random.below(100)) + " " + wordOf(random, other[0]) +
                "[]");
    return;
  default:
    replaceWord(random, b[line], wordOf(random, random.of(other)));
  }
}

struct Version {
  SchemaAst ast;
  Findings found;
  CheckedBefore kept;
  bool valid = false;
};

/// What lowering is told, without addresses.
std::string told(const SchemaAst &ast, const Findings &found, const Changes &changes) {
  auto place = [&](const Block *b) {
    return b ? std::to_string(b - ast.blocks.data()) : std::string("-");
  };
  std::string out;
  for (const ListRelation &l : found.lists)
    out +=
        place(l.a) + std::string(l.aField->name) + place(l.b) + std::string(l.bField->name) + "\n";
  for (size_t i = 0; i != ast.blocks.size(); ++i)
    for (size_t f = 0; f != ast.blocks[i]->fields.size(); ++f) {
      DeclaredType type = found.types.of(ast, i, f);
      out += place(type.block) + (type.isRelation ? "r" : "") + (changes.means(i) ? "" : "!");
    }
  return out;
}

} // namespace

TEST(CheckChanges, CallsRightOnlyWhatIsRight) {
  unsigned taken = 0, refused = 0;
  for (unsigned seed = 0; seed != 400; ++seed) {
    Random random(seed);
    std::vector<Lines> blocks = makeSchema(random, 200);
    SourceManager sources;
    DiagEngine diags(sources);
    BlockCache cache;
    Version before, after;
    FileId first = sources.addBuffer("before.prisma", text(blocks));
    before.ast = parseSchema(sources, std::span(&first, 1), cache, diags);
    ASSERT_TRUE(checkSchema(before.ast, diags, &before.found, &before.kept)) << text(blocks);
    ASSERT_TRUE(before.kept.byNeighbours);

    for (size_t edits = 1 + random.below(2); edits; --edits)
      edit(random, blocks);
    FileId second = sources.addBuffer("after.prisma", text(blocks));
    after.ast = parseSchema(sources, std::span(&second, 1), cache, diags);
    Changes changes(before.ast, before.found.types, after.ast);
    std::optional<Findings> found =
        checkChanges(before.ast, before.found, before.kept, after.ast, changes, sources);
    after.valid = checkSchema(after.ast, diags, &after.found);
    if (!found) {
      refused += after.valid && !after.ast.damaged;
      continue;
    }
    ++taken;
    ASSERT_TRUE(after.valid) << "seed " << seed << "\n" << text(blocks);
    ASSERT_EQ(told(after.ast, *found, changes), told(after.ast, after.found, changes))
        << "seed " << seed;
  }
  EXPECT_GT(taken, 60u);
  EXPECT_LT(refused, taken / 10) << taken; // a hub can make a part too large
}

TEST(CheckChanges, CirclesOfActionsAreAskedOfTheWhole) {
  SourceManager sources;
  DiagEngine diags(sources);
  BlockCache cache;
  Version before;
  FileId file = sources.addBuffer("a.prisma", "datasource db {\n  provider = \"postgresql\"\n  "
                                              "relationMode = \"prisma\"\n}\nmodel A {\n  id Int "
                                              "@id\n}\n");
  before.ast = parseSchema(sources, std::span(&file, 1), cache, diags);
  ASSERT_TRUE(checkSchema(before.ast, diags, &before.found, &before.kept));
  EXPECT_FALSE(before.kept.byNeighbours);
}
