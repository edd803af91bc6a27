//===- TranslateReport.cpp - Reports of a plan that stands in a file ------===//
//
// What `schemac plan` prints at its end, without the pipeline before it: so the reports are tested
// with plans that are written down.
//
//===----------------------------------------------------------------------===//
#include "TranslateReport.h"
#include "schemac/Emit/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {

namespace {

std::string allFiles(const PlanDocument &document) {
  std::string out;
  for (const PlanFile &file : renderFiles(document))
    out += "//--- " + file.path + "\n" + file.text;
  return out;
}

constexpr struct {
  std::string_view name;
  std::string (*render)(const PlanDocument &);
} forms[] = {
    {"text", [](const PlanDocument &d) { return renderText(d); }},
    {"narrow", [](const PlanDocument &d) { return renderText(d, 72); }},
    {"markdown", renderMarkdown},
    {"json", renderJson},
    {"script", renderSql},
    {"files", allFiles},
};

} // namespace

bool translateReport(Session &session, const Module &module, std::string_view name,
                     llvm::raw_ostream &os) {
  for (const auto &form : forms) {
    if (form.name != name)
      continue;
    for (const Plan &plan : module.plans) {
      PlanDocument document;
      document.plan = &plan;
      document.from = module.schemas.empty() ? nullptr : &module.schemas.front();
      document.to = module.target();
      document.context = &session.context;
      document.sources = &session.sources;
      document.schemacVersion = Version;
      os << form.render(document);
    }
    return true;
  }
  return false;
}

} // namespace schemac
