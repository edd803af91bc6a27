//===- MoveSteps.cpp - The plain steps that a group of moves replaces -----===//
#include "Transforms/HelperNames.h"
#include "Transforms/Moves.h"
#include "Transforms/UseEnum.h"
#include <algorithm>

namespace schemac {

/// What the step is on: a column, or a part by its name before or after.
static std::optional<SubRef> pathOf(const Op &op) {
  if (op.fields.empty() || !std::holds_alternative<SubRef>(op.fields[0]))
    return std::nullopt;
  return std::get<SubRef>(op.fields[0]);
}

namespace {
/// By which name a kind of step names what it is on.
enum class Names : uint8_t { OldColumn, NewColumn, OldPart, NewPart };
struct StepRow {
  OpKind kind;
  Names names;
  bool ofType; ///< goes also when the type changes in place
};
} // namespace

static constexpr StepRow StepRows[] = {
    {OpKind::RenameColumn, Names::OldColumn, false},
    {OpKind::SetType, Names::NewColumn, true},
    {OpKind::SetCollation, Names::NewColumn, false}, // the second column is made with it
    {OpKind::SetDefault, Names::NewColumn, true},
    {OpKind::DropDefault, Names::NewColumn, true},
    {OpKind::SetNotNull, Names::NewColumn, false},
    {OpKind::DropNotNull, Names::NewColumn, false},
    {OpKind::SetSerial, Names::NewColumn, false},
    {OpKind::DropSerial, Names::NewColumn, false},
    {OpKind::AddIdentity, Names::NewColumn, false},
    {OpKind::AlterIdentity, Names::NewColumn, false},
    {OpKind::DropIdentity, Names::NewColumn, false},
    {OpKind::DropConstraint, Names::OldPart, false},
    {OpKind::RenameConstraint, Names::OldPart, false},
    {OpKind::DropIndex, Names::OldPart, false},
    {OpKind::RenameIndex, Names::OldPart, false},
    {OpKind::AddPrimaryKey, Names::NewPart, false},
    {OpKind::AddUnique, Names::NewPart, false},
    {OpKind::AddCheck, Names::NewPart, false},
    {OpKind::AddForeignKey, Names::NewPart, false},
    {OpKind::CreateIndex, Names::NewPart, false},
};

static bool isOurs(const Op &op, const Origins &origins, const MoveGroup &group, bool typesOnly) {
  std::optional<SubRef> path = pathOf(op);
  auto row = std::ranges::find(StepRows, op.kind, &StepRow::kind);
  if (!path || row == std::end(StepRows) || (typesOnly && !row->ofType))
    return false;
  QName table = origins.norm(path->table);
  auto isPart = [&](auto named) { // what stays with the first column has plain steps
    return !group.firstStays && std::ranges::any_of(group.parts, [&](const MovedPart &p) {
      return p.table == table && named(p);
    });
  };
  switch (row->names) {
  case Names::OldColumn:
    return group.findBefore(table, path->sub);
  case Names::NewColumn:
    return group.find(table, path->sub);
  case Names::OldPart:
    return isPart([&](const MovedPart &p) { return p.oldName == path->sub; });
  case Names::NewPart:
    return isPart([&](const MovedPart &p) { return p.newName == path->sub; });
  }
  return false;
}

static bool isEnumStep(const Op &op, const Origins &origins, const MoveGroup &group,
                       Context &context) {
  if (op.fields.empty() || !std::holds_alternative<QName>(op.fields[0]))
    return false;
  QName name = origins.norm(std::get<QName>(op.fields[0]));
  return std::ranges::any_of(group.enums, [&](const EnumMove *e) {
    switch (op.kind) {
    case OpKind::RenameEnum:
    case OpKind::MoveEnum:
      return name == e->name || name == e->oldName || name == QName{e->oldName.ns, e->name.name};
    case OpKind::CreateEnum:
      return name == e->name;
    case OpKind::RenameEnumValue:
    case OpKind::AddEnumValue:
      return name == e->oldName;
    case OpKind::DropEnum:
      return name == formerEnum(context, e->name);
    default:
      return false;
    }
  });
}

void takeGroup(PlanUnit &unit, const Origins &origins, const MoveGroup &group, bool typesOnly) {
  takeSteps(unit, [&](const Op &op) {
    return isOurs(op, origins, group, typesOnly) || isEnumStep(op, origins, group, unit.context);
  });
  // New tables and columns have the enum as it is to be from the start; it gets its name later.
  for (const EnumMove *e : group.enums)
    useEnum(unit, origins, e->name, standInEnum(unit.context, e->name), e->name);
}

} // namespace schemac
