//===- DiffDivided.cpp - Tables that become partitioned, and back ---------===//
//
// Nothing makes a table partitioned. But it can give its name to a new one and become a partition
// of that, with all of its rows where they are; and the only partition that has rows can take the
// name of its whole. Where rows are in several partitions they are copied: see DiffRefilled.cpp.
// What refers to the table by its name does not notice; what the server keeps by identity (foreign
// keys, views, statistics) is pointed to the one that has the name now. All of it is one change,
// whose steps are in the order to run; that nothing else comes of them is asked of the interpreter.
//
//===----------------------------------------------------------------------===//

#include "Diff/Divider.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Queries.h"
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

/// Said, or the only one, or the one that begins below all others, or else the default partition.
std::string Divider::choose() {
  std::vector<const Table *> own, below;
  const Table *fallback = nullptr, *said = nullptr;
  for (QName name : partitionsBelow(state, whole.name)) {
    const Table *t = state.table(name);
    rest.push_back(t);
    if (other.table(name))
      return "the table '" + name.str() + "' is there in both schemas" + std::string(Apart);
    if (t->partitionOf != whole.name || t->partitionBy)
      continue;
    own.push_back(t);
    if (!t->bound)
      fallback = t;
    else if (beginsBelow(*t))
      below.push_back(t);
    if (divides ? t->renamedFrom == plain.name.name : plain.renamedFrom == t->name.name)
      said = t;
  }
  bool any = !rest.empty();
  part = said ? said : own.size() == 1 ? own.front() : below.size() == 1 ? below.front() : fallback;
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
      !heirsOf(from, pair.from->name).empty() || !heirsOf(to, pair.to->name).empty())
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
  return part ? std::string() : compareRows();
}

std::string Divider::refuseUsers() const {
  const Schema &both = from;
  QName name = pair.from->name;
  for (const Constraint &c : whole.constraints)
    if (c.kind == ConstraintKind::ForeignKey && c.refTable == name)
      return "its foreign key '" + c.name.string() + "' refers to itself";
  for (QName user : both.index().referencing(name)) {
    const Table *was = from.table(user), *is = to.table(user);
    if (!is || !same(*was, *is))
      return "'" + user.str() + "' refers to it and changes, too" + std::string(Apart);
    if (was->partitionBy)
      return "the partitioned table '" + user.str() +
             "' refers to it: its key would be proved again while both are locked";
  }
  for (QName user : to.index().referencing(name))
    if (!from.table(user))
      return "the new table '" + user.str() + "' refers to it" + std::string(Apart);
  for (QName v : viewsOver(to, name)) {
    const View *was = from.views().find(v), *is = to.views().find(v);
    if (!was || !same(*was, *is))
      return "view '" + v.str() + "' reads it and changes, too" + std::string(Apart);
  }
  for (QName v : viewsOver(from, name))
    if (const View *view = from.views().find(v); view->materialized)
      return "the materialized view '" + v.str() + "' reads it, and would be filled again";
    else if (!to.views().find(v))
      return "view '" + v.str() + "' reads it and goes" + std::string(Apart);
  if (whole.rowSecurity && !statesAccess(from, to))
    return "its row security does not hold in a partition, and the schemas do not say who may read "
           "that";
  return {};
}

/// What refers to \p table or is sent of it lets go of it.
void Divider::unhinge(const Table &table) {
  for (QName user : from.index().referencing(table.name))
    for (const Constraint &c : from.table(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == table.name)
        add<DropConstraintOp>(SubRef{user, c.name});
  for (QName s : from.index().statisticsOn(table.name))
    add<DropStatisticsOp>(s);
  for (const Publication &p : from.publications())
    if (p.table(table.name))
      add<UnpublishTableOp>(p.name.name, table.name);
}

void Divider::hinge(const Table &table) {
  repointViews();
  for (QName s : from.index().statisticsOn(table.name))
    add<CreateStatisticsOp>(*from.find<ExtendedStatistics>(s));
  for (const Publication &p : from.publications())
    if (const PublishedTable *sent = p.table(table.name))
      add<PublishTableOp>(p.name.name, sent->table, sent->columns, sent->where);
}

/// While foreign keys refer to the whole no partition with rows that are referred to leaves it, so
/// on the way back they go first.
void Divider::referTo(const Table &table) {
  std::vector<SubRef> unproved;
  for (QName user : from.index().referencing(table.name))
    for (const Constraint &c : from.table(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == table.name) {
        Constraint key = c;
        key.notValid = !key.notEnforced;
        add<AddForeignKeyOp>(SubRef{user, c.name}, key);
        if (!c.notValid && !c.notEnforced)
          unproved.push_back({user, c.name});
      }
  for (const SubRef &key : unproved)
    add<ValidateConstraintOp>(key);
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

/// They follow the table that they were made over, whatever it is called.
void Divider::repointViews() {
  for (QName v : withDependents(from, viewsOver(from, pair.from->name)))
    if (std::ranges::count(viewsOver(from, pair.from->name), v))
      add<ReplaceViewOp>(*from.views().find(v), true);
}

static bool hasNumbers(const Column &c) {
  return c.generation == Generation::Serial || c.generation == Generation::IdentityAlways ||
         c.generation == Generation::IdentityByDefault;
}

/// Takes what gives columns their numbers, which other tables have meanwhile.
std::vector<Name> Divider::takeNumbers(Table &body) const {
  std::vector<Name> numbered;
  for (Column &c : body.columns)
    if (hasNumbers(c)) {
      numbered.push_back(c.name);
      c.generation = Generation::None;
      c.extra = nullptr;
      c.nullable = false;
    }
  return numbered;
}

/// As the plan makes it.
Table Divider::empty(const Table &table) const {
  Table body = table;
  body.rows = 0;
  body.traffic = pair.from->traffic; // whoever used the one uses the other
  body.drops.clear();
  body.renamedFrom = Name();
  return body;
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

/// All else is as it was, and the table and its partitions are as the target has them.
std::string Divider::prove() const {
  Schema reached = from;
  Journal journal;
  reached.setJournal(&journal);
  std::string fault;
  for (const Op &op : ops)
    if (fault.empty() && !apply(op, reached, context, nullptr))
      fault = "the server would refuse '" + std::string(op.mnemonic()) + "' on the way";
  reached.setJournal(nullptr);
  if (!fault.empty())
    return fault;
  forEachKind([&]<class T>() {
    for (QName n : journal.touched<T>()) {
      const T *now = reached.find<T>(n), *was = from.find<T>(n);
      if constexpr (std::is_same_v<T, Table>)
        if (state.table(n) && (n == whole.name || !other.table(n)))
          was = to.table(n);
      if (fault.empty() && (!now != !was || (now && !same(*now, *was))))
        fault = "'" + n.str() + "' would go with the rows to the table of another name";
    }
  });
  return fault;
}

std::string Divider::run() {
  if (std::string why = choose(); !why.empty())
    return why;
  if (std::string why = compare(); !why.empty())
    return why;
  if (std::string why = refuseUsers(); !why.empty())
    return why;
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
    Divider divider(from, to, context, dialect, pair);
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
