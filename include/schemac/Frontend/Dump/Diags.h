#pragma once
#include "schemac/Diag/Diag.h"
namespace schemac::diag {
#define DIAG SCHEMAC_DECLARE_DIAG
#include "schemac/Frontend/Dump/Diags.def"
#undef DIAG
} // namespace schemac::diag
