//===- ShadowEnums.cpp - The enum that is to take another's place ---------===//
#include "Transforms/ShadowEnums.h"
#include "Transforms/HelperNames.h"
#include "schemac/IR/Access.h"

namespace schemac {

/// Whose it may be is settled before it has the name: until then others could build on it, and what
/// is taken from everybody would come too late.
static void giveStandInAccess(Recipe &r, const EnumMove &e, QName standIn) {
  Target target{KindId::Enum, PartKind::None, standIn, Name()};
  auto closes = [&](RevokeOp step) {
    return step.target().kind == KindId::Enum && step.target().object == e.name &&
           isEverybodys(KindId::Enum, step.role());
  };
  for (const Op &op : takeSteps<RevokeOp>(r.unit, closes))
    r.add<RevokeOp>(PhaseKind::Expand, "what everybody has of a new type it shall not have",
                    RevokeOp(op).privileges(), target, RevokeOp(op).role(), false);
  Entity now, wanted;
  now.name = wanted.name = standIn;
  now.owner = wanted.owner = e.after->owner; // who has all of it
  wanted.grants = e.after->grants;
  for (Op &op : accessChanges(now, wanted, KindId::Enum, e.range)) {
    op.change = r.change;
    r.keep(PhaseKind::Expand, std::move(op), "has them when it takes the name");
  }
}

void addStandInEnums(PlanUnit &unit, const MoveGroup &group) {
  for (const EnumMove *e : group.enums) {
    Recipe r(unit, e->range, group.change);
    std::vector<Name> labels;
    for (const EnumLabel &l : e->after->labels) {
      labels.push_back(l.label);
      if (!e->before->has(l.label))
        r.add<AddEnumValueOp>(PhaseKind::Expand, "new code may write it before the switch",
                              e->oldName, l.label);
    }
    QName standIn = standInEnum(unit.context, e->name);
    r.add<CreateEnumOp>(PhaseKind::Expand, "the enum as it is to be, under another name for now",
                        standIn, labels);
    giveStandInAccess(r, *e, standIn);
  }
}

} // namespace schemac
