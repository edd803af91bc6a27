//===- TranslateHcl.cpp - schemac-translate --from hcl --------------------===//
#include "TranslateHcl.h"
#include "HclInputs.h"
#include "schemac/Driver/Diags.h"
#include "schemac/Driver/Files.h"
#include "schemac/Frontend/Hcl/Hcl.h"
#include "schemac/Frontend/Hcl/Hcldec.h"
#include "schemac/Frontend/Hcl/Parse.h"
#include "schemac/IR/Sir.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {
namespace {

/// Another file that an option names; null when it cannot be read, which is reported.
std::shared_ptr<const hcl::File> parseNamed(Session &session, std::string_view option) {
  std::string error, path = *session.line.value(option);
  auto text = readFile(path, error);
  if (!text) {
    session.diags.report({}, diag::err_cannot_read, path, error);
    return nullptr;
  }
  FileId id = session.sources.addBuffer(path, std::move(*text));
  return hcl::parse(session.sources, id, session.diags);
}

/// With --expect, says what is not as a test of the language expects; the file's own errors are
/// part of what is compared.
void decode(Session &session, FileId file) {
  auto spec = parseNamed(session, "hcldec");
  if (!spec)
    return;
  size_t before = session.diags.pending().size();
  auto tree = hcl::parse(session.sources, file, session.diags);
  hcl::Value value = hcl::decode(*spec, *tree, session.diags);
  if (!session.line.has("expect")) {
    llvm::outs() << hcl::toJson(value) << "\n";
    return;
  }
  std::vector<Diagnostic> found(session.diags.pending().begin() + long(before),
                                session.diags.pending().end());
  session.diags.truncate(before);
  if (auto test = parseNamed(session, "expect")) {
    std::string differences =
        hcl::compareWithTest(*test, value, found, session.sources, session.diags);
    llvm::outs() << (differences.empty() ? "as expected\n" : differences);
  }
}

/// Every attribute of the file's own, and its value.
void printValues(Session &session, FileId file) {
  auto tree = hcl::parse(session.sources, file, session.diags);
  hcl::NamedScope none;
  for (const hcl::Attribute &a : tree->body.attributes) {
    hcl::Value v = hcl::evaluate(*a.value, none, session.diags);
    if (!v.isUnknown())
      llvm::outs() << a.name << " = " << hcl::toJson(v) << "\n";
  }
}

/// Of all files together.
void printSchema(Session &session, const std::vector<FileId> &files) {
  const hcl::Inputs &inputs = hclInputs(session);
  if (session.line.has("sql")) {
    llvm::outs() << hcl::asSql(session.sources, files, inputs, session.diags);
    return;
  }
  auto schema = hcl::compile(session.sources, files, inputs, session.context, session.diags);
  if (!session.declaresVariables() || !schema || session.line.has("verify-diagnostics"))
    return;
  SirPrintOptions options;
  options.locations = session.line.has("print-locs") ? &session.sources : nullptr;
  printSir(*schema, llvm::outs(), options);
}

} // namespace

void translateHcl(Session &session, std::vector<FileId> files) {
  if (session.line.has("parse")) {
    for (FileId file : files)
      hcl::parse(session.sources, file, session.diags);
    return;
  }
  bool each = session.line.has("hcldec") || session.line.has("values") || session.line.has("tree");
  if (!each)
    return printSchema(session, files);
  for (FileId file : files) {
    if (session.line.has("hcldec"))
      decode(session, file);
    else if (session.line.has("values"))
      printValues(session, file);
    else
      llvm::outs() << hcl::dump(*hcl::parse(session.sources, file, session.diags));
  }
}

} // namespace schemac
