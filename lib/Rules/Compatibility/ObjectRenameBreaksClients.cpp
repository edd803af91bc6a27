//===- ObjectRenameBreaksClients.cpp - object-rename-breaks-clients ------------------===//
//
// Code says the names of views, functions, sequences and types: in queries, in nextval('...'), in
// casts. Silent when the former name is given to another object in the same file.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

namespace {
struct Renaming {
  std::string_view kind;
  QName from;
  std::string to;
};
} // namespace

static bool isUserType(const Schema &s, QName name) {
  return s.enumType(name) || s.find<Domain>(name) || s.find<Composite>(name) ||
         s.find<RangeType>(name);
}

static std::optional<Renaming> renamingOf(const Op &op, const Schema &start) {
  if (auto r = dynOp<RenameViewOp>(op); r && start.views().find(r->view()))
    return Renaming{"view", r->view(), r->to().string()};
  if (auto r = dynOp<RenameSequenceOp>(op); r && start.sequences().find(r->name()))
    return Renaming{"sequence", r->name(), r->to().string()};
  if (auto r = dynOp<RenameEnumOp>(op); r && start.enumType(r->name()))
    return Renaming{"type", r->name(), r->to().string()};
  if (auto r = dynOp<RenameTypeOp>(op); r && isUserType(start, r->name()))
    return Renaming{"type", r->name(), r->to().string()};
  if (auto r = dynOp<RenameFunctionOp>(op))
    if (const Function *f = start.functions().find(r->function()); f && !f->returnsTrigger)
      return Renaming{f->procedure ? "procedure" : "function", f->bare(), r->to().string()};
  if (auto m = dynOp<MoveFunctionOp>(op))
    if (const Function *f = start.functions().find(m->function()); f && !f->returnsTrigger)
      return Renaming{f->procedure ? "procedure" : "function", f->bare(),
                      QName{m->to(), f->called}.str()};
  return std::nullopt;
}

static bool isTaken(const Schema &state, QName name) {
  for (const Function &f : state.functions())
    if (f.bare() == name)
      return true;
  return state.views().find(name) || state.sequences().find(name) || state.table(name) ||
         isUserType(state, name);
}

void checkObjectRenameBreaksClients(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps)
      if (auto r = renamingOf(*step.op, *rule.migration.start);
          r && !isTaken(*rule.migration.end, r->from))
        rule.diags.report(step.op->range, diag::warn_object_rename_breaks_clients, r->kind,
                          r->from.str(), r->to);
}

} // namespace schemac
