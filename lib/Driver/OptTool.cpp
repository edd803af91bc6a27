//===- OptTool.cpp - schemac-opt: .sir in, passes, .sir out ---------------===//
//
// The tool of the tests: runs exactly the passes named, on text.
//
//===----------------------------------------------------------------------===//
#include "CommonOptions.h"
#include "PassNames.h"
#include "schemac/Diag/Consumers.h"
#include "schemac/Diff/Diff.h"
#include "schemac/Driver/Budget.h"
#include "schemac/Driver/DialectJson.h"
#include "schemac/Driver/Files.h"
#include "schemac/Driver/Options.h"
#include "schemac/Driver/Tools.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Sir.h"
#include "schemac/Rules/Rules.h"
#include "schemac/Transforms/Transforms.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

namespace schemac {
namespace {

constexpr OptionSpec Specs[] = {
    {"passes", "A,B", "run these passes on every plan"},
    {"diff", "", "make the plan from the first schema to the last"},
    {"interpret", "", "apply the plan to the first schema and print the state"},
    {"lock-budget", "MODE=TIME,…", "how long others may wait: access-exclusive=1s"},
    {"small-table", "ROWS[,SIZE]", "up to which a table is small: 50000,16MB"},
    {"rules", "", "run the rules on every plan, after the passes; without one, on the last schema"},
    {"W", "…", "-Wall, -WRULE: rules that are off by default", true},
    {"print-after", "PASS", "print the plan after a pass, or after all", true},
    {"plan-only", "", "print plans and no schemas"},
    {"split-input-file", "", "treat parts between '// -----' lines as files of their own"},
    {"verify-diagnostics", "", "compare diagnostics with expected-* comments"},
    {"verify-roundtrip", "", "also check that printing and parsing again changes nothing"},
    {"print-locs", "", "print locations"},
    {"print-costs", "", "print, as JSON, what every step of every plan locks and costs"},
    options::Help,
};

class OptTool {
public:
  explicit OptTool(const CommandLine &line) : line(line) {}
  /// Runs on one part; false when it failed.
  bool run(const std::string &name, const std::string &text, unsigned lineOffset);

private:
  bool process(SourceManager &sources, FileId file, DiagEngine &diags);
  bool transform(Module &module, Context &context, DiagEngine &diags);
  bool roundTrips(const Module &module);

