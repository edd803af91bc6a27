//===- TranslateHcl.h - schemac-translate --from hcl ------------*- C++ -*-===//
#pragma once

#include "schemac/Driver/Session.h"

namespace schemac {

/// The tree, the values, the meaning by a specification, or the schema of \p files.
void translateHcl(Session &session, std::vector<FileId> files);

} // namespace schemac
