// Fuzzes the Prisma front end: whatever the text, it must neither crash nor read outside of it; a
// block found in the cache is the block that parsing gives; and what compiles is a sound schema.
#include "schemac/Frontend/Prisma/Parse.h"
#include "schemac/Frontend/Prisma/Prisma.h"
#include "schemac/IR/Sir.h"
#include <cstdio>
#include <cstdlib>

using namespace schemac;

static void check(bool holds, const char *what) {
  if (holds)
    return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  std::string text(reinterpret_cast<const char *>(data), size);
  SourceManager sources;
  FileId first = sources.addBuffer("a.prisma", text);
  FileId second = sources.addBuffer("b.prisma", text);
  Context context;
  DiagEngine diags(sources), again(sources);
  prisma::BlockCache cache;
  prisma::SchemaAst one = prisma::parseSchema(sources, {&first, 1}, cache, diags);
  prisma::SchemaAst two = prisma::parseSchema(sources, {&second, 1}, cache, again);
  check(prisma::dump(one, sources) == prisma::dump(two, sources), "the cache gives another tree");
  check(diags.numErrors() == again.numErrors(), "the cache gives other errors");
  check(one.damaged == (diags.numErrors() != 0), "damaged and reported differ");
  DiagEngine errors(sources);
  std::optional<Schema> schema = prisma::compile(sources, {&first, 1}, context, errors);
  check(schema || errors.hasErrors(), "nothing compiled and nothing reported");
  return 0;
}
