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
#include <fmt/core.h>

namespace schemac {

static QName resultOf(const Op &op) {
  if (auto rename = dynOp<RenameEnumOp>(op))
    return {rename->name().ns, rename->to()};
  if (auto rename = dynOp<RenameTypeOp>(op))
    return {rename->name().ns, rename->to()};
  if (auto move = dynOp<MoveTypeOp>(op))
    return {move->to(), move->name().name};
  return {MoveEnumOp(op).to(), MoveEnumOp(op).name().name};
}

/// All of these have the type as their first field.
static QName subjectOf(const Op &op) { return std::get<QName>(op.fields[0]); }

/// Columns that have the type in the target.
static std::vector<SubRef> columnsOf(const PlanUnit &unit, QName name) {
  return unit.to ? columnsMadeOf(*unit.to, name) : std::vector<SubRef>();
}

void runLowerRenameEnum(PlanUnit &unit) {
  Origins origins(unit);
  auto renames = [&](const Op &op) {
    if (auto rename = dynOp<RenameEnumOp>(op)) // else it is on its way out
      return QName{rename->name().ns, rename->to()} != formerEnum(unit.context, rename->name());
    return MoveEnumOp::classof(op) || RenameTypeOp::classof(op) || MoveTypeOp::classof(op);
  };
  std::unordered_map<QName, QName> before; // an enum may be both renamed and moved
  for (const Op &op : takeSteps(unit, renames)) {
    QName from = origins.norm(subjectOf(op)), to = origins.norm(resultOf(op));
    QName first = before.count(from) ? before[from] : from;
    before[to] = first;
    Recipe r(unit, op);
    r.deploy(fmt::format("does not name the type {} in casts", sql::quote(first)),
             columnsOf(unit, to));
    r.keep(PhaseKind::Switch, op, "catalog only; values and columns follow");
    useEnum(unit, origins, to, first, first);
  }
}

} // namespace schemac
