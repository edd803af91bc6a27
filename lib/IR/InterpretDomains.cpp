//===- InterpretDomains.cpp - What steps on domains do --------------------===//
#include "StepInterpreter.h"

namespace schemac {

const Domain *StepInterpreter::needDomain(QName name) {
  const Domain *d = state.find<Domain>(norm(name));
  if (!d)
    missing("domain", name.str());
  return d;
}

bool StepInterpreter::valuesReachable(const Domain &domain) {
  for (const SubRef &c : columnsMadeOf(state, domain.name)) {
    Type type = state.table(c.table)->column(c.sub)->type;
    while (type.is(TypeKind::Domain) && type.named() != domain.name) // a domain over this one
      type = state.find<Domain>(type.named())->base;
    if (!type.is(TypeKind::Domain))
      return refused(domain.name.str(),
                     fmt::format("column '{}' holds values of it inside others", c.str()));
  }
  return true;
}

bool StepInterpreter::operator()(CreateDomainOp step) {
  Domain d = step.domain();
  d.name = norm(d.name);
  d.base = norm(d.base);
  d.renamedFrom = Name();
  if (!needNamespace(d.name.ns) || !typeFree(d.name) || !needType(d.base) ||
      !needDrawn(d.defaultExpr))
    return false;
  for (size_t i = 0; i < d.checks.size(); ++i)
    for (size_t k = 0; k < i; ++k)
      if (d.checks[i].name == d.checks[k].name)
        return exists("constraint", SubRef{d.name, d.checks[i].name}.str());
  state.put(std::move(d));
  return true;
}

bool StepInterpreter::operator()(SetDomainDefaultOp step) {
  const Domain *d = needDomain(step.name());
  if (!d || !needDrawn(step.value()))
    return false;
  state.edit<Domain>(QName(d->name))->defaultExpr = step.value();
  return true;
}

bool StepInterpreter::operator()(DropDomainDefaultOp step) {
  const Domain *d = needDomain(step.name());
  if (!d)
    return false;
  state.edit<Domain>(QName(d->name))->defaultExpr = Expr();
  return true;
}

bool StepInterpreter::operator()(SetDomainNotNullOp step) {
  const Domain *d = needDomain(step.name());
  if (!d || !valuesReachable(*d))
    return false;
  state.edit<Domain>(QName(d->name))->notNull = true;
  return true;
}

bool StepInterpreter::operator()(DropDomainNotNullOp step) {
  const Domain *d = needDomain(step.name());
  if (!d)
    return false;
  state.edit<Domain>(QName(d->name))->notNull = false;
  return true;
}

bool StepInterpreter::operator()(AddDomainCheckOp step) {
  const Domain *d = needDomain(step.path().table);
  if (!d)
    return false;
  if (d->check(step.path().sub))
    return exists("constraint", step.path().str());
  if (!step.def().notValid && !valuesReachable(*d))
    return false;
  Constraint c = step.def();
  c.name = step.path().sub;
  state.edit<Domain>(QName(d->name))->checks.push_back(std::move(c));
  return true;
}

bool StepInterpreter::operator()(ValidateDomainCheckOp step) {
  const Domain *d = needDomain(step.path().table);
  if (!d)
    return false;
  if (!d->check(step.path().sub))
    return missing("constraint", step.path().str());
  if (!valuesReachable(*d))
    return false;
  state.edit<Domain>(QName(d->name))->check(step.path().sub)->notValid = false;
  return true;
}

bool StepInterpreter::operator()(DropDomainCheckOp step) {
  const Domain *d = needDomain(step.path().table);
  if (!d)
    return false;
  if (!d->check(step.path().sub))
    return missing("constraint", step.path().str());
  Domain &edited = *state.edit<Domain>(QName(d->name));
  std::erase_if(edited.checks, [&](const Constraint &c) { return c.name == step.path().sub; });
  setPartComment(edited, PartKind::Constraint, step.path().sub, Name());
  return true;
}

bool StepInterpreter::operator()(RenameDomainCheckOp step) {
  const Domain *d = needDomain(step.path().table);
  if (!d)
    return false;
  if (!d->check(step.path().sub))
    return missing("constraint", step.path().str());
  if (d->check(step.to()))
    return exists("constraint", SubRef{d->name, step.to()}.str());
  Domain &edited = *state.edit<Domain>(QName(d->name));
  edited.check(step.path().sub)->name = step.to();
  renamePart(edited, PartKind::Constraint, step.path().sub, step.to());
  return true;
}

} // namespace schemac
