//===- ByPartition.cpp - What is done partition by partition --------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <set>

namespace schemac {

Constraint boundsCheck(Context &context, QName table, const std::string &check) {
  Constraint bounds;
  bounds.kind = ConstraintKind::Check;
  bounds.name = context.name(fitName("schemac_" + table.name.string(), "_bounds"));
  bounds.check = context.expr(check);
  bounds.notValid = true;
  return bounds;
}

bool isPartitioned(const Origins &origins, QName table) {
  const Table *target = origins.targetTable(table);
  return target && target->partitionBy;
}

//===--- which parts, and in which order -----------------------------------===//

static bool isSame(Constraint a, const Constraint &b) {
  a.name = b.name;
  a.notValid = b.notValid;
  return sameConstraint(a, b);
}
static bool isSame(Index a, const Index &b) {
  a.name = b.name;
  a.invalid = b.invalid;
  return sameIndex(a, b);
}

namespace {
/// What one index or key needs on a table and everything below it.
template <class Thing> class PartFinder {
public:
  PartFinder(Context &context, const Schema &state, const Thing &thing, const TableNames &named,
             const std::set<QName> &made)
      : context(context), state(state), others(state), thing(thing), named(named), made(made) {}

  std::vector<PartStep> find(QName table) {
    const Table &root = *state.table(table);
    if constexpr (std::is_same_v<Thing, Index>)
      std::erase_if(others.edit<Table>(table)->indexes,
                    [&](const Index &i) { return i.name == thing.name; });
    later = 0;
    bool behind = false;
    for (const Thing &t : likeOnes(root, thing)) {
      later += behind && isSame(t, thing);
      behind |= t.name == thing.name;
    }
    for (const Table *t = &root; t->partitionOf && (t = state.table(t->partitionOf));)
      for (const Thing &other : likeOnes(*t, thing))
        later += isSame(other, thing);
    visit(table, thing.name);
    return std::move(steps);
  }

private:
  /// What the server calls the part. A partition has what its parents have in their order, behind
  /// its own: so parts are told apart by how many equal ones come after them.
  Name nameOn(const Table &parent, QName part) const {
    Table standing = standalone(context, state, parent, named(part), named);
    unsigned left = later;
    const std::vector<Thing> &all = likeOnes(standing, thing);
    for (auto it = all.rbegin(); it != all.rend(); ++it)
      if (isSame(*it, thing) && left-- == 0)
        return std::is_same_v<Thing, Index> ? freeName(standing, it->name, parent.name, part)
                                            : it->name;
    return {};
  }

  /// The server goes on to count where a partition has a relation of that name by itself. What
  /// parts of other indexes are called there depends on which came first: a name that one of them
  /// may have in either order is not free.
  Name freeName(const Table &standing, Name wanted, QName parent, QName part) const {
    Table before = standalone(context, others, *others.table(parent), named(part), named);
    auto isTaken = [&](Name name) {
      return (name != wanted && standing.index(name)) || before.index(name) ||
             before.constraint(name) || state.index().keyOwner({part.ns, name}) ||
             made.contains({part.ns, name});
    };
    Name free = wanted;
    for (unsigned n = 1; isTaken(free); ++n)
      free = context.name(fitName(wanted.string(), std::to_string(n)));
    return free;
  }

  void visit(QName table, Name name) {
    struct Child {
      QName table;
      SubRef path;
      bool isWhole;
    };
    std::vector<Child> children;
    for (QName part : state.index().childrenOf(table))
      if (Name own = nameOn(*state.table(table), part))
        children.push_back({part, {named(part), own}, bool(state.table(part)->partitionBy)});
    for (const Child &c : children)
      if (c.isWhole)
        visit(c.table, c.path.sub);
    steps.push_back({PartStep::Whole, {named(table), name}, {}});
    for (const Child &c : children)
      if (!c.isWhole)
        steps.push_back({PartStep::Build, c.path, name});
    for (const Child &c : children)
      if (c.isWhole || std::is_same_v<Thing, Constraint>)
        steps.push_back({PartStep::TakeKey, c.path, name});
  }

  Context &context;
  const Schema &state;
  Schema others; ///< the state without the thing
  const Thing &thing;
  const TableNames &named;
  const std::set<QName> &made; ///< names that other steps give
  unsigned later = 0;          ///< equal ones behind it in a partition
  std::vector<PartStep> steps;
};
} // namespace

std::vector<PartStep> partSteps(Context &context, const Schema &state, QName table,
                                const Constraint &key, const TableNames &named) {
  return PartFinder(context, state, key, named, {}).find(table);
}

std::vector<PartStep> partSteps(Context &context, const Schema &state, QName table,
                                const Index &index, const TableNames &named,
                                const std::set<QName> &made) {
  return PartFinder(context, state, index, named, made).find(table);
}

//===--- on the way there --------------------------------------------------===//

/// The partitions that there are in \p phase: those of the source, without what the steps so far
/// take away and with what they bring. What is attached in `contract` is so at its end.
static Schema partitionsIn(const Recipe &r, const Origins &origins, PhaseKind phase) {
  Schema state = *r.unit.from;
  auto attach = [&](Table table, QName parent, Expr bound) {
    table.columns.clear();
    table.constraints.clear();
    table.indexes.clear();
    table.partitionOf = origins.sourceName(parent);
    table.bound = bound;
    state.put(std::move(table));
  };
  for (const Phase &p : r.unit.plan.phases) {
    if (p.kind > phase)
      continue;
    for (const Op &op : p.steps) {
      if (p.kind == PhaseKind::Change && op.kind != OpKind::CreateTable)
        continue; // not lowered yet; what is new comes before the gate
      if (auto create = dynOp<CreateTableOp>(op); create && create->table().partitionOf)
        attach(create->table(), create->table().partitionOf, create->table().bound);
      else if (create)
        state.put(create->table());
      else if (auto step = dynOp<AttachPartitionOp>(op); step && p.kind != PhaseKind::Contract) {
        if (const Table *table = state.table(origins.sourceName(step->table())))
          attach(*table, step->parent(), step->bound());
      } else if (auto step = dynOp<DetachPartitionOp>(op)) {
        if (Table *table = state.edit<Table>(origins.sourceName(step->table())))
          table->partitionOf = QName();
      } else if (auto step = dynOp<DropTableOp>(op)) {
        state.remove<Table>(origins.sourceName(step->table()));
      }
    }
  }
  return state;
}

static constexpr std::string_view WhyBuilt = "built while writers go on";
static constexpr std::string_view WhyAlone = "by itself: no rows are read";
static constexpr std::string_view WhyTakes = "takes over the index: catalog only";
static constexpr std::string_view WhyAdopts = "takes over those of its partitions: no scan";

static void addKey(Recipe &r, PhaseKind phase, std::string_view why, const SubRef &path,
                   const Constraint &key) {
  if (key.kind == ConstraintKind::PrimaryKey)
    r.add<AddPrimaryKeyOp>(phase, why, path, key);
  else
    r.add<AddUniqueOp>(phase, why, path, key);
}

void buildKeyParts(Recipe &r, PhaseKind phase, const std::vector<SubRef> &parts,
                   const Constraint &over) {
  for (const SubRef &part : parts) {
    Name index = standIn(r.unit.context, part.sub);
    r.add<CreateIndexOp>(phase, WhyBuilt, SubRef{part.table, index}, sql::keyIndex(index, over),
                         true);
  }
}

/// The whole finds what its partitions have and takes it over.
void takeKeyParts(Recipe &r, PhaseKind phase, const SubRef &path, const Constraint &key,
                  const std::vector<SubRef> &parts) {
  for (const SubRef &path : parts) {
    Constraint part = key;
    part.name = path.sub;
    part.usingIndex = standIn(r.unit.context, path.sub);
    addKey(r, phase, WhyTakes, path, part);
  }
  addKey(r, phase, WhyAdopts, path, key);
}

static std::vector<PartStep> stepsToKey(Recipe &r, const Origins &origins, PhaseKind phase,
                                        const SubRef &path, Constraint key, Name former) {
  Schema state = partitionsIn(r, origins, phase);
  QName table = origins.sourceName(path.table);
  key.name = path.sub;
  bool primary = key.kind == ConstraintKind::PrimaryKey;
  auto &all = state.edit<Table>(table)->constraints;
  std::erase_if(all, [&](const Constraint &c) { return c.name == former || c.name == path.sub; });
  all.insert(primary ? all.begin() : all.end(), key);
  return partSteps(r.unit.context, state, table, key, [&](QName n) { return origins.nowNamed(n); });
}

static std::vector<SubRef> builtIn(const std::vector<PartStep> &steps) {
  std::vector<SubRef> parts;
  for (const PartStep &step : steps)
    if (step.kind == PartStep::Build)
      parts.push_back(step.path);
  return parts;
}

std::vector<SubRef> keyParts(Recipe &r, const Origins &origins, PhaseKind phase, const SubRef &path,
                             const Constraint &key, Name former) {
  return builtIn(stepsToKey(r, origins, phase, path, key, former));
}

void addKeyByPartition(Recipe &r, const Origins &origins, PhaseKind phase, const SubRef &path,
                       Constraint key, const Former &former) {
  key.name = path.sub;
  std::vector<PartStep> steps = stepsToKey(r, origins, phase, path, key, former.name);
  if (former.drop) {
    std::vector<SubRef> parts = builtIn(steps);
    buildKeyParts(r, phase, parts, key);
    former.drop();
    return takeKeyParts(r, phase, path, key, parts);
  }
  Constraint whole = key;
  whole.notValid = true;
  for (const PartStep &step : steps) {
    whole.name = step.path.sub;
    if (step.kind == PartStep::Build)
      r.add<CreateIndexPartOp>(phase, WhyBuilt, step.path, step.of);
    else if (step.kind == PartStep::TakeKey)
      r.add<AttachKeyPartOp>(phase, WhyTakes, step.path, step.of);
    else
      addKey(r, phase, WhyAlone, step.path, whole);
  }
}

static void exchangeIndex(Recipe &r, PhaseKind phase, const SubRef &path, const Index &index,
                          const std::vector<PartStep> &steps, const Former &former) {
  Context &context = r.unit.context;
  auto other = [&](const SubRef &part) { return SubRef{part.table, standIn(context, part.sub)}; };
  for (const PartStep &step : steps)
    if (step.kind == PartStep::Build) {
      Index part = index;
      part.name = other(step.path).sub;
      r.add<CreateIndexOp>(phase, WhyBuilt, other(step.path), part, true);
    }
  former.drop();
  for (const PartStep &step : steps)
    if (step.kind == PartStep::Build)
      r.add<RenameIndexOp>(phase, "the name that the server gives it", other(step.path),
                           step.path.sub);
  r.add<CreateIndexOp>(phase, WhyAdopts, path, index);
}

namespace {
/// What partitions have already of an index that waits for parts.
class PartsThere {
public:
  PartsThere(const Schema &state, QName root, Name index, const std::vector<PartStep> &steps,
             const Origins &origins)
      : state(state), root(root), index(index) {
    for (const PartStep &step : steps)
      names[origins.sourceName(step.path.table)] = step.path.sub;
  }
  bool has(QName table) const { return table == root || own(table); }
  /// Whether nothing below the table is missing.
  bool isComplete(QName table) const {
    if (table == root)
      return false;
    const Index *part = own(table);
    return part ? !part->invalid : isComplete(state.table(table)->partitionOf);
  }
  /// What the index of the table's parent is called, whoever made it.
  Name nameAbove(QName table) const { return name(state.table(table)->partitionOf); }

private:
  Name name(QName table) const {
    if (table == root)
      return index;
    const Index *part = own(table);
    return part ? part->name : names.at(table);
  }
  const Index *own(QName table) const {
    const std::vector<Index> &all = state.table(table)->indexes;
    auto it = std::ranges::find(all, nameAbove(table), &Index::partOf);
    return it == all.end() ? nullptr : &*it;
  }

