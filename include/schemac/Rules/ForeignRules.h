//===- ForeignRules.h - Rules that are no part of this program --*- C++ -*-===//
//
// What rules look at when somebody else wrote them. Where they come from, and whether they may run
// at all, is the business of whoever makes one (lib/Plugin, lib/Driver/Plugins.cpp).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Rules/Custom.h"

namespace schemac {

/// The judging of one change, step by step.
class ForeignRun {
public:
  virtual ~ForeignRun() = default;
  /// \p scope is a step's, with the state before it. In order, each once.
  virtual void step(const CustomScope &scope) = 0;
  /// After the last step. Not called for a change that could not be followed to its end.
  virtual void end() = 0;
};

/// What a change is, beside its steps.
struct ForeignChange {
  const Schema &before, &after;
  const Dialect &dialect;
  SourceRange range; ///< of the migration; invalid: what is between two schemas
};

class ForeignRules {
public:
  virtual ~ForeignRules() = default;
  virtual void checkState(const Schema &state, const Dialect &dialect, DiagEngine &diags) = 0;
  /// Null when nothing of it is wanted.
  virtual std::unique_ptr<ForeignRun> begin(const ForeignChange &change, DiagEngine &diags) = 0;
};

} // namespace schemac
