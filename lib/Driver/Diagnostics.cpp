//===- Diagnostics.cpp - All diagnostics of all libraries -----------------===//
//
// The one place that joins the tables; a library's diagnostics are listed, explained and controlled
// because its Diags.h is here.
//
//===----------------------------------------------------------------------===//
#include "schemac/Driver/Session.h"
#include <algorithm>

#define DIAG(ID, CODE, LEVEL, RULE, TEXT, SIGNATURE) {#ID, CODE, Severity::LEVEL, RULE, TEXT},

namespace schemac {

static constexpr DiagInfo Infos[] = {
#include "schemac/Analysis/Diags.def"
#include "schemac/Database/Diags.def"
#include "schemac/Diag/Diags.def"
#include "schemac/Diff/Diags.def"
#include "schemac/Driver/Diags.def"
#include "schemac/Frontend/Document/Diags.def"
#include "schemac/Frontend/Dump/Diags.def"
#include "schemac/Frontend/Hcl/Diags.def"
#include "schemac/Frontend/History/Diags.def"
#include "schemac/Frontend/Prisma/Diags.def"
#include "schemac/Frontend/SQL/Diags.def"
#include "schemac/Frontend/SchemaHero/Diags.def"
#include "schemac/Frontend/Yaml/Diags.def"
#include "schemac/IR/Diags.def"
#include "schemac/Rules/Diags.def"
#include "schemac/Transforms/Diags.def"
#include "schemac/Write/Diags.def"
};
#undef DIAG

std::vector<const DiagInfo *> allDiagnostics() {
  std::vector<const DiagInfo *> list;
  for (const DiagInfo &info : Infos)
    if (info.code)
      list.push_back(&info);
  std::sort(list.begin(), list.end(),
            [](const DiagInfo *a, const DiagInfo *b) { return a->code < b->code; });
  return list;
}

} // namespace schemac
