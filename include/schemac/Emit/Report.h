//===- Report.h - A finished plan for people and machines -------*- C++ -*-===//
//
// Renders only: what is in a PlanDocument was decided before. Equal documents give equal bytes.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Emit/Emit.h"

namespace schemac {

/// A plan with all that its readers are told.
struct PlanDocument {
  const Plan *plan = nullptr;   ///< finished: phases, gates, reverses
  const Plan *direct = nullptr; ///< the plain changes, for titles
  const Schema *from = nullptr, *to = nullptr;
  Context *context = nullptr; ///< of both schemas and the plan
  const SourceManager *sources = nullptr;
  std::string schemacVersion;
  int64_t lockTimeoutMs = 2'000;
  std::vector<std::string> proofs;      ///< "target reached", ...
  std::vector<std::string> assumptions; ///< "row counts from stats.json", ...
};

/// One file of `--out`: a path below the folder, with `/`, and its text.
struct PlanFile {
  std::string path, text;
};

/// For the terminal, as in docs/plan-output.md; \p width in columns.
std::string renderText(const PlanDocument &document, unsigned width = 100);
/// PLAN.md
std::string renderMarkdown(const PlanDocument &document);
/// plan.json; docs/schemas/plan.schema.json describes it.
std::string renderJson(const PlanDocument &document);
/// All phases as one script, with the gates as comments.
std::string renderSql(const PlanDocument &document);
/// Everything that `--out DIR` holds.
std::vector<PlanFile> renderFiles(const PlanDocument &document);

} // namespace schemac
