//===- FmtFuzzer.cpp - The formatters on any bytes ------------------------===//
//
// Whatever the bytes, each formatter gives a text or an error; its text is read without an error
// and stays as it is when it is formatted again.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/Hcl/Format.h"
#include "schemac/Frontend/Prisma/Format.h"
#include "schemac/Frontend/Yaml/Format.h"
#include "schemac/IR/SirFormat.h"
#include <cstdio>
#include <cstdlib>

using namespace schemac;

static void check(bool holds, const char *what, const std::string &text) {
  if (holds)
    return;
  std::fprintf(stderr, "%s\n---\n%s\n---\n", what, text.c_str());
  std::abort();
}

template <class Format> static void run(Format format, const char *name, const std::string &text) {
  SourceManager sources;
  DiagEngine diags(sources);
  auto formatted = format(sources, sources.addBuffer(name, text), diags);
  check(formatted || diags.hasErrors(), "nothing formatted and nothing reported", text);
  if (!formatted)
    return;
  DiagEngine errors(sources);
  auto again = format(sources, sources.addBuffer(name, *formatted), errors);
  check(bool(again), "what was formatted is not read", *formatted);
  check(*again == *formatted, "formatted again it differs", *formatted + "\n---\n" + *again);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  std::string text(reinterpret_cast<const char *>(data), size);
  run(prisma::format, "a.prisma", text);
  run(hcl::format, "a.hcl", text);
  run(yaml::format, "a.yaml", text);
  run(formatSir, "a.sir", text);
  return 0;
}
