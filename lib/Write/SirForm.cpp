//===- SirForm.cpp - A schema as `.sir` -----------------------------------===//
#include "schemac/IR/Sir.h"
#include "schemac/Write/Write.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {

std::string writeSir(Writing &writing) {
  std::string text;
  llvm::raw_string_ostream os(text);
  printSir(writing.schema, os);
  return text;
}

} // namespace schemac
