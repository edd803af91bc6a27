//===- ReusedNames.cpp - One name for two things --------------------------===//
#include "Transforms/ReusedNames.h"
#include "Transforms/Origins.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/core.h>

namespace schemac {

namespace {
class NameChecker {
public:
  NameChecker(PlanUnit &unit) : unit(unit), origins(unit) {}
  void check(const Op &op);

private:
  void column(const SubRef &name, const Op &op);
  void table(QName name, const Op &op);
  void label(QName enumName, Name label, const Op &op);
  void report(const std::string &name, SourceRange before, const Op &op);

  PlanUnit &unit;
  Origins origins;
};
} // namespace

void NameChecker::report(const std::string &name, SourceRange before, const Op &op) {
  unit.diags.report(op.range, diag::err_name_reused, name)
      .label(before, "what it is until now")
      .note("choose another name, or make two changes with a deployment between them");
}

void NameChecker::column(const SubRef &name, const Op &op) {
  const Table *source = origins.table(name.table);
  if (const Column *c = source ? source->column(name.sub) : nullptr)
    report(name.str(), c->range, op);
}

void NameChecker::table(QName name, const Op &op) {
  if (const Table *source = unit.from->table(origins.norm(name)))
    report(name.str(), source->range, op);
}

void NameChecker::label(QName enumName, Name label, const Op &op) {
  const Enum *source = unit.from->enumType(origins.norm(enumName));
  if (!source)
    return;
  for (const EnumLabel &l : source->labels)
    if (l.label == label)
      report(fmt::format("{}.{}", enumName.str(), label.str()), l.range, op);
}

void NameChecker::check(const Op &op) {
  if (auto add = dynOp<AddColumnOp>(op))
    column(add->column(), op);
  else if (auto rename = dynOp<RenameColumnOp>(op))
    column({rename->column().table, rename->to()}, op);
  else if (auto renameValue = dynOp<RenameEnumValueOp>(op))
    label(renameValue->name(), renameValue->to(), op);
  else if (auto create = dynOp<CreateTableOp>(op))
    table(create->table().name, op);
  else if (auto renameTable = dynOp<RenameTableOp>(op))
    table({renameTable->table().ns, renameTable->to()}, op);
}

void reportReusedNames(PlanUnit &unit) {
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  if (!unit.from || !change)
    return;
  NameChecker checker(unit);
  for (const Op &op : change->steps)
    checker.check(op);
}

} // namespace schemac
