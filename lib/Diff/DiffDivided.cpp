//===- DiffDivided.cpp - Tables that become partitioned, and back ---------===//
//
// Nothing makes a table partitioned. But it can give its name to a new one and become a partition
// of that, with all of its rows where they are; and the only partition that has rows can take the
// name of its whole. Where rows are in several partitions they are copied. All of it
// is one change, whose steps are in the order to run; that nothing else comes of them is asked of
// the interpreter.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "Diff/Divider.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac {

/// FROM (MINVALUE) TO (...): what there was before there were partitions.
static bool beginsBelow(const Table &part) {
  std::string_view text = part.bound.str();
  size_t open = text.find('(');
  return open != text.npos && (text.substr(open + 1).starts_with("MINVALUE") ||
                               text.substr(open + 1).starts_with("minvalue"));
}

/// Said; else, where nothing is denied, the only one, or the one that begins below all others, or
/// else the default partition.
std::string Divider::choose() {
  std::vector<const Table *> own, below;
  const Table *fallback = nullptr, *said = nullptr;
  bool denied = false; // that one has all rows
  for (QName name : partitionsBelow(state, whole.name)) {
    const Table *t = state.table(name);
    rest.push_back(t);
    if (other.table(name))
      return "the table '" + name.str() + "' is there in both schemas" + std::string(Apart);
    if (t->partitionOf != whole.name || t->partitionBy)
      continue;
    denied |= divides ? isDenied(plain.name, name) : isDenied(name, plain.name);
    own.push_back(t);
    if (!t->bound)
      fallback = t;
    else if (beginsBelow(*t))
      below.push_back(t);
    if (divides ? t->renamedFrom == plain.name.name : plain.renamedFrom == t->name.name)
      said = t;
  }
  bool any = !rest.empty();
  part = said                ? said
         : denied            ? nullptr
         : own.size() == 1   ? own.front()
         : below.size() == 1 ? below.front()
                             : fallback;
  std::erase(rest, part);
  if (!any)
    return "it has no partition that could have its rows";
  bool spread = !divides && !said &&
                std::ranges::any_of(own, [&](const Table *t) { return t != part && t->rows > 0; });
  if (spread || !part) {
    if (part)
      rest.push_back(std::exchange(part, nullptr));
    return {};
  }
  if (part->name.ns != whole.name.ns)
    return "partition '" + part->name.str() + "' is in another namespace";
  return {};
}

