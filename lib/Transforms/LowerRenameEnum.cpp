//===- LowerRenameEnum.cpp - An enum or other type gets another name ------===//
//
// Values go over the wire as text, so only code that casts to the type notices its name. The name
// changes after the gate; new columns of it are made under the former name.
//
//===----------------------------------------------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include "Transforms/UseEnum.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

/// Columns that have the type in the target.
static std::vector<SubRef> columnsOf(const PlanUnit &unit, QName name) {
  return unit.to ? columnsMadeOf(*unit.to, name) : std::vector<SubRef>();
}

/// Its values change too: another enum takes its place behind the columns, and has its name.
static bool isReplaced(const PlanUnit &unit, const Origins &origins, QName from, QName to) {
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  return change && std::ranges::any_of(change->steps, [&](const Op &op) {
           if (auto label = dynOp<RenameEnumValueOp>(op))
             return origins.norm(label->name()) == from;
           auto rename = dynOp<RenameEnumOp>(op);
           return rename && origins.norm(rename->name()) == to &&
                  rename->to() == formerEnum(unit.context, to).name;
         });
}

/// A type has one name at a time, and nothing stands in for it: an operator takes no domain over an
/// enum for the enum.
static void reportName(const PlanUnit &unit, QName from, QName to, SourceRange range,
                       SourceRange old) {
  if (!unit.from || columnsMadeOf(*unit.from, from).empty())
    return;
  auto d = unit.diags.report(range, diag::warn_type_rename, from.str(), to.str());
  d.label(old, "was declared here");
  d.note(fmt::format("what casts to '{}' fails until then: let the code cast to neither meanwhile, "
                     "or stop it, or keep the name: @@map(\"{}\") in Prisma",
                     to.str(), from.name.str()));
}

/// Also those whose values change as well.
static void reportEnums(const PlanUnit &unit, const Origins &origins) {
  for (auto [from, to] : enumNames(unit, origins)) {
    const Enum *before = unit.from ? unit.from->enumType(from) : nullptr,
               *after = unit.to ? unit.to->enumType(to) : nullptr;
    if (before && after)
      reportName(unit, from, to, after->range, before->range);
  }
}

void runLowerRenameEnum(PlanUnit &unit) {
  Origins origins(unit);
  reportEnums(unit, origins);
  std::vector<QName> replaced;
  for (auto [from, to] : enumNames(unit, origins))
    if (isReplaced(unit, origins, from, to))
      replaced.insert(replaced.end(), {from, to, QName{from.ns, to.name}});
  auto renames = [&](const Op &op) {
    bool isEnum = RenameEnumOp::classof(op) || MoveEnumOp::classof(op);
    if (isEnum && std::ranges::count(replaced, origins.norm(typeBefore(op))))
      return false;
    if (auto rename = dynOp<RenameEnumOp>(op)) // else it is on its way out
      return QName{rename->name().ns, rename->to()} != formerEnum(unit.context, rename->name());
    return MoveEnumOp::classof(op) || RenameTypeOp::classof(op) || MoveTypeOp::classof(op);
  };
  std::unordered_map<QName, QName> before; // an enum may be both renamed and moved
  for (const Op &op : takeSteps(unit, renames)) {
    QName from = origins.norm(typeBefore(op)), to = origins.norm(typeAfter(op));
    QName first = before.count(from) ? before[from] : from;
    before[to] = first;
    Recipe r(unit, op);
    if (RenameTypeOp::classof(op) || MoveTypeOp::classof(op))
      reportName(unit, from, to, op.range, SourceRange());
    bool makesValues = unit.to && unit.to->find<RangeType>(to);
    r.deploy(fmt::format("does not name the type {} in casts{}", sql::quote(first),
                         makesValues ? " or to make values of it" : ""),
             columnsOf(unit, to));
    r.keep(PhaseKind::Switch, op, "catalog only; values and columns follow");
    useEnum(unit, origins, to, first, first);
  }
}

} // namespace schemac
