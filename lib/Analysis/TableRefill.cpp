//===- TableRefill.cpp - A new table gets the rows, and then the name -----===//
//
// Rows are copied into a new table beside the old one, which then takes its name with all that
// hangs on it. The steps are in the order to run while nobody writes; what keeps both tables in
// step while others do is for a pass to add.
//
//===----------------------------------------------------------------------===//

#include "schemac/Analysis/TableExchange.h"
#include "schemac/Dialect/Bounds.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac {

std::string TableExchange::refuseRows() const {
  const Table &whole = was.partitionBy ? was : is;
  bool divided = bool(whole.partitionBy);
  const Constraint *key = was.primaryKey();
  if (!key)
    return "rows are found again in the other table by a primary key, and it has none";
  for (const Constraint &c : was.constraints)
    if (ownsIndex(c) && c.deferrable)
      return "while its rows are copied no key can be deferrable, as '" + c.name.string() + "'";
    else if (c.kind == ConstraintKind::Exclusion && divided)
      return "while its rows are copied no exclusion constraint can be obeyed, as '" +
             c.name.string() + "'";
    else if (c.notValid || c.notEnforced)
      return "its constraint '" + c.name.string() + "' does not hold for rows that are copied";
  if (was.forceRowSecurity || is.forceRowSecurity)
    return "its row security is forced, and so holds for what keeps its copy in step";
  if (was.replicaIdentity != ReplicaIdentity::Default)
    return "its rows are identified by something else than the primary key";
  for (const Column &c : was.columns)
    if (c.notNullNotValid)
      return "its column '" + c.name.string() + "' may have NULL in rows that are copied";
  if (divided && (!dialect || roomInPartitions(*dialect, &whole == &is ? to : from, whole).empty()))
    return "no check says for which rows its partitions have room";
  return {};
}

/// Indexes have names of their own in the namespace.
static void standIn(Context &context, Table &body) {
  auto rename = [&](Name &name) { name = context.name(fitName(name.string(), "_schemac_new")); };
  for (Constraint &c : body.constraints)
    if (ownsIndex(c))
      rename(c.name);
  for (Index &i : body.indexes)
    rename(i.name);
}

void TableExchange::makeBeside(QName beside) {
  Table body = empty(is);
  body.name = beside;
  body.triggers.clear();
  std::erase_if(body.constraints,
                [](const Constraint &c) { return c.kind == ConstraintKind::ForeignKey; });
  takeNumbers(body);
  standIn(context, body);
  add<CreateTableOp>(std::move(body), was.name);
  for (const Constraint &c : is.constraints)
    if (c.kind == ConstraintKind::ForeignKey)
      add<AddForeignKeyOp>(SubRef{beside, c.name}, c);
  if (!is.partitionBy)
    return;
  for (const Table *t : rest) {
    Table made = empty(*t);
    if (made.partitionOf == is.name)
      made.partitionOf = beside;
    add<CreateTableOp>(std::move(made));
  }
}

/// A table beside it takes its rows, and then its name.
void TableExchange::refill() {
  auto called = [&](std::string_view suffix) {
    return QName{is.name.ns, context.name(fitName(is.name.name.string(), suffix))};
  };
  QName beside = called("_schemac_new"), aside = called("_schemac_old");
  makeBeside(beside);
  std::vector<Name> columns;
  for (const Column &c : was.columns)
    if (c.generation != Generation::Stored && c.generation != Generation::Virtual)
      columns.push_back(c.name);
  add<CopyRowsOp>(was.name, columns, beside, columns);

  unhinge(was);
  for (const Trigger &t : was.triggers)
    add<DropTriggerOp>(SubRef{was.name, t.name});
  add<RenameTableOp>(was.name, aside.name);
  auto renameEach = [&](const Table &named, QName now, std::string_view before,
                        std::string_view behind) {
    auto each = [&]<class Rename>(Name name) {
      auto with = [&](std::string_view suffix) {
        return suffix.empty() ? name : context.name(fitName(name.string(), suffix));
      };
      add<Rename>(SubRef{now, with(before)}, with(behind));
    };
    for (const Constraint &c : named.constraints)
      if (ownsIndex(c))
        each.template operator()<RenameConstraintOp>(c.name);
    for (const Index &i : named.indexes)
      each.template operator()<RenameIndexOp>(i.name);
  };
  renameEach(was, aside, "", "_schemac_old");
  add<RenameTableOp>(beside, is.name.name);
  renameEach(is, is.name, "_schemac_new", "");
  Table numbered = is;
  for (Name n : takeNumbers(numbered))
    add<MoveSerialOp>(SubRef{aside, n}, n, is.name);
  for (QName s : from.index().ownedSequences(was.name))
    add<OwnSequenceOp>(s, SubRef{is.name, from.find<Sequence>(s)->ownedBy.sub});
  for (const Trigger &t : is.triggers)
    add<CreateTriggerOp>(SubRef{is.name, t.name}, t);
  hinge(is);
  referTo(is);
  if (!is.partitionBy)
    for (auto t = rest.rbegin(); t != rest.rend(); ++t)
      add<DropTableOp>((*t)->name);
  add<DropTableOp>(aside);
}

} // namespace schemac