/// The two are the same but for the partitions, which have nothing of their own.
std::string Divider::compare() const {
  if (plain.partitionOf || whole.partitionOf || !plain.inherits.empty() ||
      !heirsOf(from, was.name).empty() || !heirsOf(to, is.name).empty())
    return "it is a part of another table, or others inherit from it";
  for (const Constraint &c : whole.constraints)
    if ((c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
        !coversPartitionKey(whole, c.columns))
      return "its key '" + c.name.string() + "' lacks a column that it is partitioned by";
  Table a = plain, b = whole;
  b.partitionBy = {};
  for (Table *t : {&a, &b}) {
    t->parameters = {};
    t->tablespace = Name();
    t->unlogged = false;
  }
  if (!same(a, b))
    return "its columns, keys, indexes, triggers or policies change, too" + std::string(Apart);
  if (plain.replicaIdentity != ReplicaIdentity::Default)
    return "its rows are identified by something else than the primary key";
  if (part && (part->parameters != plain.parameters || part->unlogged != plain.unlogged ||
               part->tablespace != plain.tablespace))
    return "partition '" + part->name.str() + "' is not stored as the plain table is" +
           std::string(Apart);
  std::vector<const Table *> all = rest;
  if (part)
    all.push_back(part);
  for (const Table *t : all)
    if (!t->constraints.empty() || !t->indexes.empty() || !t->triggers.empty() ||
        !t->policies.empty() || t->rowSecurity)
      return "partition '" + t->name.str() + "' has rules of its own" + std::string(Apart);
  return part ? std::string() : refuseRows();
}

/// The same parts under the names that they have in the place of \p now.
void Divider::renameParts(const Table &before, const Table &now) {
  auto rename = [&]<class Rename>(const auto &haves, const auto &wants, auto same) {
    std::vector<Name> taken;
    for (const auto &want : wants)
      for (const auto &have : haves) {
        auto named = have;
        named.name = want.name;
        if (!same(named, want) || std::ranges::count(taken, have.name))
          continue;
        taken.push_back(have.name);
        if (have.name != want.name)
          add<Rename>(SubRef{now.name, have.name}, want.name);
        break;
      }
  };
  rename.template operator()<RenameConstraintOp>(
      before.constraints, now.constraints,
      [](const Constraint &a, const Constraint &b) { return sameConstraint(a, b); });
  rename.template operator()<RenameIndexOp>(
      before.indexes, now.indexes, [](const Index &a, const Index &b) { return sameIndex(a, b); });
}

/// The table becomes a partition of a new one.
void Divider::divide() {
  unhinge(plain);
  for (const Trigger &t : plain.triggers)
    add<DropTriggerOp>(SubRef{plain.name, t.name});
  for (const Policy &p : plain.policies)
    add<DropPolicyOp>(SubRef{plain.name, p.name});
  if (plain.rowSecurity || plain.forceRowSecurity)
    add<SetRowSecurityOp>(plain.name, false, false);
  add<RenameTableOp>(plain.name, part->name.name);
  renameParts(plain, standalone(context, to, *part));

  Table body = empty(whole);
  std::erase_if(body.constraints,
                [](const Constraint &c) { return c.kind == ConstraintKind::ForeignKey; });
  std::vector<Name> numbered = takeNumbers(body);
  add<CreateTableOp>(std::move(body), part->name);
  for (const Constraint &c : whole.constraints)
    if (c.kind == ConstraintKind::ForeignKey)
      add<AddForeignKeyOp>(SubRef{whole.name, c.name}, c);
  for (Name n : numbered)
    add<MoveSerialOp>(SubRef{part->name, n}, n, whole.name);
  for (QName s : from.index().ownedSequences(plain.name))
    add<OwnSequenceOp>(s, SubRef{whole.name, from.find<Sequence>(s)->ownedBy.sub});
  for (const Table *t : rest)
    add<CreateTableOp>(empty(*t));
  hinge(whole);
  add<AttachPartitionOp>(part->name, whole.name, part->bound);
  referTo(whole);
}

/// The partition takes the name of its whole, which goes.
void Divider::unite() {
  unhinge(whole);
  add<DetachPartitionOp>(part->name);
  for (const Column &c : whole.columns)
    if (hasNumbers(c))
      add<MoveSerialOp>(SubRef{whole.name, c.name}, c.name, part->name);
  for (QName s : from.index().ownedSequences(whole.name))
    add<OwnSequenceOp>(s, SubRef{part->name, from.find<Sequence>(s)->ownedBy.sub});
  QName aside{whole.name.ns, context.name(fitName(whole.name.name.string(), "_schemac_old"))};
  add<RenameTableOp>(whole.name, aside.name);
  add<RenameTableOp>(part->name, plain.name.name);
  repointViews();
  for (auto t = rest.rbegin(); t != rest.rend(); ++t)
    add<DropTableOp>((*t)->name);
  add<DropTableOp>(aside);
  Table detached = standalone(context, from, *part);
  detached.name = plain.name;
  renameParts(detached, plain);
  for (const Trigger &t : plain.triggers)
    add<CreateTriggerOp>(SubRef{plain.name, t.name}, t);
  for (const Policy &p : plain.policies)
    add<CreatePolicyOp>(SubRef{plain.name, p.name}, p);
  if (plain.rowSecurity || plain.forceRowSecurity)
    add<SetRowSecurityOp>(plain.name, plain.rowSecurity, plain.forceRowSecurity);
  hinge(plain);
  referTo(plain);
}

std::string Divider::run() {
  if (std::string why = choose(); !why.empty())
    return why;
  if (std::string why = compare(); !why.empty())
    return why;
  if (std::string why = refuseUsers(); !why.empty())
    return why;
  if (whole.rowSecurity && !statesAccess(from, to))
    return "its row security does not hold in a partition, and the schemas do not say who may read "
           "that";
  if (!part)
    refill();
  else
    divides ? divide() : unite();
  return prove();
}

//===----------------------------------------------------------------------===//

/// Whether \p now says that it was its whole, or the whole that it was one of its partitions: no
/// renaming, as the other has the name.
bool Differ::saysWhereRowsAre(const Table &now) const {
  if (now.partitionOf)
    return now.renamedFrom == now.partitionOf.name;
  const Table *was = from.table({now.name.ns, now.renamedFrom});
  return was && was->partitionOf == now.name;
}

void Differ::findDivided() {
  if (to.dialect && to.dialect.str() != "postgres")
    return;
  for (TablePair pair : different) {
    if (bool(pair.from->partitionBy) == bool(pair.to->partitionBy) ||
        pair.from->name != pair.to->name)
      continue;
    Divider divider(from, to, context, dialect, *pair.from, *pair.to,
                    [&](QName was, QName is) { return deniedRename(was.str(), is.str()); });
    if (std::string why = divider.run(); !why.empty()) {
      undivided.emplace(pair.to, why);
      continue;
    }
    divided.push_back(pair);
    divisions.push_back(std::move(divider.ops));
    std::vector<const Table *> gone = divider.rest;
    if (divider.part)
      gone.push_back(divider.part);
    for (auto *list : {&createdTables, &droppedTables})
      std::erase_if(*list, [&](const Table *t) { return std::ranges::count(gone, t) != 0; });
  }
  std::erase_if(different, [&](TablePair p) {
    return std::ranges::count(divided, p.to, &TablePair::to) != 0;
  });
}

void Differ::addDivisions() {
  for (std::vector<Op> &ops : divisions) {
    unsigned change = steps.newChange();
    for (Op &op : ops)
      steps.add(Slot::RenameTable, change, std::move(op));
  }
}

} // namespace schemac
