//===- Files.cpp - Everything that a plan's folder holds ------------------===//
#include "Model.h"
#include "schemac/IR/Sir.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {

std::string renderSql(const PlanDocument &document) {
  report::Model model(document);
  std::string out;
  for (const EmittedPhase &p : model.emitted.phases)
    out += (out.empty() ? "" : "\n") + upScript(model.emitted, p, model.script());
  return out;
}

std::vector<PlanFile> renderFiles(const PlanDocument &document) {
  report::Model model(document);
  std::vector<PlanFile> files;
  files.push_back({"PLAN.md", report::markdown(model)});
  files.push_back({"plan.json", report::json(model)});
  PlanFile &ir = files.emplace_back(PlanFile{"plan.sir", ""});
  llvm::raw_string_ostream os(ir.text);
  printSir(*document.plan, os, SirPrintOptions{document.sources});
  for (const EmittedPhase &p : model.emitted.phases) {
    files.push_back({p.folder + "/up.sql", upScript(model.emitted, p, model.script())});
    files.push_back({p.folder + "/down.sql", downScript(model.emitted, p, model.script())});
  }
  return files;
}

} // namespace schemac
