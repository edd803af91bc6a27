//===- TranslateTool.cpp - schemac-translate: one front end or emitter ----===//
#include "schemac/Driver/Tools.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {

int translateMain(int, const char *const *) {
  llvm::errs() << "schemac-translate: no form is linked in yet\n";
  return ExitUsage;
}
int schemacMain(int, const char *const *) {
  llvm::errs() << "schemac: no command is linked in yet\n";
  return ExitUsage;
}

} // namespace schemac
