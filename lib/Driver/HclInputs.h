//===- HclInputs.h - --var and --var-file -----------------------*- C++ -*-===//
#pragma once

#include "schemac/Driver/Session.h"
#include "schemac/Frontend/Hcl/Module.h"

namespace schemac {

/// What the command line says of variables. What cannot be read is reported.
hcl::Inputs hclInputs(Session &session);

} // namespace schemac
