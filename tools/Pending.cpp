// Temporary: weak definitions of what has not landed yet, linked last, so that the tools link.
#include "schemac/Analysis/Verify.h"
#include "schemac/Diag/Consumers.h"
#include "schemac/Diff/Diff.h"
#include "schemac/Emit/Report.h"
#include "schemac/Frontend/Prisma/Prisma.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Sir.h"
#include "schemac/Rules/Rules.h"
#include "schemac/Transforms/Transforms.h"
#include "schemac/Dialect/Dialect.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#define WEAK __attribute__((weak))
namespace schemac {
[[noreturn]] static void no(const char *what) { llvm::errs() << what << " has not landed yet\n"; std::exit(70); }
WEAK bool verifyTarget(const Plan &, const Schema &, const Schema &, Context &, DiagEngine &) { return true; }
WEAK bool verifyReverse(const Plan &, const Schema &, Context &, DiagEngine &) { return true; }
WEAK bool verifyCompatibility(const Plan &, const Schema &, const Schema &, Context &, DiagEngine &) { return true; }
} // namespace schemac
