//===- SirFuzzer.cpp - The .sir parser on any bytes -----------------------===//
//
// Whatever parses without an error must print to a text that parses to the same print.
//
//===----------------------------------------------------------------------===//
#include "schemac/IR/Sir.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace schemac;

/// Parses and prints; false when there were errors.
static bool roundTrip(std::string text, std::string &out) {
  SourceManager sources;
  DiagEngine diags(sources);
  Context context;
  FileId file = sources.addBuffer("input.sir", std::move(text));
  Module module = parseSir(sources, file, context, diags);
  for (const Schema &s : module.schemas)
    verifySchema(s, diags);
  llvm::raw_string_ostream os(out);
  printSir(module, os);
  return !diags.hasErrors();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  std::string once, twice;
  if (!roundTrip(std::string(reinterpret_cast<const char *>(data), size), once))
    return 0;
  if (!roundTrip(once, twice) || once != twice) {
    llvm::errs() << once << "---\n" << twice;
    std::abort();
  }
  return 0;
}
