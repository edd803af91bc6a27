//===- IdentifyRows.cpp - Backfills of tables that are published ----------===//
//
// Before: backfill @t.@a = …
// After:  set_replica_identity @t full, backfill @t.@a = …, set_replica_identity @t
//
// A server refuses to update a row of a table whose updates are published when nothing says which
// row it is: no primary key, no other replica identity. The whole row may say so for a while. It
// cannot where a publication sends some of the columns only.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>

namespace schemac {

namespace {

class RowIdentifier {
public:
  explicit RowIdentifier(PlanUnit &unit) : unit(unit), origins(unit), state(*unit.from) {}
  void run();

private:
  std::vector<Op> around(std::vector<Op> steps);
  std::vector<const Table *> unidentified(const Op &op) const;
  void addLeaves(const Table &table, std::vector<const Table *> &out) const;
  bool hasIdentity(const Table &table) const;
  const Publication *publisher(const Table &table) const;
  bool sendsWhole(const Op &op, const Table &table) const;
  Op setIdentity(const Op &cause, const Table &table, bool full) const;

  PlanUnit &unit;
  Origins origins;
  Schema state;
};

} // namespace

static const SubRef *filled(const Op &op) {
  return op.kind == OpKind::Backfill || op.kind == OpKind::RestoreColumn
             ? &std::get<SubRef>(op.fields[0])
             : nullptr;
}

bool RowIdentifier::hasIdentity(const Table &table) const {
  switch (table.replicaIdentity) {
  case ReplicaIdentity::Full:
    return true;
  case ReplicaIdentity::Nothing:
    return false;
  case ReplicaIdentity::Index:
    return bool(table.replicaIndex);
  case ReplicaIdentity::Default:
    break;
  }
  for (const Table *t = &table; t; t = t->partitionOf ? state.table(t->partitionOf) : nullptr)
    if (t->primaryKey())
      return true;
  return false;
}

/// The first that sends updates of the table, as itself or as part of a whole.
const Publication *RowIdentifier::publisher(const Table &table) const {
  for (const Publication &p : state.publications()) {
    if (!p.sends("update"))
      continue;
    for (const Table *t = &table; t; t = t->partitionOf ? state.table(t->partitionOf) : nullptr) {
      auto isOurs = [&](Name ns) { return origins.norm(QName{ns, t->name.name}) == t->name; };
      if (p.allTables || p.table(t->name) || std::ranges::any_of(p.namespaces, isOurs))
        return &p;
    }
  }
  return nullptr;
}

void RowIdentifier::addLeaves(const Table &table, std::vector<const Table *> &out) const {
  if (!table.partitionBy)
    return out.push_back(&table);
  for (QName part : state.index().childrenOf(table.name))
    addLeaves(*state.table(part), out);
}

/// The tables in which \p op writes rows that the server could not name to a subscriber.
std::vector<const Table *> RowIdentifier::unidentified(const Op &op) const {
  std::vector<const Table *> out;
  const SubRef *column = filled(op);
  if (const Table *table = column ? state.table(origins.norm(column->table)) : nullptr)
    addLeaves(*table, out);
  std::erase_if(out, [&](const Table *t) { return hasIdentity(*t) || !publisher(*t); });
  return out;
}

/// A list of columns must hold the identity, and the whole row is not in it.
bool RowIdentifier::sendsWhole(const Op &op, const Table &table) const {
  for (const Publication &p : state.publications())
    for (const Table *t = &table; t; t = t->partitionOf ? state.table(t->partitionOf) : nullptr)
      if (const PublishedTable *entry = p.table(t->name);
          entry && p.sends("update") && !entry->columns.empty()) {
        unit.diags
            .report(op.range, diag::err_backfill_identity, filled(op)->str(), p.name.str(),
                    table.name.str())
            .note("give the table a primary key or a replica identity first, publish all of its "
                  "columns, or take it out of the publication");
        return false;
      }
  return true;
}

Op RowIdentifier::setIdentity(const Op &cause, const Table &table, bool full) const {
  auto as = [&](bool whole) {
    Op op = SetReplicaIdentityOp::make(cause.range, table.name, whole,
                                       !whole && table.replicaIdentity == ReplicaIdentity::Nothing,
                                       Name());
    op.change = cause.change;
    return op;
  };
  Op op = as(full);
  op.why = unit.context.name(full ? "updates are published, and nothing else identifies the rows"
                                  : "as it was before");
  op.reverse = {as(!full)};
  op.reverseClass = ReverseClass::Lossless;
  return op;
}

/// \p steps with what they need around them; the state is afterwards that behind them.
std::vector<Op> RowIdentifier::around(std::vector<Op> steps) {
  std::vector<Op> out;
  auto add = [&](Op op) {
    apply(op, state, unit.context, nullptr);
    if (std::ranges::any_of(op.reverse, [](const Op &o) { return filled(o) != nullptr; })) {
      Journal journal;
      state.setJournal(&journal);
      op.reverse = around(std::move(op.reverse));
      for (Op &o : op.reverse)
        o.reverse.clear(), o.reverseClass = ReverseClass::Unknown, o.why = Name();
      state.setJournal(nullptr);
      journal.undo(state);
    }
    out.push_back(std::move(op));
  };
  for (Op &op : steps) {
    std::vector<Op> back;
    for (const Table *table : unidentified(op))
      if (sendsWhole(op, *table))
        back.push_back(setIdentity(op, *table, false));
    for (const Op &b : back)
      add(setIdentity(op, Table(*state.table(SetReplicaIdentityOp(b).table())), true));
    add(std::move(op));
    for (Op &b : back)
      add(std::move(b));
  }
  return out;
}

void RowIdentifier::run() {
  for (Phase &phase : unit.plan.phases)
    phase.steps = around(std::move(phase.steps));
}

void runIdentifyRows(PlanUnit &unit) {
  if (unit.from && unit.from->publications().size())
    RowIdentifier(unit).run();
}

} // namespace schemac
