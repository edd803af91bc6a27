//===- Plan.h - A change of a database: phases of steps, with gates -*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"

namespace schemac {

/// A phase is what is deployed, and undone, as one.
enum class PhaseKind : uint8_t {
  Change,   ///< what the diff found, not lowered yet; no finished plan has it
  Expand,   ///< before deploying: only adds
  Migrate,  ///< before deploying: moves and checks data, long and online
  Switch,   ///< after deploying: exchanges old and new
  Contract, ///< after deploying: tightens and removes
};
std::string_view phaseName(PhaseKind kind);

/// A point at which application code must be deployed everywhere before the plan goes on.
struct Gate {
  Name text; ///< "deploy code that reads and writes phone_number"
  /// Columns whose old and new form (type, nullability) the deployed code must accept.
  std::vector<SubRef> tolerates;
  SourceRange range;
};

struct Phase {
  PhaseKind kind = PhaseKind::Change;
  std::optional<Gate> gate; ///< before this phase
  std::vector<Op> steps;
};

struct Plan {
  Name name;
  Name dialect;
  int version = 0;
  std::vector<Phase> phases;

  /// The phase of this kind, made in its place when it is missing.
  Phase &phase(PhaseKind kind);
  const Phase *findPhase(PhaseKind kind) const;
  size_t numSteps() const;
};

} // namespace schemac
