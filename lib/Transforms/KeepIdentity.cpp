//===- KeepIdentity.cpp - Published rows are known without a break --------===//
//
// Before: drop_constraint @t.@k, add_unique @t.@k (…)             rows of @t are known by @k
// After:  set_replica_identity @t full, drop_constraint @t.@k, add_unique @t.@k (…),
//         set_replica_identity @t index @k
//
// What says which row an update is about goes with its index, and from then on a server refuses
// updates and deletes of a published table. So something else says it before: what the target says,
// where that is there already, or else the whole row until it is. On the way back the same holds,
// as each of these steps goes back to what was before it.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/ReplicaIdentity.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <set>

namespace schemac {

namespace {

class IdentityKeeper {
public:
  explicit IdentityKeeper(PlanUnit &unit) : unit(unit), origins(unit), state(*unit.from) {}
  void run();

private:
  struct Place {
    size_t phase, step;
  };
  std::vector<Op> &stepsOf(Place at) { return unit.plan.phases[at.phase].steps; }
  const Publication *publisher(const Table &table) const;
  bool isLost(const Table &before, const Table *after) const;
  bool takesIdentity(Place at);
  bool serves(const Op &set, const Op *then);
  Op wanted(const Op &cause, const Table &table) const;
  Op setTo(const Op &cause, const Table &table, ReplicaIdentity identity, Name index) const;
  std::optional<Place> laterStep(Place at, QName table);
  std::optional<Op> before(Place at);
  std::optional<Op> after(Place at);
  bool isFinished(const Table &table) const;
  bool saysWhatIs(const Op &op) const;
  void insert(Place at, Op op);