  const CommandLine &line;
  std::string output;
};

/// Prints, parses and prints again: the two texts must be equal.
bool OptTool::roundTrips(const Module &module) {
  std::string once, twice;
  llvm::raw_string_ostream onceStream(once), twiceStream(twice);
  printSir(module, onceStream);
  SourceManager sources;
  DiagEngine diags(sources);
  Context context;
  Module again = parseSir(sources, sources.addBuffer("<printed>", once), context, diags);
  printSir(again, twiceStream);
  if (!diags.hasErrors() && once == twice)
    return true;
  llvm::errs() << "error: printing and parsing again gives another module\n--- printed\n"
               << once << "--- printed again\n"
               << twice;
  diags.flush(*createTextConsumer(sources, llvm::errs()));
  return false;
}

/// What the options ask for, in this order: make plans, run passes, interpret.
bool OptTool::transform(Module &module, Context &context, DiagEngine &diags) {
  const Schema *from = module.source(), *to = module.target();
  if (line.has("diff") && from)
    module.plans.push_back(diffSchemas(*from, *to, context, diags));
  if (line.has("interpret") && !module.schemas.empty()) {
    Schema state = module.schemas.front();
    for (const Plan &plan : module.plans)
      for (const Phase &phase : plan.phases)
        if (!applyAll(phase.steps, state, context, &diags))
          return false;
    module.schemas = {std::move(state)};
    module.plans.clear();
    return true;
  }
  if (line.has("rules") && module.plans.empty() && to)
    runStateRules(nullptr, *to, {}, diags);
  for (Plan &plan : module.plans) {
    PassManager pm;
    std::string error;
    if (!parsePipeline(line.value("passes").value_or(""), plan.dialect.str(), pm, error)) {
      llvm::errs() << "schemac-opt: " << error << "\n";
      return false;
    }
    pm.afterPass = [&](const Pass &pass, const PlanUnit &unit) {
      for (const std::string &name : line.all("print-after"))
        if (name == "all" || name == pass.name()) {
          llvm::errs() << "// ----- after " << pass.name() << "\n";
          printSir(unit.plan, llvm::errs());
        }
    };
    PlanUnit unit{context, diags, from, to, std::move(plan), {}, {}};
    unit.direct = unit.plan;
    readBudget(line, unit.options.budget);
    bool ok = pm.run(unit);
    if (line.has("rules"))
      runRules(unit);
    plan = std::move(unit.plan);
    if (!ok)
      return false;
  }
  return true;
}

bool OptTool::process(SourceManager &sources, FileId file, DiagEngine &diags) {
  Context context;
  Module module = parseSir(sources, file, context, diags);
  for (const Schema &s : module.schemas)
    verifySchema(s, diags);
  if (diags.hasErrors())
    return true;
  if (!transform(module, context, diags))
    return true;
  if (line.has("verify-roundtrip") && !roundTrips(module))
    return false;
  llvm::raw_string_ostream os(output);
  if (line.has("print-costs")) {
    os << llvm::formatv("{0:2}\n", llvm::json::Value(costsJson(module, context)));
    return true;
  }
  SirPrintOptions options;
  options.locations = line.has("print-locs") ? &sources : nullptr;
  if (line.has("plan-only"))
    module.schemas.clear();
  printSir(module, os, options);
  return true;
}

bool OptTool::run(const std::string &name, const std::string &text, unsigned lineOffset) {
  SourceManager sources;
  // Blank lines before the part keep its line numbers those of the whole file.
  FileId file = sources.addBuffer(name, std::string(lineOffset, '\n') + text);
  DiagEngine diags(sources);
  for (const std::string &group : line.warnings())
    diags.control(group, DiagEngine::Control::Enable);
  output.clear();
  bool ok = process(sources, file, diags);
  llvm::outs() << output;
  llvm::outs().flush();
  if (line.has("verify-diagnostics")) {
    auto expected = createVerifyConsumer(sources, llvm::errs());
    diags.flush(*expected);
    return ok && !expected->failed();
  }
  auto consumer = createTextConsumer(sources, llvm::errs());
  diags.flush(*consumer);
  return ok && !diags.hasErrors();
}

} // namespace

int optMain(int argc, const char *const *argv) {
  CommandLine line;
  if (!line.parse({argv + 1, argv + argc}, Specs)) {
    llvm::errs() << "schemac-opt: " << line.error << "\n";
    return ExitUsage;
  }
  if (line.has("help")) {
    llvm::outs() << "usage: schemac-opt FILE [options]\n" << describeOptions(Specs);
    return ExitOk;
  }
  LockBudget budget;
  std::string wrong = checkPrintAfter(line);
  if (wrong.empty())
    wrong = readBudget(line, budget);
  if (!wrong.empty()) {
    llvm::errs() << "schemac-opt: " << wrong << "\n";
    return ExitUsage;
  }
  std::string path = line.positional.empty() ? "-" : line.positional[0], error;
  std::optional<std::string> text = readFile(path, error);
  if (!text) {
    llvm::errs() << "schemac-opt: " << path << ": " << error << "\n";
    return ExitUnreadable;
  }
  OptTool tool(line);
  bool ok = true, first = true;
  size_t begin = 0;
  unsigned lines = 0;
  while (begin <= text->size()) {
    size_t end = line.has("split-input-file") ? text->find("\n// -----", begin) : std::string::npos;
    std::string part = text->substr(begin, end == std::string::npos ? end : end + 1 - begin);
    if (!first)
      llvm::outs() << "\n// -----\n\n";
    first = false;
    ok &= tool.run(path, part, lines);
    if (end == std::string::npos)
      break;
    lines += static_cast<unsigned>(std::count(part.begin(), part.end(), '\n'));
    begin = end + 1;
  }
  return ok ? ExitOk : ExitFindings;
}

} // namespace schemac
