//===- DiffConstraints.cpp - Keys, checks and foreign keys of a table that stays
//------------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/ConstraintOps.h"
#include <algorithm>

namespace schemac {

static Slot dropSlot(const Constraint &c) {
  return c.kind == ConstraintKind::ForeignKey ? Slot::DropForeignKey : Slot::DropConstraint;
}

namespace {
/// A constraint of the old table, as the new state would write it.
struct OldConstraint {
  Constraint mapped;
  const Constraint *old;
  bool used = false;
};
} // namespace

/// The same but for its name and whether it is validated.
static bool sameDefinition(Constraint a, const Constraint &b) {
  a.name = b.name;
  a.notValid = b.notValid;
  return sameConstraint(a, b);
}

void Differ::diffConstraints(TablePair pair) {
  std::vector<OldConstraint> olds;
  for (const Constraint &c : pair.from->constraints)
    olds.push_back({names.mapped(c, pair.from->name), &c, false});
  auto find = [&](auto matches) {
    auto it = std::find_if(olds.begin(), olds.end(),
                           [&](const OldConstraint &o) { return !o.used && matches(o.mapped); });
    return it == olds.end() ? nullptr : &*it;
  };

  std::vector<const Constraint *> unmatched;
  for (const Constraint &c : pair.to->constraints) {
    auto *o = find([&](const Constraint &x) { return x.name == c.name && sameDefinition(x, c); });
    if (!o) {
      unmatched.push_back(&c);
      continue;
    }
    o->used = true;
    if (!o->mapped.notValid && c.notValid && !c.notEnforced)
      diags.report(c.range, diag::err_constraint_unvalidated, SubRef{pair.to->name, c.name}.str());
    if (o->mapped.notValid && !c.notValid && !c.notEnforced)
      steps.add(Slot::AddForeignKey,
                ValidateConstraintOp::make(c.range, SubRef{pair.to->name, c.name}));
  }
  std::vector<const Constraint *> added;
  std::vector<Renaming> renamings;
  for (const Constraint *c : unmatched) {
    if (auto *o = find([&](const Constraint &x) { return alterConstraint(pair, x, *c); })) {
      o->used = true;
      continue;
    }
    auto *o = find([&](const Constraint &x) { return sameDefinition(x, *c); });
    if (!o) {
      added.push_back(c);
      continue;
    }
    o->used = true;
    if (followsParent(pair, *o->old, *c))
      continue;
    renamings.push_back({o->mapped.name, c->name, c->range});
  }
  addRenamings(pair.to->name, renamings, [](SourceRange range, SubRef path, Name to) {
    return RenameConstraintOp::make(range, path, to);
  });
  for (const Constraint *c : added) {
    unsigned change = steps.newChange();
    // Another definition under the old name, or of the one primary key a table can have.
    auto *o = find([&](const Constraint &x) {
      return x.kind == c->kind && (x.name == c->name || x.kind == ConstraintKind::PrimaryKey);
    });
    if (o) {
      o->used = true;
      steps.add(dropSlot(*c), change,
                DropConstraintOp::make(c->range, SubRef{pair.from->name, o->mapped.name}));
    }
    Slot slot = c->kind == ConstraintKind::ForeignKey ? Slot::AddForeignKey : Slot::AddKey;
    steps.add(slot, change, addConstraintOp(pair.to->name, *c));
  }
  for (const OldConstraint &o : olds)
    if (!o.used)
      steps.add(dropSlot(o.mapped),
                DropConstraintOp::make(pair.to->range.isValid() ? pair.to->range : o.old->range,
                                       SubRef{pair.from->name, o.mapped.name}));
}

} // namespace schemac
