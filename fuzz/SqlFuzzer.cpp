//===- SqlFuzzer.cpp - The SQL front end on any bytes ---------------------===//
//
// Whatever the text, reading it ends, and what it made is sound: the steps apply to the state that
// they began from, and lead to the state that was returned, where nothing was taken for granted.
//
//===----------------------------------------------------------------------===//
#include "schemac/Frontend/SQL/SQL.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Sir.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace schemac;

/// What a schema has. What a refused statement took away and gave back stands behind the others of
/// its kind, so that lines are compared without their order.
static std::string printed(const Schema &schema) {
  std::string text;
  llvm::raw_string_ostream os(text);
  printSir(schema, os);
  llvm::SmallVector<llvm::StringRef> lines;
  llvm::StringRef(text).split(lines, '\n');
  llvm::sort(lines);
  return llvm::join(lines, "\n");
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  SourceManager sources;
  DiagEngine diags(sources);
  Context context;
  FileId file = sources.addBuffer("input.sql", {reinterpret_cast<const char *>(data), size});
  sql::Options options; // the length chooses among what `check` asks of its files
  options.rowsToo = size % 2;
  options.assumeMissing = size % 3 == 0;
  sql::Script script = sql::read(sources, file, context, diags, Schema(), options);
  if (options.assumeMissing) // what a file takes for granted late may have been made by it before
    return 0;
  Schema state = script.start;
  for (const Op &op : script.plan.phases.front().steps)
    if (!apply(op, state, context, &diags)) {
      llvm::errs() << "refused: " << printOp(op) << "\n";
      std::abort();
    }
  if (std::string a = printed(state), b = printed(script.end); a != b) {
    llvm::errs() << a << "---\n" << b;
    std::abort();
  }
  return 0;
}
