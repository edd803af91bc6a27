//===- ShadowEnums.cpp - The enum that is to take another's place ---------===//
#include "Transforms/ShadowEnums.h"
#include "Transforms/HelperNames.h"

namespace schemac {

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
    r.add<CreateEnumOp>(PhaseKind::Expand, "the enum as it is to be, under another name for now",
                        standInEnum(unit.context, e->name), labels);
  }
}

} // namespace schemac
