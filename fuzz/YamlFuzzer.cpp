//===- YamlFuzzer.cpp - The YAML front ends on any bytes ------------------===//
//
// Whatever the bytes, they are a tree or an error with a place inside of the file; what compiles is
// written in schemac's own form and read back as the same schema.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/Document/Document.h"
#include "schemac/Frontend/SchemaHero/SchemaHero.h"
#include "schemac/IR/Sir.h"
#include "schemac/Write/Write.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cstdlib>

using namespace schemac;

static void check(bool holds, std::string_view what) {
  if (holds)
    return;
  llvm::errs() << what << "\n";
  std::abort();
}

/// The lines of a schema, sorted: a table's constraints are grouped by kind when they are written.
static std::vector<std::string> linesOf(const Schema &schema) {
  std::string text;
  llvm::raw_string_ostream os(text);
  printSir(schema, os);
  std::vector<std::string> lines;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  std::ranges::sort(lines);
  return lines;
}

static std::optional<Schema> compile(SourceManager &sources, Context &context, DiagEngine &diags,
                                     std::string text) {
  FileId id = sources.addBuffer("input.yaml", std::move(text));
  std::vector<yaml::Error> errors;
  yaml::File file{id, yaml::parseAll(sources, id, errors)};
  for (const yaml::Error &e : errors)
    check(sources.fileOf(e.range.begin) == id && sources.fileOf(e.range.end) == id,
          "an error is outside of the file");
  if (!errors.empty() || file.documents.empty())
    return std::nullopt;
  if (yaml::purposeOf(file.documents.front()) == yaml::Purpose::Own)
    return document::compile(sources, {&file, 1}, context, diags);
  auto result = schemahero::compile(sources, {&file, 1}, context, diags);
  return result ? std::optional(std::move(result->schema)) : std::nullopt;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  SourceManager sources;
  Context context;
  DiagEngine diags(sources);
  auto schema = compile(sources, context, diags, {reinterpret_cast<const char *>(data), size});
  if (!schema || !verifySchema(*schema, diags) || diags.hasErrors() ||
      schema->dialect.str() != "postgres")
    return 0;
  Writing writing{*schema, context, diags};
  std::string written = findForm("yaml")->write(writing);
  auto back = compile(sources, context, diags, written);
  check(back.has_value() && linesOf(*back) == linesOf(*schema), written);
  return 0;
}
