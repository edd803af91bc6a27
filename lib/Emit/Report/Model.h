//===- Model.h - What all forms of the report state -------------*- C++ -*-===//
#pragma once

#include "schemac/Emit/Layout.h"
#include "schemac/Emit/Report.h"

namespace schemac::report {

/// A document with its SQL.
struct Model {
  explicit Model(const PlanDocument &document);

  const PlanDocument &document;
  EmittedPlan emitted;
  ScriptOptions script() const { return {document.lockTimeoutMs}; }

  size_t numSteps() const { return document.plan->numSteps(); }
  size_t numGates() const;
  std::string name() const;
  /// Plain changes that the plan serves, in the order of their numbers.
  std::vector<const Op *> changes() const;
  /// The document's, and what the estimates rest on.
  std::vector<std::string> assumptions() const;
};

/// How much of the plan can be undone.
struct Reversibility {
  ReverseClass worst = ReverseClass::Lossless;
  std::string text; ///< "yes (lossless until contract)"
};
Reversibility reversibility(const EmittedPlan &plan);

/// The cause of a step as a person writes it, "app.prisma:12:3"; empty when it has none.
std::string causeText(SourceRange range, const SourceManager *sources);

/// "3 phases", "1 step"
std::string counted(size_t n, std::string_view one);
/// "deploy code that …" without its first word, which the reports have in their headings.
std::string_view gateText(const Gate &gate);
/// Names of the columns of which the deployed code must accept both forms; empty when there are
/// none.
std::string toleratedText(const Gate &gate, const Dialect &dialect);
/// "ACCESS EXCLUSIVE", or "–".
std::string strongestLock(const StepCost &cost);
/// The lock that the step takes on the relation, when it is one that makes others wait.
const HeldLock *heldLock(const EmittedStep &step, QName relation);
/// Of what the step locks.
Traffic trafficOf(const EmittedStep &step, QName relation);
/// The longest time that one of its locks makes others wait; nothing when that is not known.
std::optional<double> blockingMs(const EmittedStep &step);
/// "all", "writes" or "–".
std::string_view blockedText(const StepCost &cost);

/// What a person has to see to, beside the plan; Checklist.cpp.
std::vector<std::string> checklist(const Model &model);

std::string markdown(const Model &model);
std::string json(const Model &model);

} // namespace schemac::report
