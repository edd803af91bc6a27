//===- ReversePolicies.cpp - Taking back steps on row security ------------===//
#include "Transforms/Reverser.h"

namespace schemac {

const Policy *Reverser::policy(const SubRef &path) const {
  const Table *t = table(path.table);
  return t ? t->policy(path.sub) : nullptr;
}

Undo Reverser::operator()(CreatePolicyOp step) {
  return undoRename(make<DropPolicyOp>(step.path()));
}

Undo Reverser::operator()(DropPolicyOp step) {
  const Policy *was = policy(step.path());
  return was ? undoRename(make<CreatePolicyOp>(step.path(), *was)) : Undo();
}

/// A clause that was added cannot be taken away again by ALTER.
Undo Reverser::operator()(AlterPolicyOp step) {
  const Policy *was = policy(step.path());
  if (!was)
    return {};
  bool adds =
      (!was->usingExpr && step.def().usingExpr) || (!was->withCheck && step.def().withCheck);
  if (!adds)
    return undoRename(make<AlterPolicyOp>(step.path(), *was));
  Undo undo;
  undo.steps.push_back(make<DropPolicyOp>(step.path()));
  undo.steps.push_back(make<CreatePolicyOp>(step.path(), *was));
  return undo;
}

Undo Reverser::operator()(RenamePolicyOp step) {
  return undoRename(make<RenamePolicyOp>(SubRef{step.path().table, step.to()}, step.path().sub));
}

Undo Reverser::operator()(SetRowSecurityOp step) {
  const Table *t = table(step.table());
  return t ? undoRename(make<SetRowSecurityOp>(step.table(), t->rowSecurity, t->forceRowSecurity))
           : Undo();
}

} // namespace schemac
