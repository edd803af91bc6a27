//===- ReleaseNames.cpp - Names of indexes that something new takes -------===//
//
// Tables, views, sequences and indexes share one space of names. An index serves until contract,
// and what is new under its name must be there at the gate:
//
//   Before: expand { create_table @n with index @i }  contract { drop_index @t.@i }
//   After:  expand { rename_index @t.@i to @i_schemac_old  create_table @n ... }
//           contract { drop_index @t.@i_schemac_old }
//
// The rename is catalog only, and no statement names an index. Indexes of several tables that
// exchange their names begin with one that steps aside in the same way.
//
//===----------------------------------------------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

namespace {
class NameReleaser {
public:
  explicit NameReleaser(PlanUnit &unit) : unit(unit), origins(unit) {}
  void run();

private:
  void release(PhaseKind phase, QName name, SourceRange cause);
  bool isReleased(PhaseKind phase, const SubRef &index) const;
  bool isKept(const SubRef &index) const;
  bool isOf(const SubRef &path, const SubRef &index) const {
    return path.sub == index.sub && origins.sourceName(path.table) == index.table;
  }
  void renameLater(PhaseKind phase, const SubRef &index, Name to);
  void breakCircles(Phase &phase);

  PlanUnit &unit;
  Origins origins;
};
} // namespace

/// The names of relations that the step makes and that an application may use at the gate, and
/// those that come along with them.
static std::vector<QName> relationsMade(const Op &op) {
  std::vector<QName> out;
  auto indexesOf = [&](const Entity &owner, const std::vector<Index> &indexes) {
    for (const Index &i : indexes)
      out.push_back({owner.name.ns, i.name});
  };
  if (auto create = dynOp<CreateTableOp>(op)) {
    const Table &table = create->table();
    out.push_back(table.name);
    indexesOf(table, table.indexes);
    for (const Constraint &c : table.constraints)
      if (ownsIndex(c))
        out.push_back({table.name.ns, c.name});
  } else if (auto view = dynOp<CreateViewOp>(op)) {
    out.push_back(view->view().name);
    indexesOf(view->view(), view->view().indexes);
  } else if (auto sequence = dynOp<CreateSequenceOp>(op)) {
    out.push_back(sequence->sequence().name);
  }
  return out;
}

/// The index or key that the step takes a name from; null when it takes none.
static const SubRef *leftBy(const Op &op) {
  switch (op.kind) {
  case OpKind::DropIndex:
  case OpKind::DropConstraint:
  case OpKind::RenameIndex:
  case OpKind::RenameConstraint:
    return &std::get<SubRef>(op.fields[0]);
  default:
    return nullptr;
  }
}

/// Whether something leaves the name by the end of the phase. In which order the steps of a phase
/// run is not settled yet.
bool NameReleaser::isReleased(PhaseKind phase, const SubRef &index) const {
  for (const Phase &p : unit.plan.phases)
    for (const Op &op : p.kind <= phase ? p.steps : std::vector<Op>()) {
      const SubRef *left = leftBy(op);
      auto dropTable = dynOp<DropTableOp>(op);
      auto dropView = dynOp<DropViewOp>(op);
      if ((left && isOf(*left, index)) ||
          (dropTable && origins.sourceName(dropTable->table()) == index.table) ||
          (dropView && origins.norm(dropView->view()) == index.table))
        return true;
    }
  return false;
}

/// Whether the target has it by that name, too: nothing else can have taken it then.
bool NameReleaser::isKept(const SubRef &index) const {
  if (const View *view = unit.to->views().find(index.table))
    return std::ranges::count(view->indexes, index.sub, &Index::name) != 0;
  const Table *table = origins.targetTable(origins.nowNamed(index.table));
  return table && (table->index(index.sub) || table->constraint(index.sub));
}

/// Steps that are still to come know it by the name that it has by then.
void NameReleaser::renameLater(PhaseKind phase, const SubRef &index, Name to) {
  for (Phase &p : unit.plan.phases)
    for (Op &op : p.steps)
      if (const SubRef *left = p.kind > phase ? leftBy(op) : nullptr; left && isOf(*left, index))
        op.fields[0] = SubRef{left->table, to};
}

void NameReleaser::release(PhaseKind phase, QName name, SourceRange cause) {
  for (QName owner : unit.from->index().keyOwners(origins.norm(name))) {
    SubRef index{origins.norm(owner), name.name};
    if (isKept(index) || isReleased(phase, index))
      continue;
    Name aside = former(unit.context, index.sub);
    renameLater(phase, index, aside);
    Op op = RenameIndexOp::make(cause, SubRef{origins.nowNamed(index.table), index.sub}, aside);
    op.why = unit.context.name("its name is that of something new; it serves under another one");
    std::vector<Op> &steps = unit.plan.phase(phase).steps;
    steps.insert(steps.begin(), std::move(op));
  }
}

/// Of the renames of one phase, each waits until another one has left the name that it takes. Where
/// all of a circle wait, the first one goes by way of a name that nobody has.
void NameReleaser::breakCircles(Phase &phase) {
  struct Rename {
    size_t step;
    QName from, to;
    bool seen = false;
  };
  std::vector<Rename> renames;
  for (size_t i = 0; i < phase.steps.size(); ++i) {
    auto rename = dynOp<RenameIndexOp>(phase.steps[i]);
    if (!rename)
      continue;
    Name ns = origins.norm(rename->path().table).ns;
    renames.push_back({i, {ns, rename->path().sub}, {ns, rename->to()}});
  }
  std::vector<size_t> first;
  for (Rename &start : renames) {
    if (start.seen)
      continue;
    Rename *r = &start;
    bool taken = true; // else the circle goes through a name that steps aside already
    while (r && !r->seen) {
      r->seen = true;
      taken = taken && unit.from->index().keyOwner(r->to);
      auto next = std::ranges::find(renames, r->to, &Rename::from);
      r = next == renames.end() ? nullptr : &*next;
    }
    if (r == &start && taken)
      first.push_back(start.step);
  }
  for (size_t n = 0; n < first.size(); ++n) {
    Op &op = phase.steps[first[n] + n]; // one more stands in front of it each time
    SubRef path = RenameIndexOp(op).path();
    Name aside = former(unit.context, path.sub);
    Op before = RenameIndexOp::make(op.range, path, aside);
    before.why = unit.context.name("steps aside for the one that takes its name");
    op.fields[0] = SubRef{path.table, aside};
    phase.steps.insert(phase.steps.begin(), std::move(before));
  }
}

void NameReleaser::run() {
  struct Made {
    PhaseKind phase;
    QName name;
    SourceRange cause;
  };
  std::vector<Made> made;
  for (const Phase &p : unit.plan.phases)
    for (const Op &op : p.steps)
      for (QName name : relationsMade(op))
        made.push_back({p.kind, name, op.range});
  for (const Made &m : made)
    release(m.phase, m.name, m.cause);
  for (Phase &p : unit.plan.phases)
    breakCircles(p);
}

void runReleaseNames(PlanUnit &unit) {
  if (unit.from && unit.to)
    NameReleaser(unit).run();
}

} // namespace schemac
