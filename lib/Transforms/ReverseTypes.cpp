//===- ReverseTypes.cpp - Taking back types and sequences -----------------===//
#include "Transforms/Reverser.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"

namespace schemac {

//===--- extensions -------------------------------------------------------===//

Undo Reverser::operator()(UpdateExtensionOp) {
  return {{}, ReverseClass::Irreversible, "an extension has scripts for newer versions only"};
}
Undo Reverser::operator()(MoveExtensionOp step) {
  const Extension *e = before.extensions().find({Name(), step.name()});
  return undoRename(make<MoveExtensionOp>(step.name(), e ? e->schema : Name()));
}

//===--- domains ----------------------------------------------------------===//

Undo Reverser::operator()(CreateDomainOp step) {
  return undoRename(make<DropTypeOp>(step.domain().name));
}

Undo Reverser::operator()(SetDomainDefaultOp step) {
  const Domain *d = before.find<Domain>(origins.norm(step.name()));
  return undoRename(d && d->defaultExpr ? make<SetDomainDefaultOp>(step.name(), d->defaultExpr)
                                        : make<DropDomainDefaultOp>(step.name()));
}
Undo Reverser::operator()(DropDomainDefaultOp step) {
  const Domain *d = before.find<Domain>(origins.norm(step.name()));
  Undo undo;
  if (d && d->defaultExpr)
    undo.steps.push_back(make<SetDomainDefaultOp>(step.name(), d->defaultExpr));
  return undo;
}
Undo Reverser::operator()(SetDomainNotNullOp step) {
  return undoRename(make<DropDomainNotNullOp>(step.name()));
}
Undo Reverser::operator()(DropDomainNotNullOp step) {
  return undoRule(make<SetDomainNotNullOp>(step.name()));
}

/// A rule comes back when every value can be proved: a server does not look into arrays and
/// composite values.
Undo Reverser::undoRule(Op back) const {
  Schema after = before;
  if (apply(op, after, unit.context, nullptr) && !apply(back, after, unit.context, nullptr))
    return {{},
            ReverseClass::Irreversible,
            "a server proves no rule of values that are inside others, as in arrays"};
  return undoRename(std::move(back));
}

Undo Reverser::operator()(AddDomainCheckOp step) {
  return undoRename(make<DropDomainCheckOp>(step.path()));
}
Undo Reverser::operator()(ValidateDomainCheckOp step) {
  const Domain *d = before.find<Domain>(origins.norm(step.path().table));
  const Constraint *c = d ? d->check(step.path().sub) : nullptr;
  Undo undo;
  if (c && c->notValid) {
    undo.steps.push_back(make<DropDomainCheckOp>(step.path()));
    undo.steps.push_back(make<AddDomainCheckOp>(step.path(), *c));
  }
  return undo;
}
Undo Reverser::operator()(DropDomainCheckOp step) {
  const Domain *d = before.find<Domain>(origins.norm(step.path().table));
  const Constraint *c = d ? d->check(step.path().sub) : nullptr;
  return c ? undoRule(make<AddDomainCheckOp>(step.path(), *c)) : Undo();
}
Undo Reverser::operator()(RenameDomainCheckOp step) {
  return undoRename(
      make<RenameDomainCheckOp>(SubRef{step.path().table, step.to()}, step.path().sub));
}

//===--- composite types --------------------------------------------------===//

Undo Reverser::operator()(CreateCompositeOp step) {
  return undoRename(make<DropTypeOp>(step.composite().name));
}
Undo Reverser::operator()(AddAttributeOp step) {
  return undoRename(make<DropAttributeOp>(step.attribute()));
}

static const Attribute *find(const Schema &before, QName type, Name name) {
  const Composite *c = before.find<Composite>(type);
  return c ? c->attribute(name) : nullptr;
}

Undo Reverser::operator()(DropAttributeOp step) {
  Undo undo{{}, ReverseClass::Lossy, "the attribute comes back without its values"};
  if (const Attribute *a = find(before, origins.norm(step.attribute().table), step.attribute().sub))
    undo.steps.push_back(make<AddAttributeOp>(step.attribute(), a->type, a->collation));
  return undo;
}
Undo Reverser::operator()(RenameAttributeOp step) {
  return undoRename(
      make<RenameAttributeOp>(SubRef{step.attribute().table, step.to()}, step.attribute().sub));
}
Undo Reverser::operator()(SetAttributeTypeOp step) {
  Undo undo;
  if (const Attribute *a = find(before, origins.norm(step.attribute().table), step.attribute().sub))
    undo.steps.push_back(make<SetAttributeTypeOp>(step.attribute(), a->type, a->collation));
  return undo;
}

//===--- ranges, and all types --------------------------------------------===//

Undo Reverser::operator()(CreateRangeOp step) {
  return undoRename(make<DropTypeOp>(step.range_type().name));
}

Undo Reverser::operator()(DropTypeOp step) {
  QName name = origins.norm(step.name());
  if (const Domain *d = before.find<Domain>(name))
    return undoRename(make<CreateDomainOp>(*d));
  if (const Composite *c = before.find<Composite>(name))
    return undoRename(make<CreateCompositeOp>(*c));
  if (const RangeType *r = before.find<RangeType>(name))
    return undoRename(make<CreateRangeOp>(*r));
  return {};
}
Undo Reverser::operator()(RenameTypeOp step) {
  return undoRename(make<RenameTypeOp>(QName{step.name().ns, step.to()}, step.name().name));
}
Undo Reverser::operator()(MoveTypeOp step) {
  return undoRename(make<MoveTypeOp>(QName{step.to(), step.name().name}, step.name().ns));
}

//===--- sequences --------------------------------------------------------===//

Undo Reverser::operator()(CreateSequenceOp step) {
  return undoRename(make<DropSequenceOp>(step.sequence().name));
}

Undo Reverser::operator()(AlterSequenceOp step) {
  const Sequence *was = before.find<Sequence>(origins.norm(step.sequence().name));
  if (!was)
    return {};
  Sequence body = *was;
  body.ownedBy = SubRef();
  Undo undo = undoRename(make<AlterSequenceOp>(body));
  if (was->max < step.sequence().max || was->min > step.sequence().min) {
    undo.how = ReverseClass::Lossy;
    undo.reason = "numbers beyond the former bounds stay drawn; the way back is refused after one";
  }
  return undo;
}

Undo Reverser::operator()(OwnSequenceOp step) {
  const Sequence *was = before.find<Sequence>(origins.norm(step.name()));
  return undoRename(was && was->ownedBy.sub ? make<OwnSequenceOp>(step.name(), was->ownedBy)
                                            : make<OwnSequenceOp>(step.name()));
}

Undo Reverser::operator()(DropSequenceOp step) {
  Undo undo{{}, ReverseClass::Lossy, "the sequence begins to count anew"};
  if (const Sequence *was = before.find<Sequence>(origins.norm(step.name())))
    undo.steps.push_back(make<CreateSequenceOp>(*was));
  return undo;
}
Undo Reverser::operator()(RenameSequenceOp step) {
  return undoRename(make<RenameSequenceOp>(QName{step.name().ns, step.to()}, step.name().name));
}
Undo Reverser::operator()(MoveSequenceOp step) {
  return undoRename(make<MoveSequenceOp>(QName{step.to(), step.name().name}, step.name().ns));
}

void Reverser::restoreOwned(Undo &undo, QName table, Name column) const {
  std::vector<Op> first, last;
  for (QName name : before.index().ownedSequences(table)) {
    Sequence body = *before.find<Sequence>(name);
    if (column && body.ownedBy.sub != column)
      continue;
    last.push_back(make<OwnSequenceOp>(name, body.ownedBy));
    body.ownedBy = SubRef();
    first.push_back(make<CreateSequenceOp>(body));
  }
  undo.steps.insert(undo.steps.begin(), first.begin(), first.end());
  undo.steps.insert(undo.steps.end(), last.begin(), last.end());
}

} // namespace schemac