  const Schema &state;
  QName root;
  Name index;
  std::unordered_map<QName, Name> names; ///< that the server would give
};
} // namespace

/// What indexes are called that the plan makes. A part that is there is no part of a state: of two
/// new indexes over the same columns the second must know what those of the first are called.
static std::set<QName> namesMade(const PlanUnit &unit) {
  std::set<QName> names;
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (op.kind == OpKind::CreateIndex || op.kind == OpKind::CreateIndexPart) {
        const SubRef &path = std::get<SubRef>(op.fields[0]);
        names.insert({path.table.ns, path.sub});
      }
  return names;
}

bool completeIndexByPartition(Recipe &r, const Origins &origins, PhaseKind phase,
                              const SubRef &path, const Index &index) {
  Schema state = partitionsIn(r, origins, phase);
  Table *table = state.edit<Table>(origins.sourceName(path.table));
  Index *old = table ? table->index(path.sub) : nullptr;
  if (!old || !old->invalid || !table->partitionBy || !isSame(*old, index))
    return false;
  old->invalid = false;
  std::vector<PartStep> steps = partSteps(
      r.unit.context, state, table->name, *old, [&](QName n) { return origins.nowNamed(n); },
      namesMade(r.unit));
  PartsThere there(state, table->name, path.sub, steps, origins);
  std::vector<const PartStep *> wholes, built;
  for (const PartStep &step : steps) {
    QName part = origins.sourceName(step.path.table);
    if (step.kind == PartStep::TakeKey || there.has(part) ||
        there.isComplete(state.table(part)->partitionOf))
      continue;
    if (step.kind == PartStep::Whole)
      wholes.insert(wholes.begin(), &step); // those above it come first
    else
      built.push_back(&step);
  }
  // One that waits for parts itself is a part from the start: the last one that is built completes
  // all above it.
  for (const PartStep *step : wholes) {
    Index whole = index;
    whole.name = step->path.sub;
    whole.partOf = there.nameAbove(origins.sourceName(step->path.table));
    r.add<CreateIndexOp>(phase, WhyAlone, step->path, whole, false, true);
  }
  for (const PartStep *step : built)
    r.add<CreateIndexPartOp>(phase, WhyBuilt, step->path,
                             there.nameAbove(origins.sourceName(step->path.table)));
  return !built.empty();
}

void createIndexByPartition(Recipe &r, const Origins &origins, PhaseKind phase, const SubRef &path,
                            const Index &index, const Former &former) {
  Schema state = partitionsIn(r, origins, phase);
  QName table = origins.sourceName(path.table);
  Index whole = index;
  whole.name = path.sub;
  auto &all = state.edit<Table>(table)->indexes;
  // One of the same name is gone by then, with a column perhaps.
  std::erase_if(all, [&](const Index &i) { return i.name == former.name || i.name == path.sub; });
  all.push_back(whole);
  // In an exchange the whole finds its parts by the names that the server gives.
  std::vector<PartStep> steps = partSteps(
      r.unit.context, state, table, whole, [&](QName n) { return origins.nowNamed(n); },
      former.drop ? std::set<QName>() : namesMade(r.unit));
  if (former.drop)
    return exchangeIndex(r, phase, path, whole, steps, former);
  for (const PartStep &step : steps) {
    whole.name = step.path.sub;
    if (step.kind == PartStep::Build)
      r.add<CreateIndexPartOp>(phase, WhyBuilt, step.path, step.of);
    else if (step.kind == PartStep::TakeKey)
      r.add<AttachKeyPartOp>(phase, "all of its parts are there: catalog only", step.path, step.of);
    else
      r.add<CreateIndexOp>(phase, WhyAlone, step.path, whole, false, true);
  }
}

std::vector<QName> leavesOf(const Schema &state, QName table) {
  std::vector<QName> out;
  for (QName part : state.index().childrenOf(table)) {
    if (!state.table(part)->partitionBy) {
      out.push_back(part);
      continue;
    }
    std::vector<QName> below = leavesOf(state, part);
    out.insert(out.end(), below.begin(), below.end());
  }
  return out;
}

void addForeignKeyByPartition(Recipe &r, const Origins &origins, PhaseKind phase,
                              const SubRef &path, const Constraint &key,
                              const std::function<void(PhaseKind)> &dropFormer) {
  PhaseKind proof = phase == PhaseKind::Expand ? PhaseKind::Migrate : phase;
  Schema state = partitionsIn(r, origins, phase);
  std::vector<QName> parts = leavesOf(state, origins.sourceName(path.table));
  Constraint fence = key;
  fence.name = dropFormer ? standIn(r.unit.context, path.sub) : path.sub;
  fence.notValid = true;
  for (QName p : parts)
    r.add<AddForeignKeyOp>(phase, "binds new rows at once; neither table is scanned",
                           SubRef{origins.nowNamed(p), fence.name}, fence);
  for (QName p : parts)
    r.add<ValidateConstraintOp>(proof, "checks old rows while readers and writers go on",
                                SubRef{origins.nowNamed(p), fence.name});
  if (dropFormer) {
    dropFormer(proof);
    for (QName p : parts)
      r.add<RenameConstraintOp>(proof, "the name that the whole has it by",
                                SubRef{origins.nowNamed(p), fence.name}, path.sub);
  }
  r.add<AddForeignKeyOp>(proof, WhyAdopts, path, key);
}

} // namespace schemac
