//===- IndexFunctionChanged.cpp - index-function-changed -----------------------------===//
//
// What indexes, generated columns and checks computed with a function is stored, and a server
// computes none of it anew when the function becomes another: an index search and a scan give
// different rows.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/FunctionCalls.h"

namespace schemac {

static bool isStored(FunctionCaller::Kind kind) {
  return kind == FunctionCaller::Index || kind == FunctionCaller::Generated ||
         kind == FunctionCaller::Exclusion || kind == FunctionCaller::PartitionKey;
}

void checkIndexFunctionChanged(RuleContext &rule, const Op &op) {
  auto replace = dynOp<ReplaceFunctionOp>(op);
  const Function *before =
      replace ? rule.state.functions().find(replace->function().name) : nullptr;
  if (!before || (before->body == replace->function().body &&
                  before->volatility == replace->function().volatility))
    return;
  for (const FunctionCaller &caller : callersOf(rule.state, before->bare()))
    if (isStored(caller.kind) && !rule.empty(caller.object))
      rule.diags.report(op.range, diag::warn_index_function_changed, describeCaller(caller),
                        before->bare().str());
}

} // namespace schemac
