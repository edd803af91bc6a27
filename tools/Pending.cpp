// Temporary: weak definitions of what has not landed yet, linked last, so that the tools link.
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
WEAK void declareIntents(Schema &, const Schema &, const DiffOptions &, Context &, DiagEngine &) { no("diff"); }
WEAK Plan diffSchemas(const Schema &, const Schema &, Context &, DiagEngine &, const DiffOptions &) { no("diff"); }
WEAK void runRules(const PlanUnit &) {}
WEAK std::span<const PassInfo> allPasses() { return {}; }
WEAK void buildPlanPipeline(PassManager &) { no("transforms"); }
WEAK bool parsePipeline(std::string_view t, PassManager &, std::string &) { if (!t.empty()) no("transforms"); return true; }
WEAK const Emitter *findEmitter(std::string_view) { no("emit"); }
WEAK std::string renderText(const PlanDocument &, unsigned) { no("emit"); }
WEAK std::string renderMarkdown(const PlanDocument &) { no("emit"); }
WEAK std::string renderJson(const PlanDocument &) { no("emit"); }
WEAK std::string renderSql(const PlanDocument &) { no("emit"); }
WEAK std::vector<PlanFile> renderFiles(const PlanDocument &) { no("emit"); }
WEAK bool apply(const Op &, Schema &, Context &, DiagEngine *) { no("interpreter"); }
WEAK bool applyAll(std::span<const Op>, Schema &, Context &, DiagEngine *) { no("interpreter"); }
WEAK bool verifySchema(const Schema &, DiagEngine &) { return true; }
namespace prisma {
WEAK std::optional<Schema> compile(const SourceManager &, std::span<const FileId>, Context &, DiagEngine &) { no("prisma"); }
WEAK const SourceStyle &sourceStyle() { no("prisma"); }
}
} // namespace schemac
