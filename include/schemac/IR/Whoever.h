//===- Whoever.h - The role of whoever runs a statement ---------*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"

namespace schemac {

/// CURRENT_USER and its kin among the roles of a policy. As words they are in capitals, so that the
/// name of a role in small letters is none of them.
inline bool isWhoever(Name role) {
  return role.str() == "CURRENT_USER" || role.str() == "CURRENT_ROLE" ||
         role.str() == "SESSION_USER";
}

} // namespace schemac
