//===- Signatures.h - What tells functions of one name apart ----*- C++ -*-===//
#pragma once

#include "schemac/IR/Objects.h"

namespace schemac {

/// "total(i32, text)": the name of \p function in a schema, from what it is called and its
/// arguments.
std::string functionSignature(const Function &function);

} // namespace schemac
