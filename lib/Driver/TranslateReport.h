//===- TranslateReport.h - Reports of a plan that stands in a file -*- C++ -*-===//
#pragma once

#include "schemac/Driver/Session.h"
#include "schemac/IR/Sir.h"

namespace schemac {

/// Prints every plan of \p module, from its first schema, in a form of the reports. False when
/// there is no such form.
bool translateReport(Session &session, const Module &module, std::string_view form,
                     llvm::raw_ostream &os);

} // namespace schemac
