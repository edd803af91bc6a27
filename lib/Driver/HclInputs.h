//===- HclInputs.h - --var and --var-file -----------------------*- C++ -*-===//
#pragma once

#include "schemac/Driver/Session.h"
#include "schemac/Frontend/Hcl/Module.h"

namespace schemac {

/// What the command line says of variables, for all schemas of the session. What cannot be read is
/// reported when it is asked for first.
const hcl::Inputs &hclInputs(Session &session);

} // namespace schemac
