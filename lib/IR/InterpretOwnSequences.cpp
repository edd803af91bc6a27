//===- InterpretOwnSequences.cpp - Sequences as objects -------------------===//
#include "StepInterpreter.h"
#include "schemac/IR/OwnedSequences.h"
#include "schemac/IR/RoutineBodies.h"
#include <algorithm>

namespace schemac {

//===--- what must hold ---------------------------------------------------===//

const Sequence *StepInterpreter::needSequence(QName name) {
  const Sequence *sequence = state.find<Sequence>(norm(name));
  if (!sequence)
    missing("sequence", name.str());
  return sequence;
}

bool StepInterpreter::needDrawn(Expr value) {
  if (!drawsFromSequence(value))
    return true;
  if (!state.sequences().size()) // a schema that declares none may use some all the same
    return true;
  for (QName name : sequencesIn(context, value))
    if (!state.find<Sequence>(name) && !isOwnedSequence(name))
      return missing("sequence", name.str());
  return true;
}

bool StepInterpreter::checkSequence(const Sequence &s) {
  std::string_view fault = sequenceFault(s);
  return fault.empty() || refused(s.name.str(), fmt::format("it has {}", fault));
}

bool StepInterpreter::checkOwner(const Sequence &sequence, SubRef owner) {
  if (!owner.sub)
    return true;
  if (!needColumn(owner))
    return false;
  return owner.table.ns == sequence.name.ns ||
         refused(sequence.name.str(),
                 fmt::format("table '{}' is in another namespace", owner.table.str()));
}

//===--- who draws --------------------------------------------------------===//

static bool draws(Context &context, Expr value, QName sequence) {
  if (!drawsFromSequence(value))
    return false;
  std::vector<QName> names = sequencesIn(context, value);
  return std::find(names.begin(), names.end(), sequence) != names.end();
}

bool StepInterpreter::sequenceUndrawn(QName name, const SubRef &except) {
  for (QName user : state.index().drawing()) {
    if (const Table *table = state.table(user))
      for (const Column &c : table->columns)
        if (draws(context, c.defaultExpr, name) &&
            !(except.table == user && (!except.sub || except.sub == c.name)))
          return refused(name.str(),
                         fmt::format("the default of '{}' draws from it", sub(*table, c.name)));
    if (const Domain *domain = state.find<Domain>(user);
        domain && draws(context, domain->defaultExpr, name))
      return refused(name.str(), fmt::format("the default of '{}' draws from it", user.str()));
  }
  return true;
}

void StepInterpreter::renameSequenceUses(QName from, QName to) {
  for (QName user : state.index().drawing()) {
    if (state.table(user)) {
      for (Column &c : state.edit<Table>(user)->columns)
        c.defaultExpr = renameSequenceIn(context, c.defaultExpr, from, to);
    } else if (Domain *domain = state.edit<Domain>(user)) {
      domain->defaultExpr = renameSequenceIn(context, domain->defaultExpr, from, to);
    }
  }
}

//===--- owners -----------------------------------------------------------===//

void StepInterpreter::renameOwner(QName table, QName to) {
  for (QName name : state.index().ownedSequences(table)) {
    state.edit<Sequence>(name)->ownedBy.table = to;
    if (table.ns != to.ns) // it moves with its table
      relocateSequence(name, {to.ns, name.name});
  }
}

void StepInterpreter::renameOwner(const SubRef &column, Name to) {
  for (QName name : state.index().ownedSequences(column.table))
    if (state.find<Sequence>(name)->ownedBy.sub == column.sub)
      state.edit<Sequence>(name)->ownedBy.sub = to;
}

bool StepInterpreter::ownedUndrawn(QName table, Name column) {
  for (QName name : state.index().ownedSequences(table))
    if ((!column || state.find<Sequence>(name)->ownedBy.sub == column) &&
        !sequenceUndrawn(name, {table, column}))
      return false;
  return true;
}

void StepInterpreter::dropOwned(QName table, Name column) {
  for (QName name : state.index().ownedSequences(table))
    if (!column || state.find<Sequence>(name)->ownedBy.sub == column)
      state.remove<Sequence>(name);
}

//===--- steps ------------------------------------------------------------===//

bool StepInterpreter::operator()(CreateSequenceOp step) {
  Sequence s = step.sequence();
  s.name = norm(s.name);
  s.ownedBy = norm(s.ownedBy);
  s.renamedFrom = Name();
  if (!needNamespace(s.name.ns) || !relationFree(s.name) || !checkSequence(s) ||
      !checkOwner(s, s.ownedBy))
    return false;
  state.put(std::move(s));
  return true;
}

bool StepInterpreter::operator()(AlterSequenceOp step) {
  const Sequence &now = step.sequence();
  const Sequence *was = needSequence(now.name);
  if (!was || !checkSequence(now))
    return false;
  Sequence s = *was;
  s.type = now.type;
  s.start = now.start, s.increment = now.increment;
  s.min = now.min, s.max = now.max;
  s.cache = now.cache, s.cycle = now.cycle;
  state.put(std::move(s));
  return true;
}

bool StepInterpreter::operator()(OwnSequenceOp step) {
  const Sequence *s = needSequence(step.name());
  SubRef owner = norm(step.column());
  if (!s || !checkOwner(*s, owner))
    return false;
  state.edit<Sequence>(s->name)->ownedBy = owner;
  return true;
}

bool StepInterpreter::operator()(DropSequenceOp step) {
  const Sequence *s = needSequence(step.name());
  if (!s || !sequenceUndrawn(s->name) || !needNoBody(s->name.str(), bodiesOver(state, s->name)))
    return false;
  state.remove<Sequence>(QName(s->name));
  return true;
}

bool StepInterpreter::relocateSequence(QName from, QName to) {
  if (!needNoBody(from.str(), bodiesOver(state, from)))
    return false;
  Sequence s = *state.find<Sequence>(from);
  s.name = to;
  renameSequenceUses(from, to);
  state.remove<Sequence>(from);
  state.put(std::move(s));
  return true;
}

/// The one behind a column is no object of a state; the column knows its name.
bool StepInterpreter::operator()(RenameSequenceOp step) {
  QName name = norm(step.name());
  SubRef owner = state.find<Sequence>(name) ? SubRef() : ownerOfSequence(state, name);
  if (owner.sub) {
    if (!relationFree({name.ns, step.to()}))
      return false;
    Table &table = *state.edit<Table>(owner.table);
    setSequence(table, *table.column(owner.sub), step.to());
    return true;
  }
  const Sequence *s = needSequence(name);
  if (!s)
    return false;
  QName to{s->name.ns, step.to()};
  return relationFree(to) && relocateSequence(s->name, to);
}

bool StepInterpreter::operator()(MoveSequenceOp step) {
  const Sequence *s = needSequence(step.name());
  if (!s)
    return false;
  QName to{norm(step.to()), s->name.name};
  if (to == s->name)
    return true;
  if (s->ownedBy.sub)
    return refused(s->name.str(),
                   fmt::format("it is owned by '{}', and moves with that table", s->ownedBy.str()));
  return needNamespace(to.ns) && relationFree(to) && relocateSequence(s->name, to);
}

} // namespace schemac