  PlanUnit &unit;
  Origins origins;
  Schema state;
  std::set<QName> waiting; ///< known by something for the time being
};

} // namespace

const Publication *IdentityKeeper::publisher(const Table &table) const {
  for (const Publication &p : state.publications()) {
    auto isOurs = [&](Name ns) { return origins.norm(QName{ns, table.name.name}) == table.name; };
    if ((p.sends("update") || p.sends("delete")) &&
        (p.allTables || p.table(table.name) || std::ranges::any_of(p.namespaces, isOurs)))
      return &p;
  }
  return nullptr;
}

/// Rows of a partition are known by what it has itself; of the parts of a whole nothing is said.
bool IdentityKeeper::isLost(const Table &before, const Table *after) const {
  if (!after)
    return false;
  if (before.replicaIdentity == ReplicaIdentity::Index)
    return before.replicaIndex && after->replicaIdentity == ReplicaIdentity::Index &&
           !after->index(after->replicaIndex) && !after->constraint(after->replicaIndex);
  return before.replicaIdentity == ReplicaIdentity::Default && !before.partitionBy &&
         !before.partitionOf && before.primaryKey() && !after->primaryKey() && publisher(before);
}

/// A primary key that another one follows at once is missed by nobody.
bool IdentityKeeper::takesIdentity(Place at) {
  const std::vector<Op> &steps = stepsOf(at);
  const Op &op = steps[at.step];
  const Table *table = state.table(tableOf(op));
  if (!table)
    return false;
  Table was = *table;
  Journal journal;
  state.setJournal(&journal);
  bool lost = apply(op, state, unit.context, nullptr) && isLost(was, state.table(was.name));
  state.setJournal(nullptr);
  journal.undo(state);
  const Table *target = origins.targetTable(was.name);
  if (lost && was.replicaIdentity == ReplicaIdentity::Default && target &&
      target->replicaIdentity == ReplicaIdentity::Default && !target->primaryKey())
    return false; // as the author wants it
  if (lost && was.replicaIdentity == ReplicaIdentity::Default && at.step + 1 < steps.size()) {
    const Op &next = steps[at.step + 1];
    auto add = dynOp<AddPrimaryKeyOp>(next);
    return !(add && add->path().table == was.name && add->def().usingIndex && sameChange(op, next));
  }
  return lost;
}

/// Whether \p set can be done now, and still says which row it is when \p then has been done.
bool IdentityKeeper::serves(const Op &set, const Op *then) {
  const QName name = SetReplicaIdentityOp(set).table();
  Journal journal;
  state.setJournal(&journal);
  bool does = apply(set, state, unit.context, nullptr);
  if (does && then) {
    Table was = *state.table(name);
    does = apply(*then, state, unit.context, nullptr) && !isLost(was, state.table(name));
  }
  if (const Table *now = does ? state.table(name) : nullptr) {
    does =
        now->replicaIdentity != ReplicaIdentity::Default || now->primaryKey() || now->partitionOf;
    for (const Publication &p : state.publications())
      if (const PublishedTable *entry = p.table(name))
        does = does && identityGap(state, p, *entry).empty();
  }
  state.setJournal(nullptr);
  journal.undo(state);
  return does;
}

Op IdentityKeeper::setTo(const Op &cause, const Table &table, ReplicaIdentity identity,
                         Name index) const {
  Op op = SetReplicaIdentityOp::make(cause.range, table.name, identity == ReplicaIdentity::Full,
                                     identity == ReplicaIdentity::Nothing, index);
  op.change = cause.change;
  return op;
}

/// What the target says; of a table that it does not have, what is there now.
Op IdentityKeeper::wanted(const Op &cause, const Table &table) const {
  const Table *target = origins.targetTable(table.name);
  const Table &as = target ? *target : table;
  Op op = setTo(cause, table, as.replicaIdentity, as.replicaIndex);
  op.why = unit.context.name("what identified the rows has been exchanged");
  return op;
}

std::optional<IdentityKeeper::Place> IdentityKeeper::laterStep(Place at, QName table) {
  for (size_t p = at.phase; p < unit.plan.phases.size(); ++p)
    for (size_t i = p == at.phase ? at.step + 1 : 0; i < stepsOf({p, 0}).size(); ++i)
      if (auto set = dynOp<SetReplicaIdentityOp>(stepsOf({p, i})[i]); set && set->table() == table)
        return Place{p, i};
  return std::nullopt;
}

/// What has to be done before the step, which takes away what the rows are known by.
std::optional<Op> IdentityKeeper::before(Place at) {
  if (!takesIdentity(at))
    return std::nullopt;
  const Op step = stepsOf(at)[at.step];
  const Table &table = *state.table(tableOf(step));
  std::optional<Place> later = laterStep(at, table.name);
  if (later && serves(stepsOf(*later)[later->step], &step)) {
    Op op = std::move(stepsOf(*later)[later->step]);
    stepsOf(*later).erase(stepsOf(*later).begin() + static_cast<ptrdiff_t>(later->step));
    return op;
  }
  if (Op op = wanted(step, table); !later && isFinished(table) && serves(op, &step))
    return op;
  waiting.insert(table.name);
  Op whole = setTo(step, table, ReplicaIdentity::Full, Name());
  whole.why = unit.context.name("until the new key is there, all of a row says which it is");
  if (serves(whole, &step))
    return whole;
  Op byKey = setTo(step, table, ReplicaIdentity::Default, Name());
  byKey.why = unit.context.name("until the new key is there, the primary key says which row it is");
  if (serves(byKey, &step))
    return byKey;
  if (const Publication *p = publisher(table))
    unit.diags.report(step.range, diag::err_identity_break, table.name.str(), p->name.str())
        .note("publish all of its columns, or give it another replica identity before");
  return whole;
}

/// An index that is to become a key is one before anything rests on it: taken back, the key goes
/// with its index.
bool IdentityKeeper::isFinished(const Table &table) const {
  const Table *target = origins.targetTable(table.name);
  return !target || !target->constraint(target->replicaIndex) ||
         table.constraint(target->replicaIndex);
}

/// What the target says, as soon as it can be said.
std::optional<Op> IdentityKeeper::after(Place at) {
  const Op &step = stepsOf(at)[at.step];
  const Table *table = state.table(tableOf(step));
  if (SetReplicaIdentityOp::classof(step) && table && !laterStep(at, table->name))
    waiting.erase(table->name);
  if (!table || !waiting.contains(table->name) || !isFinished(*table))
    return std::nullopt;
  Op op = wanted(step, *table);
  if (laterStep(at, table->name) || !serves(op, nullptr))
    return std::nullopt;
  waiting.erase(table->name);
  return op;
}

/// A step of the diff that was for a key which is another one now.
bool IdentityKeeper::saysWhatIs(const Op &op) const {
  auto set = dynOp<SetReplicaIdentityOp>(op);
  const Table *t = set ? state.table(set->table()) : nullptr;
  if (!t)
    return false;
  switch (t->replicaIdentity) {
  case ReplicaIdentity::Index:
    return set->has_index() && set->index() == t->replicaIndex;
  case ReplicaIdentity::Full:
    return set->full();
  case ReplicaIdentity::Nothing:
    return set->nothing();
  case ReplicaIdentity::Default:
    return !set->has_index() && !set->full() && !set->nothing();
  }
  return false;
}

void IdentityKeeper::insert(Place at, Op op) {
  apply(op, state, unit.context, nullptr);
  stepsOf(at).insert(stepsOf(at).begin() + static_cast<ptrdiff_t>(at.step), std::move(op));
}

void IdentityKeeper::run() {
  for (Place at{0, 0}; at.phase < unit.plan.phases.size(); ++at.phase)
    for (at.step = 0; at.step < stepsOf(at).size(); ++at.step) {
      std::vector<Op> &steps = stepsOf(at);
      while (at.step < steps.size() && saysWhatIs(steps[at.step]))
        steps.erase(steps.begin() + static_cast<ptrdiff_t>(at.step));
      if (at.step == steps.size())
        break;
      if (std::optional<Op> op = before(at))
        insert({at.phase, at.step++}, std::move(*op));
      apply(stepsOf(at)[at.step], state, unit.context, nullptr);
      if (std::optional<Op> op = after(at))
        insert({at.phase, ++at.step}, std::move(*op));
    }
}

/// Where nothing is published and no table names an index for it, nothing is at stake.
static bool identifiesAnything(const Schema &schema) {
  for (const Table &t : schema.tables())
    if (t.replicaIdentity == ReplicaIdentity::Index)
      return true;
  return schema.publications().size();
}

void runKeepIdentity(PlanUnit &unit) {
  if (unit.from && unit.to && identifiesAnything(*unit.from))
    IdentityKeeper(unit).run();
}

} // namespace schemac
