//===- PlanRun.h - From two states to a finished plan -----------*- C++ -*-===//
#pragma once

#include "schemac/Driver/Session.h"
#include "schemac/Emit/Report.h"
#include "schemac/IR/Sir.h"
#include "schemac/Pass/Pass.h"

namespace schemac {

class PlanRun {
public:
  /// From one STATE to another, as a command line names them.
  PlanRun(Session &session, std::string from, std::string to)
      : session(session), fromName(std::move(from)), toName(std::move(to)) {}

  /// Everything up to the proofs. The exit code; the plan is in `document` when it is ExitOk and no
  /// --stop-after asked for less.
  int compile();
  /// Whether there is something to print on standard output after compile() gave \p exit.
  bool hasOutput(int exit) const;
  void printSchemaIr(llvm::raw_ostream &os) const;

  bool printSchemas = false; ///< --emit=schema-ir or --stop-after=parse
  std::unique_ptr<PlanUnit> unit;
  PlanDocument document;

private:
  int load();
  bool diff();
  bool lower();
  bool keepsBurdens();
  bool keepsViewBurdens();
  bool letsRulesBe();
  void describe();

  Session &session;
  std::string fromName, toName;
  LoadedState from, to;
};

} // namespace schemac
