//===- Signatures.cpp - What tells functions of one name apart ------------===//
#include "schemac/IR/Signatures.h"

namespace schemac {

std::string functionSignature(const Function &function) {
  std::string list;
  for (const FunctionArg &a : function.args)
    if (a.mode != ArgMode::Out)
      list += (list.empty() ? "" : ", ") + a.type.str();
  return function.called.string() + "(" + list + ")";
}

} // namespace schemac
